/** Where somebody stands in line: with the id of their call it is the key of their row in the table `Queue`. */
export interface QueueSpot {
  /** Name of the queue in the flow. */
  queue: string;
  /** Only agents with this skill are meant; absent: anyone. */
  skill?: string;
  /** 0-999, the lower ones first. */
  priority: number;
  /** When they joined, ISO 8601 UTC: of one priority, who came first is first. */
  arrival: string;
}

/** What a caller is told of their place. */
export interface QueuePlace {
  /** 1: nobody is before them. */
  position: number;
  /** About how long it takes until somebody is free for them. */
  waitSeconds: number;
  /** All agents who could take the call are away. */
  isUnattended?: true;
}

/** How a caller left a queue. */
export type QueueExit =
  | 'accepted'
  | 'abandoned'
  | 'timeout'
  | 'full'
  | 'nobody-on-duty'
  | 'callback';

/** Whether two are the same place in line of one call. */
export function isSameSpot(one: QueueSpot | undefined, other: QueueSpot | undefined): boolean {
  return (
    one !== undefined &&
    one.queue === other?.queue &&
    one.skill === other.skill &&
    one.priority === other.priority &&
    one.arrival === other.arrival
  );
}

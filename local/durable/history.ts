/** Numbers of the event types in a Durable history. */
export const eventType = {
  executionStarted: 0,
  executionCompleted: 1,
  taskScheduled: 4,
  taskCompleted: 5,
  taskFailed: 6,
  subCreated: 7,
  subCompleted: 8,
  subFailed: 9,
  timerCreated: 10,
  timerFired: 11,
  orchestratorStarted: 12,
  orchestratorCompleted: 13,
  eventRaised: 15,
} as const;

/** What reaches an instance from outside: what started it, results, fired timers, events. Payloads are JSON text. */
export type Message =
  | {
      EventType: 0;
      EventId: -1;
      Name: string;
      Version: string | null;
      Input: string;
      OrchestrationInstance: { InstanceId: string; ExecutionId: string };
      ParentInstance: ParentInstance | null;
    }
  | { EventType: 5 | 8; EventId: -1; TaskScheduledId: number; Result: string }
  | { EventType: 6 | 9; EventId: -1; TaskScheduledId: number; Reason: string; Details: string }
  | { EventType: 11; EventId: -1; TimerId: number; FireAt: string }
  | { EventType: 15; EventId: -1; Name: string; Input: string };

/** The instance that waits for a sub-orchestration, which of its executions, and under which task number. */
export interface ParentInstance {
  InstanceId: string;
  ExecutionId: string;
  TaskScheduledId: number;
}

/** What the runtime itself writes: the marks of an episode, and what the episode scheduled. */
export type Mark =
  | { EventType: 1; EventId: number; OrchestrationStatus: string; Result: string }
  | { EventType: 4; EventId: number; Name: string }
  | { EventType: 7; EventId: number; Name: string; InstanceId: string }
  | { EventType: 10; EventId: number; FireAt: string }
  | { EventType: 12 | 13; EventId: -1 };

/** `Timestamp`: ISO 8601 UTC. `IsPlayed`: whether an earlier episode has seen it. */
export type HistoryEvent = (Message | Mark) & { Timestamp: string; IsPlayed: boolean };

/**
 * The history of one execution. What the app sees is only ever the text: every episode starts from what was written
 * down, as after a restart.
 */
export interface History {
  /** For the runtime's own replay. */
  events: HistoryEvent[];
  /** The same events, played, as JSON without the brackets. */
  text: string;
}

export const emptyHistory = (): History => ({ events: [], text: '' });

/** Writes events down; from now on they are played. */
export function append(history: History, events: HistoryEvent[]): void {
  for (const event of events) {
    const played = { ...event, IsPlayed: true };
    history.events.push(played);
    history.text += `${history.text ? ',' : ''}${JSON.stringify(played)}`;
  }
}

/** The JSON text of the history together with the events of the episode that begins. */
export function withFresh(history: History, fresh: HistoryEvent[]): string {
  const texts = fresh.map((event) => JSON.stringify(event));
  return `[${[...(history.text ? [history.text] : []), ...texts].join(',')}]`;
}

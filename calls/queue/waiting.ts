import type { OperationContext } from '../commands.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Flow, Queue } from '../flow.ts';
import { secondsBetween } from '../iso-time.ts';
import { note, setCall } from '../recording.ts';
import { original } from '../settling.ts';
import type { CallState } from '../state.ts';
import type { QueueExit, QueueSpot } from './spot.ts';

/** A caller who waits in a queue for somebody to be free (decision 0010), from when they join until an agent takes the call. */
export interface Waiting {
  spot: QueueSpot;
  /** Whether the table is known to have them. */
  is: 'joining' | 'waiting';
  /** How often that was tried. */
  joins: number;
  /** The deadline of the longest wait. */
  deadline: number;
  /** It has come: they leave when the offer that stands comes to nothing. */
  isOverdue?: true;
  /** When their place was told last, ISO 8601 UTC; absent: it is to be told as soon as they can hear it. */
  announcedAt?: string;
  /** The context of the music that is played to them. */
  music?: OperationContext;
  /** ACS refused the music: it is played once in one go from then on. */
  once?: true;
  /** The deadline of the next announcement, where no music is that could end. */
  tick?: number;
  /** The key that leads to a callback acts. */
  heedsKey?: boolean;
  /** They had stepped out of the line, and have their place again. */
  back?: BackInLine;
  /** Nobody was on duty when their place was to be told last. */
  isUnattended?: true;
  /** The offers that this call has known: one that comes again is over. */
  offers: OperationContext[];
}

/** How a caller is back in line. */
export interface BackInLine {
  /** The number whose callback may have been taken down; absent: none was. */
  to?: string;
  /** The tables are away: they hear music, and it is tried again at each end of it. */
  isHeldUp?: true;
}

/** The wait of a caller who is in a queue; nothing for anyone else. */
export function waitingOf({ escalation }: CallState): Waiting | undefined {
  return escalation?.queue;
}

/** The state with another wait. */
export function withWaiting(state: CallState, queue: Waiting): CallState {
  return { ...state, escalation: { ...(state.escalation as Escalation), queue } };
}

/** The queue of a flow. A flow is checked before it is used, so a missing one is a bug. */
export function queueNamed(flow: Flow, name: string): Queue {
  const queue = flow.queues?.[name];
  if (!queue) throw new Error(`the flow has no queue "${name}"`);
  return queue;
}

/** Whether an operation is the music of a caller who waits in a queue. */
export function isQueueMusic(state: CallState, operationContext: OperationContext): boolean {
  const music = waitingOf(state)?.music;
  return music !== undefined && original(operationContext) === music;
}

/** The state of a caller who leaves a queue, or was not let in: how, and after how many seconds, is kept. */
export function noteExit(state: CallState, exit: QueueExit, at: string): CallState {
  const { spot } = waitingOf(state) ?? state.leftLine ?? {};
  if (!spot || state.call.queueExit !== undefined) return state;
  const waitSeconds = Math.round(secondsBetween(spot.arrival, at));
  const words = `leaves the queue ${spot.queue} after ${waitSeconds} s: ${exit}`;
  const data = { queue: spot.queue, exit, seconds: waitSeconds };
  const told = note(state, { at, kind: 'decision', type: 'queue-exit', words, data });
  return setCall(told, { queueExit: exit, waitSeconds });
}

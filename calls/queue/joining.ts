import { nothing } from '../drafting.ts';
import { escalateStep, escalationOf } from '../escalation/escalation.ts';
import { giveUp } from '../escalation/giving-up.ts';
import type { NotQueued, Queued } from '../events.ts';
import type { Flow } from '../flow.ts';
import { otherSide } from '../parties.ts';
import { note, setCall } from '../recording.ts';
import { arm } from '../sending.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import type { JoinQueue } from './commands.ts';
import { leaveQueue } from './exits.ts';
import type { QueueSpot } from './spot.ts';
import { noteExit, queueNamed, type Waiting, waitingOf, withWaiting } from './waiting.ts';

/** The caller joins the queue of their step: from now on their wait counts, the longest wait included. */
export function join(flow: Flow, before: CallState, at: string): Draft {
  const { step } = escalationOf(before);
  const { queue, skill } = escalateStep(flow, step);
  if (!queue) throw new Error(`${step} has no queue`);
  const { longestSeconds } = queueNamed(flow, queue.name);
  const { name, priority } = queue;
  const spot: QueueSpot = { queue: name, ...(skill ? { skill } : {}), priority, arrival: at };
  const { state, wanted } = arm(before, { what: 'queue' }, longestSeconds * 1_000);
  const waiting: Waiting = {
    spot,
    is: 'joining',
    joins: 1,
    deadline: state.deadlineCount,
    offers: [],
  };
  const queued = withWaiting(setCall(state, { ...NO_EXIT, queuedAt: at }), waiting);
  return {
    state: queued,
    wanted: [joinCommand(flow, queued, spot), { ...wanted, isOptional: true }],
  };
}

/** A call can come to a queue again: what is kept is its last wait. */
const NO_EXIT = { queueExit: undefined, waitSeconds: undefined };

/** What puts a caller in line. */
export function joinCommand(
  flow: Flow,
  state: CallState,
  spot: QueueSpot,
): Omit<JoinQueue, 'operationContext'> {
  const { most } = queueNamed(flow, spot.queue);
  return { type: 'joinQueue', spot, caller: otherSide(state), most, isOptional: true };
}

/** The caller is in line. */
export function afterQueued(before: CallState, event: Queued): Turn {
  const { position, at } = event;
  const queue = waitingOf(before);
  if (queue?.is !== 'joining') return { state: before, commands: [] };
  const words = `waits in the queue ${queue.spot.queue}, as number ${position}`;
  const data = { queue: queue.spot.queue, position };
  const told = note(before, { at, kind: 'decision', type: 'queued', words, data });
  return { state: withWaiting(told, { ...queue, is: 'waiting' }), commands: [] };
}

const WHY: Record<NotQueued['why'], string> = {
  full: 'the queue is full',
  'nobody-on-duty': 'nobody who could take the call is on duty',
  outage: 'the queue cannot be reached: the tables are away',
};

/** The caller is not let in: they go on by the step's way out, once they have heard the first words. */
export function afterNotQueued(flow: Flow, before: CallState, event: NotQueued): Turn {
  const { why, at } = event;
  if (waitingOf(before)?.is !== 'joining') return { state: before, commands: [] };
  const words = WHY[why];
  const told = note(before, { at, kind: 'decision', type: 'not-queued', words, data: { why } });
  // in an outage they may be in line all the same
  return giveUp(flow, why === 'outage' ? leaveQueue(told) : nothing(noteExit(told, why, at)), at);
}

import { leftLineOf } from '../callback/left-line.ts';
import { withdrawal } from '../callback/taking.ts';
import { nothing } from '../drafting.ts';
import { escalateStep, escalationOf } from '../escalation/escalation.ts';
import { giveUp } from '../escalation/giving-up.ts';
import type { NotQueued, Queued } from '../events.ts';
import type { Flow } from '../flow.ts';
import { secondsBetween } from '../iso-time.ts';
import { otherSide } from '../parties.ts';
import { note, setCall } from '../recording.ts';
import { arm } from '../sending.ts';
import type { CallState, Draft, Turn } from '../state.ts';
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
  const now: QueueSpot = { queue: name, ...(skill ? { skill } : {}), priority, arrival: at };
  const left = leftLineOf(before, now);
  const spot = left?.spot ?? now;
  const rest = longestSeconds - secondsBetween(spot.arrival, at);
  const ms = Math.round(Math.max(rest, LEAST_REST_SECONDS) * 1_000);
  const { state, wanted } = arm(before, { what: 'queue' }, ms);
  const waiting: Waiting = {
    spot,
    is: 'joining',
    joins: 1,
    deadline: state.deadlineCount,
    offers: left?.offers ?? [],
    ...(left ? { back: { to: left.to } } : {}),
  };
  const { arrival: queuedAt } = spot;
  const queued: CallState = {
    ...withWaiting(setCall(state, { ...NO_EXIT, queuedAt }), waiting),
    leftLine: undefined,
    gaveUp: left ? left.gaveUp : state.gaveUp,
  };
  return {
    state: queued,
    wanted: [...joinCommands(flow, queued, waiting), { ...wanted, isOptional: true }],
  };
}

/** Who is back in line waits at least so long, however long they have waited before. */
const LEAST_REST_SECONDS = 30;

/** A call can come to a queue again: what is kept is its last wait. */
const NO_EXIT = { queueExit: undefined, waitSeconds: undefined };

/** Who is back takes the place that was theirs: so many may always be before them. */
const ANY = Number.MAX_SAFE_INTEGER;

/** What puts a caller in line; of one who is back it goes first what they may have in their place. */
export function joinCommands(
  flow: Flow,
  state: CallState,
  { spot, back }: Waiting,
): Draft['wanted'] {
  const most = back ? ANY : queueNamed(flow, spot.queue).most;
  const caller = otherSide(state);
  return [...withdrawal(back?.to), { type: 'joinQueue', spot, caller, most, isOptional: true }];
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

/**
 * The caller is not let in: they go on by the step's way out, once they have heard the first words. Who was in line before does not leave it
 * for an outage.
 */
export function afterNotQueued(flow: Flow, before: CallState, event: NotQueued): Turn {
  const { why, at } = event;
  const queue = waitingOf(before);
  if (queue?.is !== 'joining') return { state: before, commands: [] };
  const { back } = queue;
  if (why === 'outage' && back?.isHeldUp) return { state: before, commands: [] };
  const words = WHY[why];
  const told = note(before, { at, kind: 'decision', type: 'not-queued', words, data: { why } });
  if (why === 'outage' && back) {
    const state = withWaiting(told, { ...queue, back: { ...back, isHeldUp: true } });
    return { state, commands: [] };
  }
  // in an outage they may be in line all the same
  return giveUp(flow, why === 'outage' ? leaveQueue(told) : nothing(noteExit(told, why, at)), at);
}

import { drafted, nothing, sendDraft } from '../drafting.ts';
import { escalationOf } from '../escalation/escalation.ts';
import { giveUp } from '../escalation/giving-up.ts';
import type { Flow } from '../flow.ts';
import type { CallState, Turn } from '../state.ts';
import { leaveQueue } from './exits.ts';
import { joinCommands } from './joining.ts';
import { type Waiting, waitingOf, withWaiting } from './waiting.ts';
import { waitOn } from './waiting-on.ts';

/** Joining is tried so often. */
const JOINS = 3;

/**
 * The activity of a whole turn died, twice, of a caller in line who is offered to nobody. Whether they are in the table is not known:
 * they join again under the same key. An announcement is left out, and music goes on. `isHeard`: what they hear was not lost.
 */
export function queueTurnLost(flow: Flow, before: CallState, isHeard: boolean, at: string): Turn {
  const queue = waitingOf(before) as Waiting;
  const escalation = escalationOf(before);
  const isPrompting = escalation.isPrompting && isHeard;
  const state: CallState = { ...before, escalation: { ...escalation, isPrompting } };
  const isJoining = queue.is === 'joining';
  if (escalation.isGivenUp || (isJoining && queue.joins >= JOINS)) {
    return giveUp(flow, leaveQueue(state), at);
  }
  const next: Waiting = isJoining
    ? { ...queue, joins: queue.joins + 1 }
    : { ...queue, announcedAt: at };
  const draft = drafted(
    withWaiting(state, next),
    (waiting) =>
      isJoining ? { state: waiting, wanted: joinCommands(flow, waiting, queue) } : nothing(waiting),
    (waiting) => (isPrompting ? nothing(waiting) : waitOn(flow, waiting, at)),
  );
  return sendDraft(draft, at);
}

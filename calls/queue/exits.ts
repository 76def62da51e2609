import { drafted, nothing, type Part, sendDraft } from '../drafting.ts';
import { escalationOf, type Offer } from '../escalation/escalation.ts';
import { giveUp } from '../escalation/giving-up.ts';
import type { Flow } from '../flow.ts';
import { setCall } from '../recording.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import type { QueueSpot } from './spot.ts';
import { noteExit, waitingOf, withWaiting } from './waiting.ts';
import { waitAgain } from './waiting-on.ts';

/** The place in line that a call may have in the table, and has to give back when it ends. */
export function lastSpot(state: CallState): QueueSpot | undefined {
  return waitingOf(state)?.spot;
}

/** The caller's row goes. Nothing for one who is in no queue. */
export function leaveQueue(before: CallState): Draft {
  const spot = lastSpot(before);
  if (!spot) return nothing(before);
  return { state: before, wanted: [{ type: 'leaveQueue', spot, isOptional: true }] };
}

/** An agent takes the call: the wait is over, and its queue is where the talk came from. */
export function takenFromQueue(before: CallState, at: string): Draft {
  const spot = lastSpot(before);
  if (!spot) return nothing(before);
  const { queue: _, ...rest } = escalationOf(before);
  const { state, wanted } = leaveQueue(noteExit(before, 'accepted', at));
  return { state: { ...state, escalation: { ...rest, from: spot } }, wanted };
}

/**
 * The offer came to nothing: the caller is back in line, where they never lost their place, and hears it if that fell due meanwhile; or
 * the longest wait was over.
 */
export function backInQueue(flow: Flow, before: CallState, letGo: Part, at: string): Turn {
  if (waitingOf(before)?.isOverdue) return timedOut(flow, before, letGo, at);
  const { offer } = escalationOf(before);
  const draft = drafted(
    before,
    (state) => passedOn(state, offer),
    letGo,
    (state) => waitAgain(flow, state, at),
  );
  return sendDraft(draft, at);
}

/** Who did not take the caller is not asked again at once. It is kept before they are let go, which has callers offered to them. */
function passedOn(state: CallState, offer: Offer | undefined): Draft {
  const spot = lastSpot(state);
  if (!spot || !offer?.agent) return nothing(state);
  const agent = offer.agent.id;
  return { state, wanted: [{ type: 'passOn', spot, agent, isOptional: true }] };
}

/** The longest wait is over: the caller goes on by the step's way out; while an agent is asked, when they do not take the call. */
export function afterLongestWait(
  flow: Flow,
  before: CallState,
  deadline: number,
  at: string,
): Turn {
  const queue = waitingOf(before);
  if (queue?.deadline !== deadline || before.phase !== 'talking') {
    return { state: before, commands: [] };
  }
  const { offer, isGivenUp } = escalationOf(before);
  if (isGivenUp) return { state: before, commands: [] };
  const state = withWaiting(before, { ...queue, isOverdue: true });
  if (offer) return { state, commands: [] };
  // what is said next is counted from here: nothing was heard of ACS since the music began
  return timedOut(flow, setCall(state, { lastEventAt: at }), nothing, at);
}

/** The caller leaves before an agent is let go, which has callers offered to those who are available: this one must not be. */
function timedOut(flow: Flow, before: CallState, letGo: Part, at: string): Turn {
  return giveUp(flow, drafted(noteExit(before, 'timeout', at), leaveQueue, letGo), at);
}

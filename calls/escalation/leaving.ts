import { offerEnded } from '../callback/agent-leg.ts';
import type { Release } from '../commands-agents.ts';
import { sendDraft } from '../drafting.ts';
import { hangUpForEveryone, outcomeWhenOver } from '../ending.ts';
import type { Flow } from '../flow.ts';
import { reportGaps } from '../gaps.ts';
import { secondsBetween } from '../iso-time.ts';
import { otherSide } from '../parties.ts';
import { noteExit } from '../queue/waiting.ts';
import { note, setCall } from '../recording.ts';
import { hasGone } from '../roster.ts';
import type { Outcome } from '../rows.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { enter } from '../walking.ts';
import {
  escalateStep,
  escalationOf,
  isTaken,
  type Offer,
  type OfferEnd,
  openAtCaller,
  withOffer,
} from './escalation.ts';
import { leaveEscalation } from './giving-up.ts';
import { noteOfferEnd, releaseOf } from './offers.ts';

/**
 * The agent has left the call, or ends their part of it (`*9`): the caller goes on in the flow. One who leaves while they hand the
 * caller over is not needed for it any more.
 */
export function agentLeaves(flow: Flow, before: CallState, how: 'left' | 'ends', at: string): Turn {
  const { offer, step } = escalationOf(before);
  if (!offer?.agent) return { state: before, commands: [] };
  const wanted: Draft['wanted'] = [];
  const { participant } = offer.agent;
  if (how === 'ends') wanted.push({ type: 'removeParticipant', participant, isOptional: true });
  const told = talkOver(before, at);
  const release = lastRelease(told);
  if (release) wanted.push({ type: 'releaseAgent', release, isOptional: true });
  if (offer.stage === 'transferring') {
    return sendDraft({ state: withOffer(told, { ...offer, hasLeft: true }), wanted }, at);
  }
  const alone: CallState = { ...told, open: openAtCaller(told), gaveUp: undefined };
  return enter(flow, leaveEscalation(alone, wanted), escalateStep(flow, step).afterAgent, at);
}

/** The state after caller and agent have talked: how long is kept. */
export function talkOver(before: CallState, at: string): CallState {
  const { call, escalation } = before;
  const offer = escalation?.offer;
  if (!offer?.agent || !isTaken(offer) || offer.hasLeft) return before;
  const seconds = Math.round(secondsBetween(call.agentSince ?? at, at));
  const { id: agent, name } = offer.agent;
  const words = `${name} talked for ${seconds} s`;
  const data = { offer: offer.id, agent, name, seconds };
  const told = note(reportGaps(before, at, 'agent'), {
    at,
    kind: 'decision',
    type: 'agent-left',
    words,
    data,
  });
  return setCall(told, { agentSeconds: seconds });
}

/**
 * The caller has left the call: it ends for everyone, as it would if the end of the call had been told before. Nothing else is sent but what
 * stops a phone from ringing (design, section 7).
 */
export function callerLeft(flow: Flow, before: CallState, at: string): Turn {
  const offer = before.escalation?.offer;
  const words = 'the caller has left';
  const told = note(before, { at, kind: 'decision', type: 'caller-left', words });
  const wanted: Draft['wanted'] = [];
  if (offer?.stage === 'inviting' && offer.invitationId !== undefined) {
    const { invitationId } = offer;
    wanted.push({ type: 'cancelAddParticipant', invitationId, isOptional: true });
  }
  return hangUpForEveryone({ state: told, wanted }, outcomeWhenOver(flow, before, undefined), at);
}

/** The state of an escalation that ends with its call. */
export function escalationOver(before: CallState, because: Outcome, at: string): CallState {
  const offer = before.escalation?.offer;
  if (offer && isTaken(offer)) return talkOver(before, at);
  if (offer && before.callBack) return offerEnded(before, offer, endOf(offer, because), at);
  const ended = offer ? noteOfferEnd(before, offer, 'caller-gone', at) : before;
  const told = noteExit(ended, 'abandoned', at);
  const { escalation } = told.call;
  return escalation === 'waiting' ? setCall(told, { escalation: 'left' }) : told;
}

/** How an offer ended that was a call of its own. */
function endOf({ stage }: Offer, because: Outcome): OfferEnd {
  if (stage !== 'inviting') return 'hung-up';
  const isKnown = because === 'busy' || because === 'declined' || because === 'no-answer';
  return isKnown ? because : 'failed';
}

/** How the agent is left that the call has now; nothing when it has none. */
export function lastRelease({ escalation, call }: CallState): Release | undefined {
  const offer = escalation?.offer;
  if (!offer?.agent || offer.hasLeft) return undefined;
  if (!isTaken(offer)) return releaseOf(offer, offer.ended ?? 'caller-gone');
  const release = { agent: offer.agent.id, offer: offer.id, to: 'wrap-up' } as const;
  const { from } = escalation ?? {};
  const { agentSeconds: seconds } = call;
  return from && seconds !== undefined ? { ...release, talk: { from, seconds } } : release;
}

/**
 * What a call with an agent in it came to: it has been answered by one, however its last questions ended; what failed stays failed. A
 * caller who had gone from their agent while they were handed over is with somebody else; of one whom the agent had left before, the
 * end of the call tells.
 */
export function outcomeWithAgent(state: CallState, outcome: Outcome): Outcome {
  const { call, escalation } = state;
  const { stage, hasLeft } = escalation?.offer ?? {};
  const isHandedOver = stage === 'transferring' && !hasLeft && hasGone(state, otherSide(state));
  if (isHandedOver) return 'transferred';
  const isOrdinary = ['completed', 'abandoned', 'no-input', 'no-match'].includes(outcome);
  return call.agentSince !== undefined && isOrdinary ? 'answered-by-agent' : outcome;
}

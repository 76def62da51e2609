import { agentDoesNotCall } from '../callback/agent-leg.ts';
import type { Release } from '../commands-agents.ts';
import { drafted, sendDraft } from '../drafting.ts';
import type { ParticipantEvent } from '../events.ts';
import type { Flow } from '../flow.ts';
import { playMusic } from '../holding.ts';
import { outcomeOfCreateFailure } from '../outbound.ts';
import { backInQueue } from '../queue/exits.ts';
import { waitingOf } from '../queue/waiting.ts';
import { note } from '../recording.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { escalationOf, type Offer, type OfferEnd, openAtCaller, withOffer } from './escalation.ts';
import { giveUp } from './giving-up.ts';
import { invite, mayOffer } from './inviting.ts';

/** What an offer's end means for its agent: who was not there when their phone rang is away, anyone else can be offered the next call. */
const AFTERWARDS: Record<OfferEnd, Release['to']> = {
  declined: 'available',
  busy: 'available',
  'wrong-key': 'available',
  'hung-up': 'available',
  failed: 'available',
  'caller-gone': 'available',
  'no-answer': 'away',
  'no-key': 'away',
  'extension-failed': 'away',
};

const WORDS: Record<OfferEnd, string> = {
  declined: 'declines',
  busy: 'is busy',
  'wrong-key': 'presses no key that accepts',
  'hung-up': 'hangs up before accepting',
  failed: 'cannot be reached',
  'caller-gone': 'is no longer needed',
  'no-answer': 'does not answer',
  'no-key': 'answers, but presses no key',
  'extension-failed': 'has an extension that cannot be dialled',
};

/** How an agent is left who did not take the call. */
export function releaseOf(offer: Offer, end: OfferEnd): Release | undefined {
  if (!offer.agent) return undefined;
  const to = AFTERWARDS[end];
  const reason = to === 'away' ? { reason: end } : {};
  return { agent: offer.agent.id, offer: offer.id, to, ...reason };
}

/** The timeline's line about an offer that ended. */
export function noteOfferEnd(
  state: CallState,
  { id, agent }: Offer,
  end: OfferEnd,
  at: string,
): CallState {
  if (!agent) return state;
  const words = `${agent.name} ${WORDS[end]}`;
  const data = { offer: id, agent: agent.id, name: agent.name, result: end };
  return note(state, { at, kind: 'decision', type: 'offer-ended', words, data });
}

/** The invitation came to nothing. */
export function afterAddFailed(flow: Flow, before: CallState, event: ParticipantEvent): Turn {
  const end = outcomeOfCreateFailure(event);
  const isKnown = end === 'busy' || end === 'declined' || end === 'no-answer';
  return endOffer(flow, before, isKnown ? end : 'failed', event.at);
}

/**
 * The agent does not take the call: they are let go, and the next one is offered it; after the last one the caller goes on in
 * the flow. The caller stays on hold meanwhile.
 */
export function endOffer(flow: Flow, before: CallState, end: OfferEnd, at: string): Turn {
  const { offer } = escalationOf(before);
  if (!offer) return { state: before, commands: [] };
  if (before.callBack) return agentDoesNotCall(before, end, at);
  const told = noteOfferEnd(before, offer, end, at);
  const leaving = (state: CallState) => letGo(state, offer, end);
  if (waitingOf(before)) return backInQueue(flow, told, leaving, at);
  if (!mayOffer(before)) return giveUp(flow, leaving(told), at);
  const draft = drafted(told, leaving, playMusic, (state) => invite(flow, state));
  return sendDraft(draft, at);
}

/** What ends an offer on the agent's side: what they hear, their part in the call or their ringing, and their being claimed. */
function letGo(before: CallState, offer: Offer, end: OfferEnd): Draft {
  const release = releaseOf(offer, end);
  const open = openAtCaller(before);
  return {
    state: { ...withOffer(before, undefined), open, sending: undefined },
    wanted: [
      ...removal(offer, end),
      ...(release ? [{ type: 'releaseAgent', release, isOptional: true } as const] : []),
    ],
  };
}

/** The agent's leg ends, unless it never was, or has ended by itself. */
function removal({ stage, agent }: Offer, end: OfferEnd): Draft['wanted'] {
  if (stage === 'inviting' || end === 'hung-up' || !agent) return [];
  return [{ type: 'removeParticipant', participant: agent.participant, isOptional: true }];
}

/** The state of an offer that is given up while the agent's phone may still ring: with the next turn it stops. */
export function ringingStopped(state: CallState): CallState {
  const invitationId = state.escalation?.offer?.invitationId;
  if (invitationId === undefined) return state;
  const cancel = { type: 'cancelAddParticipant', invitationId, isOptional: true } as const;
  return { ...state, prelude: [...state.prelude, cancel] };
}

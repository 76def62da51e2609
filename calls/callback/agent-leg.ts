import { sendDraft } from '../drafting.ts';
import { hangUpForEveryone } from '../ending.ts';
import { promptForAgent } from '../escalation/asking-agent.ts';
import {
  escalateStep,
  escalationOf,
  type Offer,
  type OfferEnd,
  withOffer,
} from '../escalation/escalation.ts';
import { callingContext } from '../escalation/inviting.ts';
import { noteOfferEnd } from '../escalation/offers.ts';
import type { Flow } from '../flow.ts';
import { otherSide, ourSide } from '../parties.ts';
import { note, setCall } from '../recording.ts';
import type { Outcome } from '../rows.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { isCallerRung, withCallBack } from './call-back.ts';

/** The agent has accepted: the caller's phone rings. */
export function dialCaller(flow: Flow, before: CallState, at: string): Turn {
  const { offer, step } = escalationOf(before);
  const { callBack } = before;
  if (!offer?.agent || !callBack) return { state: before, commands: [] };
  const { id: agent, name, participant } = offer.agent;
  const words = `${name} takes the callback`;
  const data = { offer: offer.id, agent, name };
  const told = note(before, { at, kind: 'decision', type: 'accepted', words, data });
  const invitation = `callback:${before.turn + 1}`;
  const ringing = withOffer(told, { ...offer, stage: 'calling-back', failures: 0 });
  const state = withCallBack(setCall(ringing, { escalation: 'accepted', agent }), { invitation });
  const { texts } = escalateStep(flow, step);
  const wanted: Draft['wanted'] = [
    {
      type: 'dialCaller',
      operationContext: invitation,
      to: otherSide(state),
      callback: callBack.callId,
      ourNumber: ourSide(state),
      ringSeconds: callBack.ringSeconds,
      context: callingContext(state),
      isOptional: true,
    },
    {
      type: 'play',
      prompt: promptForAgent(flow, state, texts.calling),
      to: participant,
      interrupt: false,
      isOptional: true,
    },
  ];
  return sendDraft({ state, wanted }, at);
}

/** What an agent who does not take a callback makes of the call that was to make it. */
const OUTCOMES: Partial<Record<OfferEnd, Outcome>> = {
  declined: 'declined',
  busy: 'busy',
  'no-answer': 'no-answer',
  'no-key': 'no-answer',
};

/** The agent does not call, or has left before the caller answered: the call is over, and the callback waits for another. */
export function agentDoesNotCall(before: CallState, end: OfferEnd, at: string): Turn {
  const { offer } = escalationOf(before);
  if (!offer) return { state: before, commands: [] };
  const { invitationId } = before.callBack ?? {};
  const wanted: Draft['wanted'] =
    isCallerRung(before) && invitationId !== undefined
      ? [{ type: 'cancelAddParticipant', invitationId, isOptional: true }]
      : [];
  const state = offerEnded(before, offer, end, at);
  return hangUpForEveryone({ state, wanted }, OUTCOMES[end] ?? 'failed', at);
}

/** The state of a callback that its agent does not make. */
export function offerEnded(before: CallState, offer: Offer, end: OfferEnd, at: string): CallState {
  if (offer.ended) return before;
  // who has accepted did, whatever came of it
  const told = offer.stage === 'calling-back' ? before : noteOfferEnd(before, offer, end, at);
  const { escalation } = told.call;
  const state = escalation === 'waiting' ? setCall(told, { escalation: 'not-taken' }) : told;
  return withOffer(state, { ...offer, ended: end });
}

/** What the end of a call means that was to call somebody back, and did not reach them. */
export function outcomeWithoutCaller({ callBack, escalation }: CallState): Outcome | undefined {
  if (!callBack || callBack.isReached || !escalation) return undefined;
  return callBack.outcome ?? (callBack.invitation === undefined ? 'declined' : 'no-answer');
}

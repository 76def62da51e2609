import { callerSilent } from '../callback/caller-leg.ts';
import { sendDraft } from '../drafting.ts';
import type { Flow } from '../flow.ts';
import { otherSide } from '../parties.ts';
import { waitingOf } from '../queue/waiting.ts';
import { waitOn } from '../queue/waiting-on.ts';
import { hasGone } from '../roster.ts';
import { send } from '../sending.ts';
import type { CallState, Turn } from '../state.ts';
import { slotFreed } from '../transferring.ts';
import { escalationOf } from './escalation.ts';
import { giveUp } from './giving-up.ts';
import { handedOver, notAsked, notHandedOver } from './handing-over.ts';
import { endFirstWords } from './media-results.ts';
import { endOffer, ringingStopped } from './offers.ts';
import { reached, whisperFailed } from './whispering.ts';

/**
 * Nothing was heard of a call for too long that is on the way to a person, or with one; who is in it is known. What the caller or the
 * agent was asked is asked again, an invitation that nobody answered is over.
 */
export function escalationSilent(flow: Flow, before: CallState, at: string): Turn {
  const { offer, isPrompting } = escalationOf(before);
  if (isPrompting) return endFirstWords(flow, before, at);
  switch (offer?.stage) {
    case 'inviting':
      return endOffer(flow, ringingStopped(before), 'no-answer', at);
    case 'dialling':
      // whether their extension was dialled is not known: the whisper finds out
      return reached(flow, { ...before, sending: undefined }, at);
    case 'joined':
      return reached(flow, before, at);
    case 'calling-back':
      return callerSilent(flow, before, at);
    case 'whispering':
      return whisperFailed(flow, before, at);
    case 'talking':
      // the agent is there, and no roster ever told of the caller
      return send(
        before,
        [{ type: 'lookUpParticipant', participant: otherSide(before), isOptional: true }],
        at,
      );
    case 'keying':
      return notAsked(flow, before, at);
    case 'transferring':
      return hasGone(before, otherSide(before))
        ? handedOver(before, at)
        : notHandedOver(flow, slotFreed(before), 'failed', at);
    case undefined:
      if (waitingOf(before)) return sendDraft(waitOn(flow, before, at), at);
      return giveUp(flow, { state: before, wanted: [] }, at);
  }
}

import { isOfCaller } from './callback/caller-leg.ts';
import { isInvitationOf } from './escalation/participants.ts';
import type { CallEvent } from './events.ts';
import { waitingFor } from './lookup/stages.ts';
import type { CallState } from './state.ts';

/** Results of an operation: they count only while it is open. */
const RESULTS: readonly CallEvent['type'][] = [
  'PlayCompleted',
  'PlayFailed',
  'PlayCanceled',
  'RecognizeCompleted',
  'RecognizeFailed',
  'RecognizeCanceled',
  'SendDtmfTonesCompleted',
  'SendDtmfTonesFailed',
  'CallTransferAccepted',
  'CallTransferFailed',
];

/** What only means something while a person is on the way, or there. */
const OF_ESCALATIONS: readonly CallEvent['type'][] = [
  'AgentInvited',
  'NobodyAvailable',
  'Queued',
  'NotQueued',
  'QueuePlaced',
  'CallerDialled',
];

/** What a call that is not up yet comes to: later they are late. */
const BEGINNINGS: readonly CallEvent['type'][] = [
  'CallConnected',
  'AnswerFailed',
  'CreateCallFailed',
];

/**
 * Why an event must not change this call, if so. A callback's token proves the sender, not the call, and callbacks come late,
 * twice and out of order (ACS protocol reference, section 12).
 */
export function withoutEffect(state: CallState, event: CallEvent): string | undefined {
  if ('callConnectionId' in event && isForeign(state, event.callConnectionId)) {
    return 'of another call';
  }
  if (RESULTS.includes(event.type))
    return isOpen(state, event) ? undefined : 'of an operation that is over';
  if (BEGINNINGS.includes(event.type)) return isBeginning(state, event) ? undefined : 'late';
  if (OF_ESCALATIONS.includes(event.type)) return state.escalation ? undefined : 'late';
  if (event.type === 'AddParticipantFailed') {
    if (isOfCaller(state, event)) return undefined;
    const offer = state.escalation?.offer;
    return offer?.stage === 'inviting' && isInvitationOf(offer, event)
      ? undefined
      : 'of an invitation that is over';
  }
  if (event.type === 'LookupAnswered') {
    return waitingFor(state)?.lookup.id === event.lookup ? undefined : 'late';
  }
  if (event.type === 'AgentAssigned') {
    return state.escalation?.offer?.id === event.offer ? 'told before' : undefined;
  }
  if (event.type === 'Deadline') return state.deadlines[event.deadline] ? undefined : 'late';
  return undefined;
}

function isForeign(state: CallState, callConnectionId: string): boolean {
  const ours = state.call.callConnectionId;
  return ours !== undefined && ours !== callConnectionId;
}

function isOpen(state: CallState, event: CallEvent): boolean {
  const context = 'operationContext' in event ? event.operationContext : undefined;
  return context !== undefined && state.open.includes(context);
}

/** A call that we placed and gave up may still be refused: that is its end. */
function isBeginning({ phase, call }: CallState, event: CallEvent): boolean {
  if (phase === 'answering' || phase === 'connecting' || phase === 'calling') return true;
  const gaveUp = phase === 'hanging-up' && call.answeredAt === undefined;
  return gaveUp && event.type === 'CreateCallFailed';
}

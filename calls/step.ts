import { afterSendTones } from './after-sending.ts';
import { afterTone, afterTonesEnded } from './after-tones.ts';
import { afterDialled } from './callback/caller-leg.ts';
import { afterCallbackRefused, afterCallbackTaken } from './callback/taking.ts';
import { afterDeadline } from './deadlines.ts';
import { end, outcomeWhenOver } from './ending.ts';
import { afterHandOver } from './escalation/handing-over.ts';
import { afterInvited, afterNobody } from './escalation/inviting.ts';
import { afterEscalationMedia } from './escalation/media-results.ts';
import { afterParticipantEvent, afterRoster, afterSeen } from './escalation/participants.ts';
import type { CallEvent } from './events.ts';
import type { Flow } from './flow.ts';
import { leaveQuestion } from './leaving.ts';
import { afterLookup } from './lookup/ending.ts';
import { afterMedia } from './media.ts';
import { outcomeOfCreateFailure } from './outbound.ts';
import { afterAssigned } from './queue/assigned.ts';
import { afterNotQueued, afterQueued } from './queue/joining.ts';
import { afterQueueLook } from './queue/unattended.ts';
import { note, setCall } from './recording.ts';
import { afterRefusal } from './refusals.ts';
import { withoutEffect } from './relevance.ts';
import { stillHeard } from './sending.ts';
import { afterCallerSought, afterSilence, isSilent } from './silence.ts';
import type { CallState, Turn } from './state.ts';
import { connected } from './talking.ts';
import { afterTransfer } from './transferring.ts';
import { eventWords } from './words.ts';

/**
 * What happens next in a call: the new state and the commands to send, from the flow, the state and one event. Pure; the same
 * arguments give the same answer, which is what lets an orchestration be replayed.
 *
 * An event that was seen before changes nothing. One that does not concern this call, or an operation that is over, is kept in
 * the timeline and changes nothing else.
 */
export function step(flow: Flow, before: CallState, event: CallEvent): Turn {
  if (before.phase === 'ended' || before.seen.includes(event.id)) return stay(before);
  if (event.type === 'CallSilent' && !isSilent(before, event)) {
    return stillHeard({ ...before, seen: [...before.seen, event.id] });
  }
  const ignored = withoutEffect(before, event);
  const state = takeIn(before, event, ignored);
  return ignored ? stay(state) : react(flow, state, event);
}

function stay(state: CallState): Turn {
  return { state, commands: [] };
}

/**
 * Keys have a table of their own, a time that comes is no news, and what an activity answers or the watchdog sees is told by what it
 * leads to: none gets a row in the timeline.
 */
const UNTOLD: readonly CallEvent['type'][] = [
  'ContinuousDtmfRecognitionToneReceived',
  'Deadline',
  'AgentInvited',
  'NobodyAvailable',
  'CallSilent',
  'Queued',
  'NotQueued',
  'QueuePlaced',
  'CallbackTaken',
  'CallbackRefused',
  'CallerDialled',
  'AgentAssigned',
];

/** What we say to ourselves: ACS was not heard of by it. */
const OURS: readonly CallEvent['type'][] = [
  'CommandFailed',
  'Deadline',
  'AgentInvited',
  'NobodyAvailable',
  'LookupAnswered',
  'Queued',
  'NotQueued',
  'QueuePlaced',
  'CallbackTaken',
  'CallbackRefused',
  'CallerDialled',
];

function takeIn(before: CallState, event: CallEvent, ignored: string | undefined): CallState {
  const seen = { ...before, seen: [...before.seen, event.id] };
  const state = UNTOLD.includes(event.type) ? seen : told(seen, event, ignored);
  if (ignored || OURS.includes(event.type)) return state;
  const heard = setCall({ ...state, refusals: 0 }, { lastEventAt: event.at });
  if (!('code' in event) || event.code === undefined) return heard;
  return setCall(heard, { code: event.code, subCode: event.subCode });
}

function told(state: CallState, event: CallEvent, ignored: string | undefined): CallState {
  const type = event.type === 'Other' ? event.acsType : event.type;
  return note(state, { at: event.at, kind: 'event', type, ...eventWords(event, ignored) });
}

function react(flow: Flow, state: CallState, event: CallEvent): Turn {
  switch (event.type) {
    case 'Answered': {
      const { callConnectionId } = event;
      const phase = state.phase === 'calling' ? 'calling' : 'connecting';
      return stay({ ...setCall(state, { callConnectionId }), phase });
    }
    case 'CallConnected':
      return connected(flow, state, event);
    case 'AnswerFailed':
      return end(state, 'not-answered', event.at);
    case 'CreateCallFailed':
      return end(state, state.ending ?? outcomeOfCreateFailure(event), event.at);
    case 'CallDisconnected': {
      const outcome = outcomeWhenOver(flow, state, event.subCode);
      return end(leaveQuestion(state, 'hung-up', event.at), outcome, event.at);
    }
    case 'PlayCompleted':
    case 'PlayFailed':
    case 'PlayCanceled':
    case 'RecognizeCompleted':
    case 'RecognizeFailed':
    case 'RecognizeCanceled':
      return state.escalation && state.phase === 'talking'
        ? afterEscalationMedia(flow, state, event)
        : afterMedia(flow, state, event);
    case 'SendDtmfTonesCompleted':
    case 'SendDtmfTonesFailed':
      return afterSendTones(flow, state, event);
    case 'ContinuousDtmfRecognitionToneReceived':
      return afterTone(flow, state, event);
    case 'ContinuousDtmfRecognitionToneFailed':
    case 'ContinuousDtmfRecognitionStopped':
      return afterTonesEnded(state, event);
    case 'Deadline':
      return afterDeadline(flow, state, event);
    case 'CommandFailed':
      return afterRefusal(flow, state, event);
    case 'CallSilent':
      return afterSilence(flow, state, event);
    case 'ParticipantsUpdated':
      return afterRoster(flow, state, event);
    case 'AddParticipantSucceeded':
    case 'AddParticipantFailed':
    case 'RemoveParticipantSucceeded':
    case 'RemoveParticipantFailed':
    case 'CancelAddParticipantSucceeded':
    case 'CancelAddParticipantFailed':
    case 'HoldFailed':
      return state.phase === 'talking' ? afterParticipantEvent(flow, state, event) : stay(state);
    case 'CallTransferAccepted':
    case 'CallTransferFailed': {
      const open = state.open.filter((context) => context !== event.operationContext);
      const taken = { ...state, open };
      if (state.phase !== 'talking') return stay(taken);
      return state.escalation
        ? afterHandOver(flow, taken, event)
        : afterTransfer(flow, taken, event);
    }
    case 'AgentInvited':
      return afterInvited(state, event);
    case 'NobodyAvailable':
      return afterNobody(flow, state, event);
    case 'ParticipantSeen':
      if (state.phase === 'connecting') return afterCallerSought(flow, state, event);
      return state.phase === 'talking' ? afterSeen(flow, state, event) : stay(state);
    case 'LookupAnswered':
      return afterLookup(flow, state, event);
    case 'Queued':
      return afterQueued(state, event);
    case 'NotQueued':
      return afterNotQueued(flow, state, event);
    case 'QueuePlaced':
      return afterQueueLook(flow, state, event);
    case 'CallbackTaken':
      return afterCallbackTaken(flow, state, event);
    case 'CallbackRefused':
      return afterCallbackRefused(flow, state, event);
    case 'CallerDialled':
      return afterDialled(flow, state, event);
    case 'AgentAssigned':
      return afterAssigned(flow, state, event);
    case 'PlayStarted':
    case 'Other':
      return stay(state);
  }
}

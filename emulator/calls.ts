import { CANCELLED_BY_APP, type CallFailure, DECLINED, failureResult } from './call-failures.ts';
import { emit } from './callbacks.ts';
import type { ResultInformation } from './cloud-event.ts';
import type { Call, PhoneRecord, Ringing } from './entities.ts';
import { callNotFound } from './errors.ts';
import { wireParticipant } from './formatters.ts';
import { silence } from './media/legs.ts';
import { stopAllListening } from './media/listening.ts';
import { addCall } from './new-call.ts';
import { ENDED_BY_API, type End, endPhone, HUNG_UP, startTalking } from './phones.ts';
import { soon } from './soon.ts';
import type { World } from './world.ts';

/** The running call of that id; 404/8522 when it is unknown or over. */
export function runningCall(world: World, id: string | undefined): Call {
  const call = world.store.calls.get(id ?? '');
  if (!call || call.state === 'disconnected') throw callNotFound();
  return call;
}

/** What an app says when it answers. */
export interface AnswerTerms {
  callbackUri: string;
  operationContext?: string | undefined;
  answeredBy: string;
  apiVersion: string;
}

/** An app has answered: the call exists at once, and is connected a moment later. */
export function answerCall(
  world: World,
  from: { ringing: Ringing; caller: PhoneRecord },
  terms: AnswerTerms,
): Call {
  const { ringing, caller } = from;
  const { random, serverCallId, correlationId } = ringing;
  const self = { kind: 'communicationUser', id: terms.answeredBy } as const;
  const call = addCall(world, {
    serverCallId,
    correlationId,
    apiVersion: terms.apiVersion,
    callbackUri: terms.callbackUri,
    ...(terms.operationContext === undefined ? {} : { operationContext: terms.operationContext }),
    source: ringing.from,
    targets: [ringing.to],
    answeredBy: terms.answeredBy,
    answeredFor: ringing.firstDialled,
    participants: [
      { identifier: ringing.from, isMuted: false, isOnHold: false, phoneId: caller.id },
      { identifier: self, isMuted: false, isOnHold: false },
    ],
    random,
  });
  caller.stopTimer?.();
  caller.callConnectionId = call.id;
  soon(world, call, () => connectCall(world, call, caller));
  return call;
}

/** The call is connected to `phone`, and the app is told; nothing when it no longer is to be. */
export function connectCall(world: World, call: Call, phone: PhoneRecord): void {
  if (call.state !== 'connecting') return;
  call.state = 'connected';
  startTalking(world, phone, call.id);
  const events = [() => tellConnected(world, call), () => tellParticipants(world, call)];
  // The roster may come first (ACS protocol reference, section 9.2).
  if (call.random.next() < 0.5) events.reverse();
  for (const tell of events) tell();
}

function tellConnected(world: World, call: Call): void {
  const result = { code: 200, subCode: 0, message: '' };
  emit(world, call, { type: 'CallConnected', operationContext: call.operationContext, result });
}

function tellParticipants(world: World, call: Call): void {
  emit(world, call, {
    type: 'ParticipantsUpdated',
    data: {
      participants: call.participants.map(wireParticipant),
      sequenceNumber: call.rosterSequence,
    },
    result: { code: 200, subCode: 0, message: '' },
  });
  // Numbers only grow, with gaps (section 9.2).
  call.rosterSequence += call.random.integer(1, 3);
}

/**
 * Ends a call for everyone in it. What plays or recognizes just ends, continuous recognition says so; `CallDisconnected` is
 * the last the app hears.
 */
function endCall(world: World, call: Call, end: End): void {
  if (call.state === 'disconnected') return;
  call.state = 'disconnected';
  silence(call);
  stopAllListening(world, call);
  endPhones(world, call, end);
  const result: ResultInformation = {
    ...end,
    message: `The conversation has ended. DiagCode: 0#${end.subCode}.@`,
  };
  emit(world, call, { type: 'CallDisconnected', operationContext: call.operationContext, result });
}

function endPhones(world: World, call: Call, end: End): void {
  for (const { phoneId } of call.participants) {
    const phone = phoneId ? world.store.phones.get(phoneId) : undefined;
    if (phone) endPhone(world, phone, end);
  }
}

/** A call that an app makes came to nothing: `CreateCallFailed` is all it hears of it. */
export function failCall(world: World, call: Call, failure: CallFailure): void {
  call.state = 'disconnected';
  const { code, subCode } = failure;
  endPhones(world, call, { code, subCode });
  const { sipDetails = true } = world.faults;
  const result = failureResult(failure, sipDetails);
  emit(world, call, { type: 'CreateCallFailed', operationContext: call.operationContext, result });
}

/** Whether an app makes this call and nobody has picked up yet. */
function isRinging(call: Call): boolean {
  return call.state === 'connecting' && call.answeredBy === undefined;
}

/** The app hangs up: the call ends, or is cancelled while the phone still rings. */
export function hangUpApp(world: World, call: Call): void {
  if (isRinging(call)) failCall(world, call, CANCELLED_BY_APP);
  else endCall(world, call, ENDED_BY_API);
}

/** The call that a phone is in with an app, or that an app makes to it. */
export function callOf(world: World, phone: PhoneRecord): Call | undefined {
  return phone.callConnectionId ? world.store.calls.get(phone.callConnectionId) : undefined;
}

/** A person hangs up: the call ends, or the phone stops ringing. */
export function hangUpPhone(world: World, phone: PhoneRecord, whileRinging: End): void {
  const call = callOf(world, phone);
  if (call && isRinging(call)) failCall(world, call, DECLINED);
  else if (call) endCall(world, call, HUNG_UP);
  else endPhone(world, phone, phone.state === 'ringing' ? whileRinging : HUNG_UP);
}

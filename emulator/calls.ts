import { emit } from './callbacks.ts';
import type { ResultInformation } from './cloud-event.ts';
import type { Call, PhoneRecord, Ringing } from './entities.ts';
import { callNotFound } from './errors.ts';
import { wireParticipant } from './formatters.ts';
import { guid } from './ids.ts';
import { silence } from './media/legs.ts';
import { stopAllListening } from './media/listening.ts';
import { type End, endPhone, HUNG_UP, startTalking } from './phones.ts';
import { soon } from './soon.ts';
import { forgetOld } from './store.ts';
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
  const call: Call = {
    id: guid(random),
    serverCallId,
    correlationId,
    apiVersion: terms.apiVersion,
    state: 'connecting',
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
    rosterSequence: random.integer(0, 1),
    operations: [],
    listening: [],
    nextTone: new Map(),
    random,
    lastInstant: 0,
  };
  world.store.calls.set(call.id, call);
  forgetOld(world.store.calls, ({ state }) => state === 'disconnected');
  caller.stopRinging?.();
  caller.callConnectionId = call.id;
  soon(world, call, () => connect(world, call, caller));
  return call;
}

function connect(world: World, call: Call, caller: PhoneRecord): void {
  if (call.state !== 'connecting') return;
  call.state = 'connected';
  startTalking(world, caller, call.id);
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
export function endCall(world: World, call: Call, end: End): void {
  if (call.state === 'disconnected') return;
  call.state = 'disconnected';
  silence(call);
  stopAllListening(world, call);
  for (const { phoneId } of call.participants) {
    const phone = phoneId ? world.store.phones.get(phoneId) : undefined;
    if (phone) endPhone(world, phone, end);
  }
  const result: ResultInformation = {
    ...end,
    message: `The conversation has ended. DiagCode: 0#${end.subCode}.@`,
  };
  emit(world, call, { type: 'CallDisconnected', operationContext: call.operationContext, result });
}

/** A person hangs up: the call ends, or the phone stops ringing. */
export function hangUpPhone(world: World, phone: PhoneRecord, whileRinging: End): void {
  const call = phone.callConnectionId ? world.store.calls.get(phone.callConnectionId) : undefined;
  if (call) endCall(world, call, HUNG_UP);
  else endPhone(world, phone, phone.state === 'ringing' ? whileRinging : HUNG_UP);
}

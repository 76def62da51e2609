import { emit } from './callbacks.ts';
import type { Call, PhoneRecord, Ringing } from './entities.ts';
import { callNotFound } from './errors.ts';
import { addCall } from './new-call.ts';
import { startTalking } from './phones.ts';
import { inAnyOrder, tellParticipants } from './roster.ts';
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
  inAnyOrder(
    call,
    () => tellConnected(world, call),
    () => tellParticipants(world, call),
  );
}

function tellConnected(world: World, call: Call): void {
  const result = { code: 200, subCode: 0, message: '' };
  emit(world, call, { type: 'CallConnected', operationContext: call.operationContext, result });
}

/** The call that a phone is in with an app, or that an app rings it for. */
export function callOf(world: World, phone: PhoneRecord): Call | undefined {
  return phone.callConnectionId ? world.store.calls.get(phone.callConnectionId) : undefined;
}

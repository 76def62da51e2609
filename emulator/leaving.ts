import { CANCELLED_BY_APP } from './call-failures.ts';
import { emit } from './callbacks.ts';
import { callOf } from './calls.ts';
import type { CallEvent } from './cloud-event.ts';
import { endCall, failCall } from './ending.ts';
import type { Call, PhoneRecord } from './entities.ts';
import { stopHold } from './holding.ts';
import { abandon, silence, tune } from './media/legs.ts';
import { stopListening } from './media/listening.ts';
import {
  ENDED_BY_API,
  type End,
  endPhone,
  HUNG_UP,
  ONLY_ONE_LEFT,
  REMOVED,
  talkTogether,
} from './phones.ts';
import { inAnyOrder, phonesOf, tellParticipants } from './roster.ts';
import type { World } from './world.ts';

/** How a phone leaves a call. */
interface Leave {
  /** Takes the phone away: it ends, or somebody else has it. */
  part: () => void;
  /** How the call ends when no phone is left. */
  last: End;
  /** What the app is told beside the new roster. */
  tell?: () => void;
}

/**
 * A phone leaves a call, and with it what ran for it alone. The call goes on as long as a phone is left; whether it does so
 * with a single one is not published, so `lastOneEndsCall` ends it then (ACS protocol reference, section 17).
 */
export function leave(
  world: World,
  call: Call,
  phone: PhoneRecord,
  { part, last, tell = () => {} }: Leave,
): void {
  call.participants = call.participants.filter(({ phoneId }) => phoneId !== phone.id);
  const left = phonesOf(world, call.participants).length;
  stopHold(call, phone.id);
  if (left === 0) silence(call);
  else stopWhatRanFor(world, call, phone);
  part();
  if (left === 0 || (left === 1 && world.faults.lastOneEndsCall)) {
    tell();
    endCall(world, call, left === 0 ? last : ONLY_ONE_LEFT);
    return;
  }
  if (call.transfer?.transfereePhoneId === phone.id) call.transfer.giveUp();
  tune(call);
  inAnyOrder(call, tell, () => tellParticipants(world, call));
}

function stopWhatRanFor(world: World, call: Call, phone: PhoneRecord): void {
  const { stoppedOnLeave = true } = world.faults;
  abandon(world, call, phone.id);
  stopListening(world, call, phone, { silently: !stoppedOnLeave });
}

/** The app puts somebody out of the call. When that was the last one, only the app is left. */
export function removePhone(
  world: World,
  call: Call,
  phone: PhoneRecord,
  words: Pick<CallEvent, 'operationContext' | 'callbackUri' | 'data'>,
): void {
  leave(world, call, phone, {
    part: () => endPhone(world, phone, REMOVED),
    last: ONLY_ONE_LEFT,
    tell() {
      const result = { code: 200, subCode: 0, message: '' };
      emit(world, call, { type: 'RemoveParticipantSucceeded', ...words, result });
    },
  });
}

/** A person hangs up an answered call, with an app or without one. */
export function hangUp(world: World, phone: PhoneRecord): void {
  if (phone.state === 'ended') return;
  const call = callOf(world, phone);
  const part = () => endPhone(world, phone, HUNG_UP);
  if (call) leave(world, call, phone, { part, last: HUNG_UP });
  else part();
}

/** The app ends the call for everyone, or cancels it while the phone still rings. */
export function terminate(world: World, call: Call): void {
  if (isRinging(call)) failCall(world, call, CANCELLED_BY_APP);
  else endCall(world, call, ENDED_BY_API);
}

/** The app hangs up for itself: two phones or more talk on without it, one alone has nobody left to talk to. */
export function hangUpApp(world: World, call: Call): void {
  const phones = phonesOf(world, call.participants);
  if (phones.length < 2) {
    terminate(world, call);
    return;
  }
  call.participants = call.participants.filter(({ phoneId }) => phoneId === undefined);
  endCall(world, call, ENDED_BY_API);
  talkTogether(world, phones);
}

/** Whether an app makes this call and nobody has picked up yet. */
function isRinging(call: Call): boolean {
  return call.state === 'connecting' && call.answeredBy === undefined;
}

import { CANCELLED_BY_APP, type CallFailure, failureResult } from './call-failures.ts';
import { emit } from './callbacks.ts';
import type { ResultInformation } from './cloud-event.ts';
import type { Call } from './entities.ts';
import { silence } from './media/legs.ts';
import { stopAllListening } from './media/listening.ts';
import { type End, endPhone, phonesById } from './phones.ts';
import { phonesOf } from './roster.ts';
import type { World } from './world.ts';

/**
 * Ends a call for everyone in it and everyone who is rung for it. What plays, recognizes or is on hold just ends, continuous
 * recognition says so; `CallDisconnected` is the last the app hears.
 */
export function endCall(world: World, call: Call, end: End): void {
  if (call.state === 'disconnected') return;
  call.state = 'disconnected';
  silence(call);
  for (const hold of call.holds.splice(0)) hold.stop();
  stopAllListening(world, call);
  stopRinging(world, call);
  endPhones(world, call, end);
  const result: ResultInformation = {
    ...end,
    message: `The conversation has ended. DiagCode: 0#${end.subCode}.@`,
  };
  emit(world, call, { type: 'CallDisconnected', operationContext: call.operationContext, result });
}

function stopRinging(world: World, call: Call): void {
  const rung = [...call.invitations.splice(0), ...(call.transfer ? [call.transfer] : [])];
  delete call.transfer;
  const ids = rung.map(({ phoneId }) => phoneId);
  for (const phone of phonesById(world, ids)) endPhone(world, phone, CANCELLED_BY_APP);
}

function endPhones(world: World, call: Call, { code, subCode }: End): void {
  for (const phone of phonesOf(world, call.participants)) endPhone(world, phone, { code, subCode });
}

/** A call that an app makes came to nothing: `CreateCallFailed` is all it hears of it. */
export function failCall(world: World, call: Call, failure: CallFailure): void {
  call.state = 'disconnected';
  endPhones(world, call, failure);
  const { sipDetails = true } = world.faults;
  const result = failureResult(failure, sipDetails);
  emit(world, call, { type: 'CreateCallFailed', operationContext: call.operationContext, result });
}

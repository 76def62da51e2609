import { CANCELLED_BY_APP, type CallFailure, DECLINED, failureResult } from './call-failures.ts';
import { emit } from './callbacks.ts';
import type { ResultInformation } from './cloud-event.ts';
import type { Call, CustomContext, PhoneRecord } from './entities.ts';
import { strikes } from './faults.ts';
import { wireIdentifier } from './formatters.ts';
import { display, type Identifier } from './identifiers.ts';
import { guid } from './ids.ts';
import { tune } from './media/legs.ts';
import { addPhone, endPhone, phonesById, startTalking } from './phones.ts';
import { inAnyOrder, tellParticipants } from './roster.ts';
import { ring } from './rung-phones.ts';
import type { World } from './world.ts';

/** Somebody who is being called into a call. */
export interface Invitation {
  id: string;
  identifier: Identifier;
  phoneId: string;
  operationContext?: string | undefined;
  callbackUri?: string | undefined;
}

/** Whom an app calls for a call it is in, and what they see. */
export interface Callee {
  identifier: Identifier;
  /** Who seems to call: a number, or else a raw id. */
  from: string;
  customContext?: CustomContext | undefined;
}

/** A new phone of `callee`, about to be rung for `call`. */
export function addCallee(world: World, call: Call, callee: Callee): PhoneRecord {
  const { identifier, from, customContext } = callee;
  return addPhone(world, {
    number: display(identifier),
    other: from,
    direction: 'called',
    callConnectionId: call.id,
    ...(customContext ? { customContext } : {}),
  });
}

/**
 * Calls somebody into a call: their phone rings at once, at most for `timeoutMs`. `AddParticipantSucceeded` or
 * `AddParticipantFailed` says what came of it, unless the call ends first.
 */
export function invite(
  world: World,
  call: Call,
  terms: Callee & Pick<Invitation, 'operationContext' | 'callbackUri'> & { timeoutMs: number },
): Invitation {
  const { identifier, operationContext, callbackUri, timeoutMs } = terms;
  const phone = addCallee(world, call, terms);
  const id = guid(call.random);
  const invitation = { id, identifier, phoneId: phone.id, operationContext, callbackUri };
  call.invitations.push(invitation);
  const pickedUp = () => join(world, call, phone, invitation);
  const refused = ({ app }: { app: CallFailure }) => fail(world, call, phone, invitation, app);
  ring(world, phone, { pickedUp, refused }, timeoutMs);
  return invitation;
}

function join(world: World, call: Call, phone: PhoneRecord, invitation: Invitation): void {
  const { identifier } = invitation;
  forget(call, invitation);
  startTalking(world, phone);
  call.participants.push({ identifier, isMuted: false, isOnHold: false, phoneId: phone.id });
  tune(call);
  inAnyOrder(
    call,
    () => tellSucceeded(world, call, invitation),
    () => tellParticipants(world, call),
  );
}

function fail(
  world: World,
  call: Call,
  phone: PhoneRecord,
  invitation: Invitation,
  failure: CallFailure,
): void {
  const { sipDetails = true, successAfterDecline } = world.faults;
  forget(call, invitation);
  endPhone(world, phone, failure);
  tell(world, call, invitation, 'AddParticipantFailed', failureResult(failure, sipDetails));
  if (failure === DECLINED && strikes(successAfterDecline)) tellSucceeded(world, call, invitation);
}

function forget(call: Call, invitation: Invitation): void {
  call.invitations = call.invitations.filter((one) => one !== invitation);
}

function tellSucceeded(world: World, call: Call, invitation: Invitation): void {
  const result = { code: 200, subCode: 0, message: '' };
  tell(world, call, invitation, 'AddParticipantSucceeded', result);
}

function tell(
  world: World,
  call: Call,
  { identifier, operationContext, callbackUri }: Invitation,
  type: string,
  result: ResultInformation,
): void {
  const data = { participant: wireIdentifier(identifier) };
  emit(world, call, { type, operationContext, callbackUri, result, data });
}

/**
 * Takes an invitation back, and tells so; of an invitation that is unknown or over only that it cannot. With which code
 * is not published (ACS protocol reference, section 17): 404/8522 is that of somebody who is not there.
 */
export function cancelInvitation(
  world: World,
  call: Call,
  invitationId: string,
  words: Pick<Invitation, 'operationContext' | 'callbackUri'>,
): void {
  const invitation = call.invitations.find(({ id }) => id === invitationId);
  if (invitation) {
    forget(call, invitation);
    for (const phone of phonesById(world, [invitation.phoneId])) {
      endPhone(world, phone, CANCELLED_BY_APP);
    }
  }
  emit(world, call, {
    type: invitation ? 'CancelAddParticipantSucceeded' : 'CancelAddParticipantFailed',
    ...words,
    data: { invitationId },
    result: invitation
      ? { code: 200, subCode: 0, message: '' }
      : { code: 404, subCode: 8522, message: 'There is no such invitation.' },
  });
}

import * as z from 'zod';
import { invalid } from '../errors.ts';
import { wireIdentifier, wireParticipant } from '../formatters.ts';
import { rawId } from '../identifiers.ts';
import { cancelInvitation, invite } from '../invitations.ts';
import { removePhone } from '../leaving.ts';
import { tellParticipants } from '../roster.ts';
import { RINGS_MS } from '../rung-phones.ts';
import { checkCallee, checkNumber } from './callee.ts';
import { checkCallback, type Handler, parse } from './handler.ts';
import { appOf, establishedCall, participant, phoneOf } from './in-call.ts';
import { customCallingContext, identifier, operation } from './wire-parts.ts';

const addSchema = z.object({
  participantToAdd: identifier,
  sourceCallerIdNumber: z.object({ value: z.string() }).optional(),
  invitationTimeoutInSeconds: z
    .int()
    .min(0)
    .max(180)
    .default(RINGS_MS / 1000),
  customCallingContext,
  ...operation,
});

const removeSchema = z.object({ participantToRemove: identifier, ...operation });

const cancelSchema = z.object({ invitationId: z.string().min(1), ...operation });

const muteSchema = z.object({
  targetParticipants: z.array(identifier).min(1),
  operationContext: operation.operationContext,
});

/** 202 with the invitation; to a phone number only from one of ours (ACS protocol reference, section 6). */
export const addParticipant: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(addSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const { participantToAdd: who, sourceCallerIdNumber: from, operationContext } = body;
  checkCallee(call, 'participantToAdd', who);
  if (from) checkNumber('sourceCallerIdNumber.value', from.value);
  else if (who.kind === 'phoneNumber') {
    throw invalid('sourceCallerIdNumber', 'a call to a phone number needs it.');
  }
  const { id } = invite(world, call, {
    identifier: who,
    from: from?.value ?? rawId(appOf(call)),
    customContext: body.customCallingContext,
    timeoutMs: body.invitationTimeoutInSeconds * 1000,
    operationContext,
    callbackUri: body.operationCallbackUri,
  });
  const added = wireParticipant({ identifier: who, isMuted: false, isOnHold: false });
  return { status: 202, body: { participant: added, operationContext, invitationId: id } };
};

/** 202; 404/8522 for somebody who is not in the call. */
export const removeParticipant: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(removeSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const { participantToRemove, operationContext, operationCallbackUri: callbackUri } = body;
  const phone = phoneOf(world, call, participantToRemove, 'participantToRemove');
  removePhone(world, call, phone, {
    operationContext,
    callbackUri,
    data: { participant: wireIdentifier(participantToRemove) },
  });
  return { status: 202, body: { operationContext } };
};

/** 202, whether the invitation can be taken back or not: that comes as an event. */
export const cancelAddParticipant: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(cancelSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const { invitationId, operationContext, operationCallbackUri: callbackUri } = body;
  cancelInvitation(world, call, invitationId, { operationContext, callbackUri });
  return { status: 202, body: { invitationId, operationContext } };
};

/** 200; ACS users only, and for good: there is no unmute (ACS protocol reference, sections 5 and 6). */
export const muteParticipant: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const { targetParticipants, operationContext } = parse(muteSchema, request.body);
  const muted = targetParticipants.map((who, index) => {
    if (who.kind === 'communicationUser') return participant(call, who);
    throw invalid(`targetParticipants[${index}]`, 'only ACS users can be muted.');
  });
  if (muted.some(({ isMuted }) => !isMuted)) {
    for (const one of muted) one.isMuted = true;
    tellParticipants(world, call);
  }
  return { status: 200, body: { operationContext } };
};

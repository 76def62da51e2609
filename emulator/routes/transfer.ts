import * as z from 'zod';
import type { Call } from '../entities.ts';
import { ApiError, invalid } from '../errors.ts';
import { display, type Identifier } from '../identifiers.ts';
import { transfer } from '../transferring.ts';
import type { World } from '../world.ts';
import { checkCallee, checkNumber } from './callee.ts';
import { checkCallback, type Handler, parse } from './handler.ts';
import { establishedCall, participant, phoneOf } from './in-call.ts';
import { customCallingContext, identifier, operation } from './wire-parts.ts';

const transferSchema = z.object({
  targetParticipant: identifier,
  transferee: identifier.optional(),
  sourceCallerIdNumber: z.object({ value: z.string() }).optional(),
  customCallingContext,
  ...operation,
});

/** 202; one at a time (409/8607). Without a number of ours the target sees that of the transferee. */
export const transferToParticipant: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(transferSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const { targetParticipant, sourceCallerIdNumber: from, operationContext } = body;
  const transferee = transfereeOf(world, call, body.transferee);
  const transfereePhone = phoneOf(world, call, transferee, 'transferee');
  checkCallee(call, 'targetParticipant', targetParticipant);
  if (from) checkNumber('sourceCallerIdNumber.value', from.value);
  if (call.transfer) throw new ApiError(409, '8607', 'Another transfer is in progress.');
  transfer(world, call, {
    identifier: targetParticipant,
    from: from?.value ?? display(transferee),
    customContext: body.customCallingContext,
    transferee,
    transfereePhone,
    operationContext,
    callbackUri: body.operationCallbackUri,
  });
  return { status: 202, body: { operationContext } };
};

/**
 * Who is handed over: in a call of two the other one. In a larger call they have to be named, and whether that is accepted is not
 * published, so it is a switch (ACS protocol reference, section 17).
 */
function transfereeOf(world: World, call: Call, named: Identifier | undefined): Identifier {
  const { transferee: accepted = true } = world.faults;
  const [other, ...more] = call.participants.filter(({ phoneId }) => phoneId !== undefined);
  if (more.length === 0 && other) return participant(call, named ?? other.identifier).identifier;
  if (!named) throw invalid('transferee', 'in a call of more than two it has to be named.');
  if (!accepted) throw invalid('transferee', 'only a call of two can be transferred.');
  return participant(call, named).identifier;
}

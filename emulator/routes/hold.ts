import * as z from 'zod';
import { holdPhone, unholdPhone } from '../holding.ts';
import { checkCallback, type Handler, parse } from './handler.ts';
import { establishedCall, phoneOf } from './in-call.ts';
import { identifier, operation, playSource } from './wire-parts.ts';

const unholdSchema = z.object({ targetParticipant: identifier, ...operation });

const holdSchema = unholdSchema.extend({ playSourceInfo: playSource.optional() });

/** 200 at once; the roster says when it has happened (ACS protocol reference, section 5). */
export const hold: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(holdSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const phone = phoneOf(world, call, body.targetParticipant, 'targetParticipant');
  const { operationContext, operationCallbackUri: callbackUri, playSourceInfo: source } = body;
  holdPhone(world, call, phone, { source, operationContext, callbackUri });
  return { status: 200 };
};

/** 200, whether they are on hold or not. */
export const unhold: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(unholdSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const phone = phoneOf(world, call, body.targetParticipant, 'targetParticipant');
  const { operationContext, operationCallbackUri: callbackUri } = body;
  unholdPhone(world, call, phone, { operationContext, callbackUri });
  return { status: 200 };
};

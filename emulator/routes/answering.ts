import { answerCall } from '../calls.ts';
import { notBuiltYet } from '../errors.ts';
import { wireCall } from '../formatters.ts';
import { BUSY, endPhone, REFUSED } from '../phones.ts';
import { redirectTo, takeRinging } from '../ringing.ts';
import { checkNumber } from './callee.ts';
import { checkCallback, type Handler, parse } from './handler.ts';
import { answerSchema, redirectSchema, rejectSchema } from './schemas.ts';

/** 200 with a call that is connecting; the rest comes as events. */
export const answer: Handler = (world, request) => {
  const body = parse(answerSchema, request.body);
  checkCallback(world, 'CallbackUri', body.callbackUri);
  if (body.mediaStreamingOptions) throw notBuiltYet('Media streaming', 'mediaStreamingOptions');
  if (body.transcriptionOptions) throw notBuiltYet('Transcription', 'transcriptionOptions');
  const call = answerCall(world, takeRinging(world, body.incomingCallContext), {
    callbackUri: body.callbackUri,
    operationContext: body.operationContext,
    answeredBy: body.answeredBy?.id ?? world.appIdentity,
    apiVersion: request.apiVersion,
  });
  return { status: 200, body: wireCall(call) };
};

/** 204; the caller hears busy or a refusal. */
export const reject: Handler = (world, request) => {
  const { incomingCallContext, callRejectReason } = parse(rejectSchema, request.body);
  const { caller } = takeRinging(world, incomingCallContext);
  endPhone(world, caller, callRejectReason === 'busy' ? BUSY : REFUSED);
  return { status: 204 };
};

/** 204; somebody else rings. */
export const redirect: Handler = (world, request) => {
  const { incomingCallContext, target } = parse(redirectSchema, request.body);
  if (target.kind === 'phoneNumber') checkNumber('target.phoneNumber.value', target.value);
  redirectTo(world, takeRinging(world, incomingCallContext), target);
  return { status: 204 };
};

import { dial } from '../dialling.ts';
import { invalid, notBuiltYet } from '../errors.ts';
import { wireCall } from '../formatters.ts';
import { checkNumber } from './callee.ts';
import { checkCallback, type Handler, parse } from './handler.ts';
import { createCallSchema } from './schemas.ts';

/** 201 with a call that is connecting; `CallConnected` or `CreateCallFailed` says what came of it. */
export const createCall: Handler = (world, request) => {
  const body = parse(createCallSchema, request.body);
  checkCallback(world, 'CallbackUri', body.callbackUri);
  const { targets, sourceCallerIdNumber, mediaStreamingOptions, transcriptionOptions } = body;
  const [target] = targets;
  if (targets.length > 1) throw notBuiltYet('The operation createCall for a group', 'targets');
  if (target === undefined || target.kind === 'unknown') {
    throw notBuiltYet('Calling anybody but a phone number or an ACS user', 'targets[0]');
  }
  if (target.kind === 'phoneNumber') {
    checkNumber('targets[0].phoneNumber.value', target.value);
    if (!sourceCallerIdNumber)
      throw invalid('sourceCallerIdNumber', 'a call to a phone number needs it.');
  }
  if (sourceCallerIdNumber) checkNumber('sourceCallerIdNumber.value', sourceCallerIdNumber.value);
  if (mediaStreamingOptions) throw notBuiltYet('Media streaming', 'mediaStreamingOptions');
  if (transcriptionOptions) throw notBuiltYet('Transcription', 'transcriptionOptions');
  const call = dial(world, {
    to: target,
    from: sourceCallerIdNumber?.value,
    displayName: body.sourceDisplayName,
    callbackUri: body.callbackUri,
    operationContext: body.operationContext,
    source: body.source?.id ?? world.appIdentity,
    apiVersion: request.apiVersion,
  });
  return { status: 201, body: wireCall(call) };
};

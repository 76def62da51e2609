import { invalid } from '../errors.ts';
import { enqueue, refuseBusyLeg } from '../media/legs.ts';
import { startListening, stopListening } from '../media/listening.ts';
import { sendTonesOperation } from '../media/send-tones.ts';
import { keyOf } from '../tones.ts';
import { checkCallback, type Handler, parse } from './handler.ts';
import { establishedCall, phoneOf } from './in-call.ts';
import { continuousSchema, sendTonesSchema } from './schemas.ts';

/** 200 without a body; it needs a free sub leg (ACS protocol reference, section 7), but does not take it. */
export const startContinuousDtmfRecognition: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(continuousSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const phone = phoneOf(world, call, body.targetParticipant, 'targetParticipant');
  refuseBusyLeg(world, call, [phone.id]);
  startListening(world, call, phone, body.operationContext);
  return { status: 200 };
};

/** 200, whether it runs or not. */
export const stopContinuousDtmfRecognition: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(continuousSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const phone = phoneOf(world, call, body.targetParticipant, 'targetParticipant');
  const { operationContext, operationCallbackUri: callbackUri } = body;
  stopListening(world, call, phone, { operationContext, callbackUri });
  return { status: 200 };
};

/** 202 with the context of the request; only to a phone number, and on a sub leg that is free (section 7). */
export const sendDtmfTones: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(sendTonesSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  if (body.targetParticipant.kind !== 'phoneNumber') {
    throw invalid('targetParticipant', 'tones can be sent to a phone number only.');
  }
  const phone = phoneOf(world, call, body.targetParticipant, 'targetParticipant');
  refuseBusyLeg(world, call, [phone.id]);
  const { operationContext, operationCallbackUri: callbackUri } = body;
  const keys = body.tones.map(keyOf);
  enqueue(
    world,
    call,
    sendTonesOperation(world, call, { keys, phone, operationContext, callbackUri }),
  );
  return { status: 202, body: operationContext === undefined ? {} : { operationContext } };
};

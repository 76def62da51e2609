import { refuseBusyLeg } from '../media/legs.ts';
import { startListening, stopListening } from '../media/listening.ts';
import { checkCallback, type Handler, parse } from './handler.ts';
import { establishedCall, phoneOf } from './in-call.ts';
import { continuousSchema } from './schemas.ts';

/** 200 without a body; it needs a free sub leg (ACS protocol reference, section 7), but does not take it. */
export const startContinuousDtmfRecognition: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(continuousSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const phone = phoneOf(world, call, body.targetParticipant, 'targetParticipant');
  refuseBusyLeg(call);
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

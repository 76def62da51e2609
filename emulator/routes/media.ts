import { notBuiltYet } from '../errors.ts';
import { cancel, enqueue, makeRoom } from '../media/legs.ts';
import { stopAllListening } from '../media/listening.ts';
import { playOperation } from '../media/play.ts';
import { recognizeOperation, type WantedChoice, type WantedKeys } from '../media/recognize.ts';
import { phonesOf } from '../roster.ts';
import { checkCallback, type Handler, parse } from './handler.ts';
import { establishedCall, participant, phoneOf } from './in-call.ts';
import { playSchema, type RecognizeBody, recognizeSchema, recognizeTypeSchema } from './schemas.ts';

/** 202. To everyone it waits on the main leg; to participants it needs a free sub leg (section 7). */
export const play: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(playSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const targets = body.playTo.map((identifier) => participant(call, identifier));
  const leg = targets.length > 0 ? 'sub' : 'main';
  const phoneIds = phonesOf(world, targets).map(({ id }) => id);
  makeRoom(world, call, { leg, phoneIds }, body.interruptCallMediaOperation);
  enqueue(
    world,
    call,
    playOperation(world, call, {
      sources: body.playSources,
      phoneIds,
      leg,
      loop: body.playOptions?.loop ?? false,
      operationContext: body.operationContext,
      callbackUri: body.operationCallbackUri,
    }),
  );
  return { status: 202 };
};

/** 202. In a call of two it waits on the main leg, in a larger one it needs a free sub leg (section 7). */
export const recognize: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const { recognizeInputType: kind } = parse(recognizeTypeSchema, request.body);
  if (kind === 'speech' || kind === 'speechOrDtmf') {
    throw notBuiltYet(`Recognizing ${kind}`, 'recognizeInputType');
  }
  const body = parse(recognizeSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const options = body.recognizeOptions;
  const field = 'recognizeOptions.targetParticipant';
  const target = phoneOf(world, call, options.targetParticipant, field);
  const leg = call.participants.length > 2 ? 'sub' : 'main';
  makeRoom(world, call, { leg, phoneIds: [target.id] }, body.interruptCallMediaOperation);
  enqueue(
    world,
    call,
    recognizeOperation(world, call, {
      prompts: body.playPrompts ?? (body.playPrompt ? [body.playPrompt] : []),
      target,
      interruptPrompt: options.interruptPrompt,
      initialSilenceMs: options.initialSilenceTimeoutInSeconds * 1000,
      wanted: wantedOf(body),
      leg,
      operationContext: body.operationContext,
      callbackUri: body.operationCallbackUri,
    }),
  );
  return { status: 202 };
};

function wantedOf(body: RecognizeBody): WantedKeys | WantedChoice {
  if (body.recognizeInputType === 'choices') {
    return { kind: 'choices', choices: body.recognizeOptions.choices };
  }
  const { interToneTimeoutInSeconds, maxTonesToCollect, stopTones } =
    body.recognizeOptions.dtmfOptions;
  const interToneMs = interToneTimeoutInSeconds * 1000;
  return { kind: 'dtmf', interToneMs, maxTones: maxTonesToCollect, stopTones };
}

/** 202, whether anything runs or not; what does is told as cancelled. */
export const cancelAllMediaOperations: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  cancel(world, call);
  if (world.faults.cancelAllStopsTones) stopAllListening(world, call);
  return { status: 202 };
};

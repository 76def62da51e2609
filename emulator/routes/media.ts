import { runningCall } from '../calls.ts';
import type { Call, PhoneRecord } from '../entities.ts';
import { ApiError, invalid, notBuiltYet } from '../errors.ts';
import { type Identifier, rawId } from '../identifiers.ts';
import { cancel, enqueue } from '../media/legs.ts';
import { playOperation } from '../media/play.ts';
import { recognizeOperation } from '../media/recognize.ts';
import type { World } from '../world.ts';
import { checkCallback, type Handler, parse } from './handler.ts';
import { playSchema, recognizeSchema, recognizeTypeSchema } from './schemas.ts';

/** 202. To everyone it waits on the main leg; to participants it needs a free sub leg (section 7). */
export const play: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const body = parse(playSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const targets = body.playTo.map((identifier) => participant(call, identifier));
  const leg = targets.length > 0 ? 'sub' : 'main';
  if (body.interruptCallMediaOperation) cancel(world, call, leg);
  else if (leg === 'sub' && call.operations.some((operation) => operation.leg === 'sub')) {
    throw new ApiError(412, '8583', 'Another media operation runs for this participant.');
  }
  enqueue(
    call,
    playOperation(world, call, {
      sources: body.playSources,
      phones: phonesOf(world, targets.length > 0 ? targets : call.participants),
      leg,
      loop: body.playOptions?.loop ?? false,
      operationContext: body.operationContext,
      callbackUri: body.operationCallbackUri,
    }),
  );
  return { status: 202 };
};

/** 202. In a call of two it waits on the main leg (section 7). */
export const recognize: Handler = (world, request) => {
  const call = establishedCall(world, request.params.callConnectionId);
  const { recognizeInputType } = parse(recognizeTypeSchema, request.body);
  if (recognizeInputType !== 'dtmf') {
    throw notBuiltYet(`Recognizing ${recognizeInputType}`, 'recognizeInputType');
  }
  const body = parse(recognizeSchema, request.body);
  checkCallback(world, 'operationCallbackUri', body.operationCallbackUri);
  const options = body.recognizeOptions;
  const [target] = phonesOf(world, [participant(call, options.targetParticipant)]);
  if (!target) {
    throw invalid('recognizeOptions.targetParticipant', 'the app itself has no keypad.');
  }
  if (body.interruptCallMediaOperation) cancel(world, call, 'main');
  enqueue(
    call,
    recognizeOperation(world, call, {
      prompts: body.playPrompts ?? (body.playPrompt ? [body.playPrompt] : []),
      target,
      phones: phonesOf(world, call.participants),
      interruptPrompt: options.interruptPrompt,
      initialSilenceMs: options.initialSilenceTimeoutInSeconds * 1000,
      interToneMs: options.dtmfOptions.interToneTimeoutInSeconds * 1000,
      maxTones: options.dtmfOptions.maxTonesToCollect,
      stopTones: options.dtmfOptions.stopTones,
      operationContext: body.operationContext,
      callbackUri: body.operationCallbackUri,
    }),
  );
  return { status: 202 };
};

/** 202, whether anything runs or not; what does is told as cancelled. */
export const cancelAllMediaOperations: Handler = (world, request) => {
  cancel(world, establishedCall(world, request.params.callConnectionId));
  return { status: 202 };
};

function establishedCall(world: World, id: string | undefined): Call {
  const call = runningCall(world, id);
  if (call.state !== 'connected') throw new ApiError(400, '8501', 'The call is not established.');
  return call;
}

function participant(call: Call, identifier: Identifier): { phoneId?: string } {
  const wanted = rawId(identifier);
  const found = call.participants.find((one) => rawId(one.identifier) === wanted);
  if (!found) throw new ApiError(404, '8522', 'Participant not found.');
  return found;
}

function phonesOf(world: World, participants: { phoneId?: string }[]): PhoneRecord[] {
  return participants.flatMap(({ phoneId }) => {
    const phone = phoneId ? world.store.phones.get(phoneId) : undefined;
    return phone ? [phone] : [];
  });
}

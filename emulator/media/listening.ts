import { emit } from '../callbacks.ts';
import type { Call, PhoneRecord } from '../entities.ts';
import { ApiError } from '../errors.ts';
import { strikes } from '../faults.ts';
import { toneOf } from '../tones.ts';
import type { World } from '../world.ts';

/** Continuous recognition of one phone's keys. */
export interface Listening {
  phoneId: string;
  operationContext?: string | undefined;
}

/** Says what a stop wants to be told, and where, if it is to be told at all. */
interface StopWords {
  operationContext?: string | undefined;
  callbackUri?: string | undefined;
  silently?: boolean;
}

/**
 * Listens to every key of `phone` until it is stopped or the call ends; 400/8500 when it listens already. Numbers begin
 * at the base at each start, unless `sequenceReset` is false: where they begin is not published (ACS protocol reference,
 * section 8). `toneFailed` ends it again, with `ContinuousDtmfRecognitionToneFailed`.
 */
export function startListening(
  world: World,
  call: Call,
  phone: PhoneRecord,
  operationContext: string | undefined,
): void {
  if (call.listening.some(({ phoneId }) => phoneId === phone.id)) {
    throw new ApiError(400, '8500', 'Continuous recognition runs already for this participant.');
  }
  const { sequenceBase = 0, sequenceReset = true, toneFailed } = world.faults;
  if (sequenceReset || !call.nextTone.has(phone.id)) call.nextTone.set(phone.id, sequenceBase);
  if (strikes(toneFailed)) {
    emit(world, call, {
      type: 'ContinuousDtmfRecognitionToneFailed',
      operationContext,
      result: { code: 500, subCode: 8512, message: 'Action failed, internal error.' },
    });
    return;
  }
  call.listening.push({ phoneId: phone.id, operationContext });
}

/** Ends it and tells so; without a word when nothing listens to that phone (section 5). */
export function stopListening(
  world: World,
  call: Call,
  phone: PhoneRecord,
  words: StopWords = {},
): void {
  const at = call.listening.findIndex(({ phoneId }) => phoneId === phone.id);
  const [stopped] = at >= 0 ? call.listening.splice(at, 1) : [];
  if (stopped && !words.silently) tellStopped(world, call, stopped, words);
}

/** Ends all of it: the call is over, or everything is cancelled and that ends this too. */
export function stopAllListening(world: World, call: Call): void {
  for (const stopped of call.listening.splice(0)) tellStopped(world, call, stopped);
}

/** A key was pressed at a phone: tells the app of it, whether a recognition takes the key as well or not. */
export function hearKey(world: World, call: Call, phoneId: string, key: string): boolean {
  const listening = call.listening.find((one) => one.phoneId === phoneId);
  if (!listening) return false;
  const sequenceId = call.nextTone.get(phoneId) ?? 0;
  call.nextTone.set(phoneId, sequenceId + 1);
  emit(world, call, {
    type: 'ContinuousDtmfRecognitionToneReceived',
    operationContext: listening.operationContext,
    data: { sequenceId, tone: toneOf(key) },
    result: { code: 200, subCode: 0, message: '' },
  });
  return true;
}

function tellStopped(world: World, call: Call, stopped: Listening, words: StopWords = {}): void {
  emit(world, call, {
    type: 'ContinuousDtmfRecognitionStopped',
    operationContext: words.operationContext ?? stopped.operationContext,
    callbackUri: words.callbackUri,
    // The words and the subcode of the service after an explicit stop as well (section 9.2).
    result: { code: 200, subCode: 7000, message: 'The conversation has ended.' },
  });
}

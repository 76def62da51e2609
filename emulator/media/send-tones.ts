import { emit } from '../callbacks.ts';
import type { Call, Heard, PhoneRecord } from '../entities.ts';
import { strikes } from '../faults.ts';
import { soon } from '../soon.ts';
import type { World } from '../world.ts';
import { audience } from './audience.ts';
import { finished } from './legs.ts';
import type { MediaOperation } from './operation.ts';
import { hear } from './playback.ts';

/** How long one tone takes, with the silence after it. */
const TONE_MS = 250;

/** What the events of a request to send tones carry. */
interface SendTonesRequest {
  /** Keys, in order. */
  keys: string[];
  /** Who hears them. */
  phone: PhoneRecord;
  operationContext?: string | undefined;
  callbackUri?: string | undefined;
}

/**
 * Send DTMF: `SendDtmfTonesCompleted` when the last tone is over. The fault `sendTones` makes it `SendDtmfTonesFailed` before
 * the first one.
 */
export function sendTonesOperation(
  world: World,
  call: Call,
  request: SendTonesRequest,
): MediaOperation {
  const { keys, phone, operationContext, callbackUri } = request;
  let stopped = false;
  let cancelTimer = () => {};

  function begin(): void {
    if (stopped) return;
    const fault = world.faults.sendTones;
    if (fault && strikes(fault)) end('SendDtmfTonesFailed', 500, fault.fail);
    else send(0);
  }

  function send(index: number): void {
    const key = keys[index];
    if (key === undefined) {
      end('SendDtmfTonesCompleted', 200, 0);
      return;
    }
    const tones = audience(world, call, operation).map((each) => sound(each, key));
    cancelTimer = world.clock.after(TONE_MS, () => {
      for (const tone of tones) tone.done = true;
      send(index + 1);
    });
  }

  function sound(each: PhoneRecord, key: string): Heard {
    const tone = hear(world, each, { kind: 'tone', content: key });
    each.hearTone?.(key);
    world.phoneChanged(each);
    return tone;
  }

  function end(type: string, code: number, subCode: number): void {
    const message = code === 200 ? 'Action completed successfully.' : 'Action failed.';
    const result = { code, subCode, message };
    emit(world, call, { type, operationContext, callbackUri, result });
    finished(world, call, operation);
  }

  const operation: MediaOperation = {
    kind: 'sendTones',
    leg: 'sub',
    phoneIds: [phone.id],
    state: 'queued',
    operationContext,
    callbackUri,
    start: () => soon(world, call, begin),
    stop() {
      stopped = true;
      cancelTimer();
    },
  };
  return operation;
}

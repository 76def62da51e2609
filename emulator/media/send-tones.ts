import { emit } from '../callbacks.ts';
import type { Call, PhoneRecord } from '../entities.ts';
import { strikes } from '../faults.ts';
import { soon } from '../soon.ts';
import type { World } from '../world.ts';
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
    const tone = hear(world, phone, { kind: 'tone', content: key });
    phone.hearTone?.(key);
    world.phoneChanged(phone);
    cancelTimer = world.clock.after(TONE_MS, () => {
      tone.done = true;
      send(index + 1);
    });
  }

  function end(type: string, code: number, subCode: number): void {
    const message = code === 200 ? 'Action completed successfully.' : 'Action failed.';
    const result = { code, subCode, message };
    emit(world, call, { type, operationContext, callbackUri, result });
    finished(call, operation);
  }

  const operation: MediaOperation = {
    kind: 'sendTones',
    leg: 'sub',
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

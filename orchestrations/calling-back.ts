import type { TakeCallback, WithdrawCallback } from '../calls/callback/commands.ts';
import type { CallbackRefusal } from '../calls/callback/request.ts';
import type { Sent } from '../calls/commands.ts';
import { completeNumber, mayDial } from '../calls/dialling.ts';
import type { Origin, Tools } from '../calls/ports.ts';
import type { Told } from './sending.ts';

/** Takes down that a caller is to be called back: the number is completed, and checked like every outbound leg. A repeat finds it done. */
export async function takeCallback(
  { callbacks, dialRules, log }: Tools,
  { request }: TakeCallback,
  { callId }: Origin,
): Promise<Told> {
  const to = completeNumber(request.to, dialRules.countryCode);
  if (to === undefined) return refused('no-number');
  if (!mayDial(to, dialRules.allow)) {
    log('warn', 'not-allowed', { callId, to });
    return refused('not-allowed');
  }
  try {
    const is = await callbacks.take(callId, { ...request, to });
    return { ok: true, told: { type: 'CallbackTaken', wasWaiting: is === 'waiting' } };
  } catch {
    log('error', 'tables-unreachable', { callId, reason: 'no callback can be taken down' });
    return refused('outage');
  }
}

function refused(why: CallbackRefusal): Told {
  return { ok: true, told: { type: 'CallbackRefused', why } };
}

/** Undoes it; a number that is none was never taken down. */
export async function withdrawCallback(
  { callbacks, dialRules }: Tools,
  { to: keyed }: WithdrawCallback,
  { callId }: Origin,
): Promise<Sent> {
  const to = completeNumber(keyed, dialRules.countryCode);
  if (to !== undefined) await callbacks.withdraw(callId, to);
  return { ok: true };
}

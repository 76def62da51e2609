import type { Sent, Transfer } from '../calls/commands.ts';
import { completeNumber, mayDial } from '../calls/dialling.ts';
import type { Origin, Tools } from '../calls/ports.ts';

/**
 * Hands a call over to a number: completed, checked like every outbound leg, and with a slot of our numbers. What we refuse ourselves
 * looks as if ACS had: 400 no number, 403 not allowed, 503 no slot.
 */
export async function transfer(
  { telephony, slots, dialRules, log }: Tools,
  command: Transfer,
  origin: Origin,
): Promise<Sent> {
  const { callId } = origin;
  const to = completeNumber(command.to, dialRules.countryCode);
  if (to === undefined) return { ok: false, code: 400, message: 'that is no phone number' };
  if (!mayDial(to, dialRules.allow)) {
    log('warn', 'not-allowed', { callId, to });
    return { ok: false, code: 403, message: 'this line may not dial that number' };
  }
  const ourNumber = await slots.take(callId, 'transfer', command.ourNumber).catch(() => undefined);
  if (ourNumber === undefined) {
    log('warn', 'no-slot', { callId, leg: 'transfer' });
    return { ok: false, code: 503, message: 'as many calls are out as our numbers may place' };
  }
  const sent = await telephony.transfer({ ...command, to, ourNumber }, origin);
  if (!sent.ok) await slots.free(callId, 'transfer');
  return sent;
}

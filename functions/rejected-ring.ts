import { isWorthRepeating } from '../adapters/acs-refusal.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import type { Ring } from './incoming-call-event.ts';
import { type Unanswered, unansweredRows } from './unanswered-rows.ts';

const GONE: Unanswered = { outcome: 'not-answered', words: 'gone before it could be rejected' };

/**
 * Has a ringing phone hear busy, and keeps a row of it. No orchestration is needed: the request is the same however often the
 * event comes, and so are the keys of the rows. Throws when ACS is away: the phone rings on, and the event comes again.
 */
export async function rejectRing(
  { telephony, store, log, now }: Deps,
  instances: CallInstances,
  ring: Ring & { from: string; to: string },
  flowVersion: string,
): Promise<void> {
  const { callId, at, from, to, incomingCallContext } = ring;
  // the row came between two deliveries: what the first one began goes on
  const instance = await instances.look(callId);
  if (instance.is !== 'unknown') return log('info', 'duplicate', { callId });

  const sent = await telephony.reject({ incomingCallContext }, { callId, turn: 0, index: 0, at });
  if (!sent.ok && isWorthRepeating(sent)) throw new Error('ACS could not reject a call.');
  const end: Unanswered = sent.ok
    ? { outcome: 'rejected', words: 'rejected: the line is switched to it' }
    : { ...GONE, code: sent.code, subCode: sent.subCode };
  const { outcome } = end;
  const rows = unansweredRows(ring, flowVersion, now(), end);
  const unwritten = await store.write(callId, rows);
  log('info', 'rejected', { callId, from, to, outcome });
  if (unwritten) log('error', 'outcome-not-written', { callId, outcome });
}

import type { Sent } from '../calls/commands.ts';
import type { NotQueued } from '../calls/events.ts';
import type { Origin, Tools } from '../calls/ports.ts';
import type { JoinQueue, LookUpPlace, PassOn } from '../calls/queue/commands.ts';
import type { Told } from './sending.ts';

/** Puts a caller in line, and has those who are available offered callers, this one or another. A repeat finds them in line. */
export async function joinQueue(
  { queues, log }: Tools,
  { spot, caller, most }: JoinQueue,
  { callId }: Origin,
): Promise<Told> {
  try {
    const joined = await queues.join(callId, { spot, caller, most });
    if (typeof joined === 'string') return notQueued(joined);
    await queues.match();
    return { ok: true, told: { type: 'Queued', ...joined } };
  } catch {
    log('error', 'tables-unreachable', { callId, reason: 'no queue can be joined' });
    return notQueued('outage');
  }
}

function notQueued(why: NotQueued['why']): Told {
  return { ok: true, told: { type: 'NotQueued', why } };
}

/** Looks for a caller's place in line. One that is not known is not told: they hear music. */
export async function lookUpPlace(
  { queues, log }: Tools,
  { spot }: LookUpPlace,
  { callId }: Origin,
): Promise<Told> {
  try {
    const place = await queues.place(callId, spot);
    return { ok: true, told: { type: 'QueuePlaced', ...(place ? { place } : {}) } };
  } catch {
    log('warn', 'tables-unreachable', { callId, reason: 'no place in a queue can be looked for' });
    return { ok: true, told: { type: 'QueuePlaced' } };
  }
}

/** An agent of whom it cannot be kept may be offered the same caller again. */
export async function passOn(
  { queues, log }: Tools,
  { spot, agent }: PassOn,
  { callId }: Origin,
): Promise<Sent> {
  try {
    await queues.passOn(callId, spot, agent);
  } catch {
    log('warn', 'tables-unreachable', { callId, reason: 'who passed on a caller cannot be kept' });
  }
  return { ok: true };
}

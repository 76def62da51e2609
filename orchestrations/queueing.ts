import type { Sent } from '../calls/commands.ts';
import type { NotQueued } from '../calls/events.ts';
import type { Origin, Tools } from '../calls/ports.ts';
import { announcement } from '../calls/queue/announcing.ts';
import type { JoinQueue, LookUpPlace, PassOn } from '../calls/queue/commands.ts';
import type { QueueSpot } from '../calls/queue/spot.ts';
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

/**
 * Looks for a caller's place in line, and tells it to them at once: true is what they hear. One that is not known is not told, nor is a
 * wait of which nobody on duty could make an end.
 */
export async function lookUpPlace(
  tools: Tools,
  { spot, announce }: LookUpPlace,
  origin: Origin,
): Promise<Told> {
  const place = await placeOf(tools, spot, origin.callId);
  const placed = { type: 'QueuePlaced', ...(place && { place }) } as const;
  if (!place || place.isUnattended || !announce) return { ok: true, told: placed };
  const play = announcement(announce, place);
  const sent = await tools.telephony.play(play, origin);
  return { ...sent, instead: play, told: { ...placed, announced: play.operationContext } };
}

async function placeOf({ queues, log }: Tools, spot: QueueSpot, callId: string) {
  try {
    return await queues.place(callId, spot);
  } catch {
    log('warn', 'tables-unreachable', { callId, reason: 'no place in a queue can be looked for' });
    return undefined;
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

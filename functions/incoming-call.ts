import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import { otherType, parseRing, type Ring } from './incoming-call-event.ts';
import { staleRows } from './stale-rows.ts';

/** Milliseconds a phone rings before the caller hears that nobody answers (ACS protocol reference, section 11.2). */
const RING_TIME = 30_000;

/**
 * A phone rings. Event Grid delivers at least once and sends again what failed, so only an outage throws: what is another
 * event, malformed, not for us, late or here already is settled with a line of log.
 */
export async function incomingCall(
  deps: Deps,
  instances: CallInstances,
  event: unknown,
): Promise<void> {
  const { log, config, now, flows } = deps;
  const type = otherType(event);
  if (type !== undefined)
    return log('warn', 'ignored', { type, reason: 'the subscription is for IncomingCall alone' });
  const parsed = parseRing(event);
  if (!parsed.ok) return log('error', 'malformed-incoming-call', { reason: parsed.reason });

  const { ring } = parsed;
  const { callId, at, from, to, incomingCallContext } = ring;
  if (!to || !config.lineNumbers.includes(to))
    return log('info', 'ignored', { callId, to, reason: 'not a number of ours' });
  if (!from) return log('warn', 'ignored', { callId, to, reason: 'the caller is not a phone' });
  if (await isKnown(deps, callId)) return log('info', 'duplicate', { callId });

  const ageMs = now() - Date.parse(at);
  if (ageMs > RING_TIME) return recordStale(deps, instances, { ...ring, from, to });

  const flow = await flows.current();
  const started = await instances.start({ callId, incomingCallContext, from, to, at, flow });
  log('info', started === 'started' ? 'rings' : 'duplicate', { callId, from, to, ageMs });
}

/** Without tables a ringing phone is answered all the same: a caller counts more than a second row. */
async function isKnown({ store, log }: Deps, callId: string): Promise<boolean> {
  try {
    return await store.has(callId);
  } catch {
    log('error', 'tables-unreachable', { callId });
    return false;
  }
}

async function recordStale(
  { store, log, now, flows }: Deps,
  instances: CallInstances,
  ring: Ring & { from: string; to: string },
): Promise<void> {
  const { callId } = ring;
  const instance = await instances.look(callId);
  if (instance.is === 'running') return log('info', 'duplicate', { callId });
  const { version } = await flows.current();
  const unwritten = await store.write(callId, staleRows(ring, version, now()));
  if (unwritten) return log('error', 'outcome-not-written', { callId, outcome: 'stale' });
  log('warn', 'stale', { callId, ageMs: now() - Date.parse(ring.at) });
}

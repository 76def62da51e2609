import { flowUnder } from '../calls/line-state.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import { otherType, parseRing, type Ring } from './incoming-call-event.ts';
import { lineStateAt } from './line-at-ring.ts';
import { rejectRing } from './rejected-ring.ts';
import { unansweredRows } from './unanswered-rows.ts';

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
  const [isOld, line, flow] = await Promise.all([
    isKnown(deps, callId),
    lineStateAt(deps, callId, to),
    flows.current(),
  ]);
  if (isOld) return log('info', 'duplicate', { callId });

  const ageMs = now() - Date.parse(at);
  if (ageMs > RING_TIME) return recordStale(deps, instances, { ...ring, from, to }, flow.version);

  if (line?.state === 'reject')
    return rejectRing(deps, instances, { ...ring, from, to }, flow.version);

  const begun = { callId, incomingCallContext, from, to, at, flow: flowUnder(flow, line) };
  const started = await instances.start(begun);
  const told = { callId, from, to, ageMs, line: line?.state };
  log('info', started === 'started' ? 'rings' : 'duplicate', told);
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
  { store, log, now }: Deps,
  instances: CallInstances,
  ring: Ring & { from: string; to: string },
  flowVersion: string,
): Promise<void> {
  const { callId } = ring;
  const instance = await instances.look(callId);
  if (instance.is === 'running') return log('info', 'duplicate', { callId });
  const seconds = Math.round((now() - Date.parse(ring.at)) / 1_000);
  const words = `not answered: heard of it ${seconds} s after it began to ring`;
  const rows = unansweredRows(ring, flowVersion, now(), { outcome: 'stale', words });
  const unwritten = await store.write(callId, rows);
  if (unwritten) return log('error', 'outcome-not-written', { callId, outcome: 'stale' });
  log('warn', 'stale', { callId, ageMs: now() - Date.parse(ring.at) });
}

import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { mayDial } from '../calls/dialling.ts';
import type { Flow } from '../calls/flow.ts';
import { type OutboundStart, requestedRows } from '../calls/outbound.ts';
import { callIdOf } from './call-id.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import {
  accepted,
  allInUse,
  badRequest,
  keyReused,
  notAllowed,
  tooLarge,
  unavailable,
} from './http-response.ts';
import { bodyHashOf, hashOf, idempotencyKey } from './outbound-key.ts';
import { parseCall, type WantedCall } from './outbound-request.ts';
import { BODY_LIMIT, jsonBody } from './request-body.ts';

/** Seconds after which a slot may well be free again: about as long as a short call. */
const RETRY_AFTER = 30;

/**
 * `POST /api/calls`: places a call. What may not be dialled is refused before anything is written. A repeat under the same
 * `Idempotency-Key` is the same call, and does what the request before it could not finish.
 */
export async function placeCall(
  deps: Deps,
  instances: CallInstances,
  request: HttpRequest,
): Promise<HttpResponseInit> {
  const { log, config, flows } = deps;
  const json = await jsonBody(request);
  if (!json.ok) return json.tooLarge ? tooLarge(BODY_LIMIT) : badRequest('The body is not JSON.');
  const flow = await flows.current();
  const parsed = parseCall(json.body, flow);
  if (!parsed.ok) return badRequest(parsed.message, parsed.target);
  const key = idempotencyKey(request.headers.get('idempotency-key'));
  if (!key.ok) return badRequest(key.message, 'Idempotency-Key');

  const { to } = parsed.wanted;
  if (!mayDial(to, config.dialAllow)) {
    log('warn', 'not-allowed', { to });
    return notAllowed('This line may not dial that number: see DIAL_ALLOW.', 'to');
  }
  try {
    const placed = await place(deps, instances, key.key, parsed.wanted, flow);
    if (typeof placed !== 'string') return placed;
    const statusUrl = `${new URL(request.url).origin}/api/calls/${placed}`;
    return accepted({ callId: placed, statusUrl }, statusUrl);
  } catch (error) {
    log('error', 'call-not-placed', { reason: error instanceof Error ? error.name : 'unknown' });
    return unavailable(
      'The call cannot be placed at the moment. Under the same Idempotency-Key it is placed once, however often you ask.',
    );
  }
}

/** The id of the call, or why there is none. Each step may have been done by a request before. */
async function place(
  { config, requests, slots, store, log, now }: Deps,
  instances: CallInstances,
  key: string,
  wanted: WantedCall,
  flow: Flow,
): Promise<string | HttpResponseInit> {
  const at = new Date(now()).toISOString();
  const bodyHash = bodyHashOf(wanted);
  const asked = { keyHash: hashOf(key), bodyHash, callId: callIdOf(at, key), at };
  const { isNew, ...first } = await requests.claim(asked);
  if (first.bodyHash !== bodyHash)
    return keyReused('This Idempotency-Key was used for another call in the last 24 hours.');
  const { callId } = first;
  if (!isNew && (await isPlaced(store, instances, callId))) return callId;

  const [firstOfOurs = ''] = config.lineNumbers;
  const from = await slots.take(callId, 'call', firstOfOurs);
  if (!from) {
    log('warn', 'no-slot', { callId });
    return allInUse('As many legs are out as our numbers may place at once.', RETRY_AFTER);
  }
  const start: OutboundStart = {
    kind: 'outbound',
    callId,
    from,
    at,
    flow,
    ringSeconds: config.outboundRingSeconds,
    ...wanted,
  };
  if (await store.write(callId, requestedRows(start))) throw new Error('the row was not written');
  const started = await instances.start(start);
  log('info', started === 'started' ? 'dials' : 'duplicate', { callId, to: start.to });
  return callId;
}

/** Durable forgets a call that was over long ago, the tables do not: it must not start again. */
async function isPlaced(
  store: Deps['store'],
  instances: CallInstances,
  callId: string,
): Promise<boolean> {
  const instance = await instances.look(callId);
  if (instance.is !== 'unknown') return true;
  const record = await store.find(callId);
  return record?.call.state === 'ended';
}

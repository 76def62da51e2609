import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { parseChecks } from '../adapters/entry-checks.ts';
import { sealCallbacks } from '../adapters/sealed-callbacks.ts';
import type { CallInstances } from './call-instances.ts';
import { callbackRequest, callIdOf, raiseAll } from './callback-request.ts';
import type { Deps } from './deps.ts';
import { badRequest, outage } from './http-response.ts';

/**
 * ACS tells what came of a question for secret digits (design, section 8): the address says that they are secret, not the
 * event. They are sealed before anything is raised, stored or logged. Answers as `callEvents` does, but no answer and no line of
 * log quotes the body, and a line without a key to seal with takes nothing: the digits would be lost, the caller is not.
 */
export async function sealedEvents(
  deps: Deps,
  instances: CallInstances,
  request: HttpRequest,
): Promise<HttpResponseInit> {
  const { log, now, seal } = deps;
  const callback = await callbackRequest(request);
  if (!callback.ok) return callback.response;
  const checks = parseChecks(request.query.get('checks') ?? '');
  if (!checks) {
    log('warn', 'malformed-callback', { reason: 'the address holds no checks' });
    return badRequest('The address does not say what to check of an entry.', 'checks');
  }
  if (!seal) {
    log('error', 'no-digits-key');
    return outage('DIGITS_KEY is not set: secret digits cannot be taken.');
  }
  const callId = callIdOf(deps, request);
  if (!callId) return { status: 200 };
  const at = new Date(now()).toISOString();
  const parsed = await sealCallbacks(callback.body, at, { callId, checks, seal });
  if (!parsed.ok) {
    log('warn', 'malformed-callback', { callId, reason: parsed.reason });
    return badRequest(`The body is not a batch of ACS events: ${parsed.reason}.`);
  }
  return raiseAll(deps, instances, callId, parsed.events);
}

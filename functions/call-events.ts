import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { parseCallbacks } from '../adapters/acs-events.ts';
import type { CallInstances } from './call-instances.ts';
import { callbackRequest, callIdOf, raiseAll } from './callback-request.ts';
import type { Deps } from './deps.ts';
import { badRequest } from './http-response.ts';

/**
 * ACS tells what happened in a call: every event of the batch is raised into the call's orchestration, in order. 200 also for
 * what we do nothing with, so that it is not sent again; 500 only for an outage, so that it may be.
 */
export async function callEvents(
  deps: Deps,
  instances: CallInstances,
  request: HttpRequest,
): Promise<HttpResponseInit> {
  const callback = await callbackRequest(deps, request);
  if (!callback.ok) return callback.response;
  const parsed = parseCallbacks(callback.body, new Date(deps.now()).toISOString());
  if (!parsed.ok) {
    deps.log('warn', 'malformed-callback', { reason: parsed.reason });
    return badRequest(`The body is not a batch of ACS events: ${parsed.reason}.`);
  }
  const callId = callIdOf(deps, request);
  return callId ? raiseAll(deps, instances, callId, parsed.events) : { status: 200 };
}

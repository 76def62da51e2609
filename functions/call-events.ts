import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { parseCallbacks } from '../adapters/acs-events.ts';
import { isCallId } from '../adapters/call-keys.ts';
import type { CallEvent } from '../calls/events.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import { badRequest, outage, tooLarge, unauthorized } from './http-response.ts';
import { BODY_LIMIT, jsonBody } from './request-body.ts';

/**
 * ACS tells what happened in a call: every event of the batch is raised into the call's orchestration, in order. 200 also for
 * what we do nothing with, so that it is not sent again; 500 only for an outage, so that it may be.
 */
export async function callEvents(
  deps: Deps,
  instances: CallInstances,
  request: HttpRequest,
): Promise<HttpResponseInit> {
  const { log, now } = deps;
  const refused = await checkSender(deps, request);
  if (refused) return refused;

  const json = await jsonBody(request);
  if (!json.ok && json.tooLarge) return tooLarge(BODY_LIMIT);
  if (!json.ok) return badRequest('The body is not JSON.');
  const parsed = parseCallbacks(json.body, new Date(now()).toISOString());
  if (!parsed.ok) {
    log('warn', 'malformed-callback', { reason: parsed.reason });
    return badRequest(`The body is not a batch of ACS events: ${parsed.reason}.`);
  }

  const { callId = '' } = request.params;
  if (!isCallId(callId)) {
    log('warn', 'unknown-call', { reason: 'the address holds no callId' });
    return { status: 200 };
  }
  return raiseAll(deps, instances, callId, parsed.events);
}

/** The answer to a sender who is not ACS; nothing for ACS. */
async function checkSender(
  { checkToken, log }: Deps,
  request: HttpRequest,
): Promise<HttpResponseInit | undefined> {
  try {
    const verdict = await checkToken(request.headers.get('authorization'));
    if (verdict.ok) return undefined;
    log('warn', 'callback-refused', { reason: verdict.reason });
    return unauthorized();
  } catch {
    // without the issuer's keys nobody can be told from ACS: not the sender's fault, and worth another delivery
    log('error', 'token-keys-unreachable');
    return outage('The token cannot be checked at the moment.');
  }
}

async function raiseAll(
  { log }: Deps,
  instances: CallInstances,
  callId: string,
  events: CallEvent[],
): Promise<HttpResponseInit> {
  const types = events.map((event) => (event.type === 'Other' ? event.acsType : event.type));
  try {
    for (const event of events) {
      const raised = await instances.raise(callId, event);
      if (raised === 'raised') continue;
      log('warn', 'unknown-call', { callId, types });
      return { status: 200 };
    }
  } catch {
    log('error', 'event-not-raised', { callId, types });
    return outage('The events cannot be taken at the moment.');
  }
  log('info', 'callback', { callId, types });
  return { status: 200 };
}

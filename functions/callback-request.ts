import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { isCallId } from '../adapters/call-keys.ts';
import type { CallEvent } from '../calls/events.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import { badRequest, outage, tooLarge } from './http-response.ts';
import { BODY_LIMIT, jsonBody } from './request-body.ts';

export type CallbackRequest =
  | { ok: true; body: unknown }
  | { ok: false; response: HttpResponseInit };

/** The JSON of a callback, or the answer that is due. Quotes nothing of the body. */
export async function callbackRequest(request: HttpRequest): Promise<CallbackRequest> {
  const json = await jsonBody(request);
  if (json.ok) return json;
  const response = json.tooLarge ? tooLarge(BODY_LIMIT) : badRequest('The body is not JSON.');
  return { ok: false, response };
}

/** The call that the address names; nothing, and a line of log, when it names none. */
export function callIdOf({ log }: Deps, request: HttpRequest): string | undefined {
  const { callId = '' } = request.params;
  if (isCallId(callId)) return callId;
  log('warn', 'unknown-call', { reason: 'the address holds no callId' });
  return undefined;
}

/**
 * Raises events into the orchestration of a call, in order. 200 also for a call that is over or unknown, so that they are not
 * sent again; 500 only for an outage, so that they may be.
 */
export async function raiseAll(
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

import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { parseCallbacks } from '../adapters/acs-events.ts';
import type { CallEvent, ToneReceived } from '../calls/events.ts';
import { isBeginningOfWait } from '../calls/queue/waiting-on.ts';
import type { ToneRow } from '../calls/rows.ts';
import { parseToneContext } from '../calls/tone-context.ts';
import type { CallInstances } from './call-instances.ts';
import { callbackRequest, callIdOf, raiseAll } from './callback-request.ts';
import type { Deps } from './deps.ts';
import { badRequest } from './http-response.ts';

/**
 * ACS tells what happened in a call: the keys among the events are kept at once, and every event of the batch is raised into
 * the call's orchestration, in order, but for those that mean nothing to a caller in line. 200 also for
 * what we do nothing with, so that it is not sent again; 500 only for an outage, so that it may be.
 */
export async function callEvents(
  deps: Deps,
  instances: CallInstances,
  request: HttpRequest,
): Promise<HttpResponseInit> {
  const callback = await callbackRequest(request);
  if (!callback.ok) return callback.response;
  const parsed = parseCallbacks(callback.body, new Date(deps.now()).toISOString());
  if (!parsed.ok) {
    deps.log('warn', 'malformed-callback', { reason: parsed.reason });
    return badRequest(`The body is not a batch of ACS events: ${parsed.reason}.`);
  }
  const callId = callIdOf(deps, request);
  if (!callId) return { status: 200 };
  // two for each announcement of each caller in line: a message and a replay of the whole call, for nothing
  const meaning = parsed.events.filter((event) => !isBeginningOfWait(event));
  if (meaning.length === 0) return { status: 200 };
  const events = await Promise.all(meaning.map((event) => kept(deps, callId, event)));
  return raiseAll(deps, instances, callId, events);
}

/** A key is inserted under its number before anybody acts on it; every other event stays as it is. */
async function kept({ store, log }: Deps, callId: string, event: CallEvent): Promise<CallEvent> {
  if (event.type !== 'ContinuousDtmfRecognitionToneReceived') return event;
  const { sequenceId, key, id, at } = event;
  const followed = parseToneContext(event.operationContext);
  if (!followed) return nobodys(event);
  const row: ToneRow = { ...followed, sequenceId, kind: 'tone', key, at, eventId: id };
  if (await store.insertTone(callId, row)) return event;
  log('warn', 'tone-not-written', { callId, sequenceId });
  return { ...event, unstored: true };
}

/** A key without our context could be anybody's: that it came is told, the key is not. */
function nobodys({ sequenceId: _, key: __, type: acsType, ...rest }: ToneReceived): CallEvent {
  return { ...rest, type: 'Other', acsType };
}

import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { isCallId } from '../adapters/call-keys.ts';
import type { CallRecord } from '../calls/ports.ts';
import { listQuery, type ParsedQuery, searchQuery } from './call-query.ts';
import { callView, recordView } from './call-view.ts';
import type { Deps } from './deps.ts';
import { badRequest, notFound, ok, tooLarge } from './http-response.ts';
import { BODY_LIMIT, jsonBody } from './request-body.ts';
import { overTables } from './tables-away.ts';

/** `GET /api/calls`: the calls of a day, the newest first. */
export async function listCalls(deps: Deps, request: HttpRequest): Promise<HttpResponseInit> {
  return page(deps, listQuery(request.query, today(deps)));
}

/** `POST /api/calls/search`: the same, and by caller, whose number stays out of the address. */
export async function searchCalls(deps: Deps, request: HttpRequest): Promise<HttpResponseInit> {
  const json = await jsonBody(request);
  if (!json.ok) return json.tooLarge ? tooLarge(BODY_LIMIT) : badRequest('The body is not JSON.');
  return page(deps, searchQuery(json.body, today(deps)));
}

/** `GET /api/calls/{callId}`: all that is kept of one call. */
export async function getCall(deps: Deps, request: HttpRequest): Promise<HttpResponseInit> {
  return one(deps, request, recordView);
}

/** `GET /api/calls/{callId}/numbers`: the numbers in full. */
export async function getCallNumbers(deps: Deps, request: HttpRequest): Promise<HttpResponseInit> {
  return one(deps, request, ({ call }) => ({ from: call.from, to: call.to }));
}

async function page(deps: Deps, parsed: ParsedQuery): Promise<HttpResponseInit> {
  if (!parsed.ok) return badRequest(parsed.message, parsed.target);
  return overTables(deps, async () => {
    const { calls, next } = await deps.store.list(parsed.query);
    return ok({ calls: calls.map(callView), next });
  });
}

async function one(
  deps: Deps,
  request: HttpRequest,
  view: (record: CallRecord) => unknown,
): Promise<HttpResponseInit> {
  const { callId = '' } = request.params;
  if (!isCallId(callId))
    return notFound('No call has this id. An id looks like 20261120T101502-3f9a0c1be27d.');
  return overTables(deps, async () => {
    const record = await deps.store.find(callId);
    return record ? ok(view(record)) : notFound('No call has this id.');
  });
}

function today({ now }: Deps): string {
  return new Date(now()).toISOString().slice(0, 10);
}

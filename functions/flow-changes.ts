import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { FILE } from '../adapters/flow-entities.ts';
import type { FlowSet } from '../adapters/flow-table.ts';
import type { Deps } from './deps.ts';
import { currentView, currentWords } from './flow-view.ts';
import { parseFlowBody, parseVersionBody, type WantedVersion } from './flow-wanted.ts';
import {
  badRequest,
  brokenFlow,
  changedMeanwhile,
  created,
  notFound,
  ok,
  tooLarge,
} from './http-response.ts';
import { BODY_LIMIT, jsonBody } from './request-body.ts';
import { overTables } from './tables-away.ts';
import { whoAsks } from './who-asks.ts';

/**
 * `POST /api/flows`: stores a flow and makes it current, if this line can run it. Publishing again what is current changes nothing:
 * a repeat is no second change.
 */
export async function publishFlow(deps: Deps, request: HttpRequest): Promise<HttpResponseInit> {
  const json = await jsonBody(request);
  if (!json.ok) return json.tooLarge ? tooLarge(BODY_LIMIT) : badRequest('The body is not JSON.');
  const parsed = parseFlowBody(json.body);
  if (!parsed.ok) return badRequest(parsed.message, parsed.target);
  const { source, note, expected, by } = parsed.wanted;
  const checked = await deps.checkFlow(source);
  if (!checked.ok) return brokenFlow(checked.mistakes);
  const { version } = checked.flow;
  return overTables(deps, async () => {
    const publishedBy = await whoAsks(deps, request, by);
    const publishedAt = new Date(deps.now()).toISOString();
    const flow = { version, source, publishedBy, publishedAt, note };
    return answer(deps, await deps.flowTable.publish(flow, expected), created);
  });
}

/** `PUT /api/flows/current`: makes a flow current that was published before, or `file`. */
export async function putCurrentFlow(deps: Deps, request: HttpRequest): Promise<HttpResponseInit> {
  const json = await jsonBody(request);
  if (!json.ok) return json.tooLarge ? tooLarge(BODY_LIMIT) : badRequest('The body is not JSON.');
  const parsed = parseVersionBody(json.body);
  if (!parsed.ok) return badRequest(parsed.message, parsed.target);
  const { wanted } = parsed;
  return overTables(deps, async () => (await unusable(deps, wanted)) ?? set(deps, request, wanted));
}

/** A flow that an earlier release took is none that this one has to be able to run. */
async function unusable(
  { flowTable, checkFlow }: Deps,
  { version }: WantedVersion,
): Promise<HttpResponseInit | undefined> {
  if (version === FILE) return undefined;
  const found = await flowTable.find(version);
  if (!found) return notFound('No flow was published under this version.');
  const checked = await checkFlow(found.source);
  return checked.ok ? undefined : brokenFlow(checked.mistakes);
}

async function set(
  deps: Deps,
  request: HttpRequest,
  { version, expected, by: said }: WantedVersion,
): Promise<HttpResponseInit> {
  const by = await whoAsks(deps, request, said);
  const at = new Date(deps.now()).toISOString();
  return answer(deps, await deps.flowTable.makeCurrent(version, { by, at }, expected), ok);
}

function answer(
  { flows, log }: Deps,
  { is, current }: FlowSet,
  done: (body: unknown) => HttpResponseInit,
): HttpResponseInit {
  flows.lookAgain();
  if (is === 'changed')
    return changedMeanwhile(
      `${currentWords(current)} Look at it, then ask again with expected "${current.version}".`,
      currentView(current),
    );
  const { version } = current;
  if (is === 'was-current') return ok(currentView(current));
  log('info', 'flow-set', { version });
  return done(currentView(current));
}

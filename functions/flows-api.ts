import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { readAuthored } from '../adapters/authored-file.ts';
import { FILE, FLOW_VERSION } from '../adapters/flow-entities.ts';
import type { Deps } from './deps.ts';
import { flowPath } from './flow-path.ts';
import { currentView } from './flow-view.ts';
import { notFound, ok, unavailable } from './http-response.ts';
import { overTables } from './tables-away.ts';

/** `GET /api/flows`: which flow is current, what the deployed one would be called, and all that were published, the newest first. */
export async function listFlows({ flowTable, flow, log }: Deps): Promise<HttpResponseInit> {
  return overTables({ log }, async () => {
    const [current, versions] = await Promise.all([flowTable.current(), flowTable.versions()]);
    return ok({ current: currentView(current), file: { version: flow.version }, versions });
  });
}

/** `GET /api/flows/{version}`: the text of a flow as it was published; `file` is the one that was deployed. */
export async function getFlow(deps: Deps, request: HttpRequest): Promise<HttpResponseInit> {
  const { version = '' } = request.params;
  if (version === FILE) return deployed(deps);
  if (!FLOW_VERSION.test(version))
    return notFound('No flow has this version. A version is twelve hex digits, or "file".');
  return overTables(deps, async () => {
    const found = await deps.flowTable.find(version);
    return found ? ok(found) : notFound('No flow was published under this version.');
  });
}

async function deployed({ config }: Deps): Promise<HttpResponseInit> {
  const read = await readAuthored(flowPath(config), 'flow', 'flows/main.yaml');
  if (read.ok) return ok({ version: FILE, source: read.text });
  return unavailable('The flow that was deployed cannot be read.');
}

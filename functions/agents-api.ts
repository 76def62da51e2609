import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { AGENT_ID } from '../adapters/agents-schema.ts';
import { agentView } from './agent-view.ts';
import { parseWanted, type WantedState } from './agent-wanted.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import { badRequest, inCall, notFound, ok, tooLarge } from './http-response.ts';
import { matchQueues } from './queue-matching.ts';
import { BODY_LIMIT, jsonBody } from './request-body.ts';
import { overTables } from './tables-away.ts';

/** `GET /api/agents`: all agents by their ids, and what they do at the moment. */
export async function listAgents(deps: Deps): Promise<HttpResponseInit> {
  return overTables(deps, async () => {
    const agents = await deps.agents.list();
    return ok({ agents: agents.map(agentView) });
  });
}

/** `PUT /api/agents/{id}`: makes an agent available, who is offered the next caller in line, or away; 409 while a call holds them. */
export async function putAgent(
  deps: Deps,
  instances: CallInstances,
  request: HttpRequest,
): Promise<HttpResponseInit> {
  const json = await jsonBody(request);
  if (!json.ok) return json.tooLarge ? tooLarge(BODY_LIMIT) : badRequest('The body is not JSON.');
  const parsed = parseWanted(json.body);
  if (!parsed.ok) return badRequest(parsed.message, parsed.target);
  const { id = '' } = request.params;
  if (!AGENT_ID.test(id)) return notFound('No agent has this id.');
  return overTables(deps, () => set(deps, instances, id, parsed.wanted));
}

async function set(
  deps: Deps,
  instances: CallInstances,
  id: string,
  { state, reason }: WantedState,
): Promise<HttpResponseInit> {
  const { agents, flows, log } = deps;
  const done = await agents.set(id, state, reason);
  if (done.is === 'unknown') return notFound('No agent has this id.');
  const { agent } = done;
  if (done.is === 'in-call')
    return inCall(`${agent.name} is in a call. Try again when it is over.`, agent.state);
  log('info', 'agent-set', { agent: id, state });
  if (state === 'available' && (await flows.current()).queues !== undefined)
    await matchQueues(deps, instances);
  return ok(agentView(agent));
}

import { type Agent, isInCall } from '../adapters/agent-standing.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';

/** Milliseconds after which an agent is held by a call that Durable does not know: before, it may not tell of it yet. */
const NEVER_STARTED = 5_000;

/** Frees the agents of calls that are over: their own last turn could not. */
export async function watchAgents(deps: Deps, instances: CallInstances): Promise<void> {
  const { agents, log, now } = deps;
  for (const agent of await agentsInCalls(deps)) {
    const { id, callId, stateSince } = agent;
    const is = callId ? (await instances.look(callId)).is : 'unknown';
    if (is === 'running') continue;
    if (is === 'unknown' && now() - Date.parse(stateSince) < NEVER_STARTED) continue;
    if (await agents.free(agent)) log('warn', 'agent-freed', { agent: id, callId, call: is });
  }
}

/** None while the tables are away: the next run is due soon. */
async function agentsInCalls({ agents, log }: Deps): Promise<Agent[]> {
  try {
    await agents.seed(); // the tables may have been away when the line started
    return (await agents.list()).filter(isInCall);
  } catch {
    log('error', 'tables-unreachable', { reason: 'agents in calls cannot be looked for' });
    return [];
  }
}

import type { Agent } from '../adapters/agent-standing.ts';

/** An agent as support sees them: never their number. */
export function agentView(agent: Agent) {
  const { id, name, skills, state, stateSince, callId, reason, wrapUpUntil } = agent;
  return { id, name, skills, state, stateSince, callId, reason, wrapUpUntil };
}

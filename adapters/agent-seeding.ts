import type { TableClient } from '@azure/data-tables';
import { agentEntity, allAgents, REQUEST_TIME, removed, replaced } from './agent-rows.ts';
import { type Agent, isInCall } from './agent-standing.ts';
import type { AgentProperties } from './agents-schema.ts';
import { inserted } from './outbound-inserts.ts';

/**
 * Makes the table hold the agents of the file: those who are missing are added, `available`; what the file says of the others is
 * written, and they stay as they stand; those who are no longer in the file are removed. Whether all of it is done: an agent in
 * a call is not removed, and one whom somebody changes at this moment is not touched. Throws when the table is away.
 *
 * `now`: milliseconds since 1970.
 */
export async function seedAgents(
  table: TableClient,
  described: readonly AgentProperties[],
  now: number,
): Promise<boolean> {
  const agents = await allAgents(table, now);
  const done = await Promise.all([
    ...described.map((one) => seeded(table, one, agents, now)),
    ...agents
      .filter(({ id }) => !described.some((one) => one.id === id))
      .map(async (agent) => !isInCall(agent) && removed(table, agent)),
  ]);
  return done.every(Boolean);
}

async function seeded(
  table: TableClient,
  described: AgentProperties,
  agents: Agent[],
  now: number,
): Promise<boolean> {
  const agent = agents.find(({ id }) => id === described.id);
  if (!agent) {
    const stateSince = new Date(now).toISOString();
    const row = agentEntity({ ...described, state: 'available', stateSince });
    return inserted(table, row, REQUEST_TIME);
  }
  const { name, participant, extension, skills } = described;
  const isSame =
    agent.name === name &&
    agent.participant === participant &&
    agent.extension === extension &&
    agent.skills.join() === skills.join();
  return isSame || replaced(table, { ...agent, name, participant, extension, skills });
}

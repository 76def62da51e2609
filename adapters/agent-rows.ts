import { odata, type TableClient, type TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import { AGENT_STATES, type Agent, type Standing, standing, standingAt } from './agent-standing.ts';
import type { AgentProperties } from './agents-schema.ts';
import { answered, orMissing, unlessChanged } from './table-answers.ts';

/** All agents are in one partition: a claim has to see them all. */
const PARTITION = 'agents';
/** Milliseconds that one request may take: a caller waits behind it. */
export const REQUEST_TIME = 2_000;

const agentRow = z
  .object({
    rowKey: z.string(),
    name: z.string(),
    participant: z.string(),
    extension: z.string().optional(),
    skills: z.string(),
    state: z.enum(AGENT_STATES),
    stateSince: z.string(),
    reason: z.string().optional(),
    callId: z.string().optional(),
    offer: z.string().optional(),
    wrapUpUntil: z.string().optional(),
    etag: z.string(),
    timestamp: z.string(),
  })
  .transform(({ rowKey, skills, timestamp, ...columns }): Agent => {
    const listed = skills.split(',').filter((skill) => skill !== '');
    return { id: rowKey, skills: listed, writtenAt: timestamp, ...columns };
  });

/** The row of an agent. */
export function agentEntity(agent: AgentProperties & Standing): TableEntity<object> {
  const { id, name, participant, extension, skills } = agent;
  const { state, stateSince, reason, callId, offer, wrapUpUntil } = agent;
  const properties = { name, participant, extension, skills: skills.join(',') };
  const stands = { state, stateSince, reason, callId, offer, wrapUpUntil };
  return { partitionKey: PARTITION, rowKey: id, ...properties, ...stands };
}

/** All agents by their ids, as they stand at `now` (milliseconds since 1970). Throws when the table is away; a missing one is empty. */
export async function allAgents(table: TableClient, now: number): Promise<Agent[]> {
  const agents: Agent[] = [];
  const queryOptions = { filter: odata`PartitionKey eq ${PARTITION}` };
  try {
    const entities = table.listEntities({ abortSignal: soon(), queryOptions });
    for await (const entity of entities) agents.push(agentAt(now, entity));
  } catch (error) {
    if (!answered(error, 404)) throw error;
  }
  return agents;
}

/** One agent, as they stand at `now`; nothing when there is none. Throws when the table is away. */
export async function findAgent(
  table: TableClient,
  id: string,
  now: number,
): Promise<Agent | undefined> {
  const request = table.getEntity(PARTITION, id, { abortSignal: soon() });
  const entity = await orMissing(request, undefined);
  return entity && agentAt(now, entity);
}

/**
 * Writes an agent, unless somebody else has written or removed them since they were read: then it is `false`. Throws when the
 * table is away.
 */
export async function replaced(table: TableClient, agent: Agent): Promise<boolean> {
  const { etag } = agent;
  return unlessChanged(
    table.updateEntity(agentEntity(agent), 'Replace', { etag, abortSignal: soon() }),
  );
}

/** Removes an agent on the same terms. */
export async function removed(table: TableClient, { id, etag }: Agent): Promise<boolean> {
  return unlessChanged(table.deleteEntity(PARTITION, id, { etag, abortSignal: soon() }));
}

function agentAt(now: number, entity: unknown): Agent {
  const agent = agentRow.parse(entity);
  return standing(agent, standingAt(now, agent));
}

function soon(): AbortSignal {
  return AbortSignal.timeout(REQUEST_TIME);
}

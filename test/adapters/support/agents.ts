import type { TableClient } from '@azure/data-tables';
import { type AgentTable, agentTable } from '../../../adapters/agent-table.ts';
import type { AgentProperties } from '../../../adapters/agents-schema.ts';
import { emptyTables, tableClients } from '../../../adapters/table-clients.ts';
import type { AgentClaim } from '../../../calls/ports.ts';
import { tablesConnectionString } from '../../support/tables.ts';

export const START = Date.parse('2026-11-20T10:15:00.000Z');

/** ISO 8601 UTC, so many seconds after the start. */
export const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

export const callId = (number: number) => `20261120T101502-${String(number).padStart(12, '0')}`;

/** An agent of the file, on a phone of their own. */
export function person(
  id: string,
  number: number,
  more: Partial<AgentProperties> = {},
): AgentProperties {
  const participant = `+155501${String(number).padStart(2, '0')}`;
  return { id, name: id.toUpperCase(), participant, skills: [], ...more };
}

/** A claim of a call's first offer, for any agent. */
export function claimOf(call: number, more: Partial<AgentClaim> = {}): AgentClaim {
  return { callId: callId(call), offer: 'offer:3', except: [], caller: '+15550100', ...more };
}

export interface Desk {
  agents: AgentTable;
  table: TableClient;
  /** Puts the clock so many seconds after the start. */
  putClock(seconds: number): void;
  /** Another process of the same line, with another file if need be. */
  another(described?: readonly AgentProperties[], table?: TableClient): AgentTable;
  /** How an agent stands now. */
  who(id: string): Promise<Record<string, unknown>>;
}

/** The table of agents, empty at first, with these people in it who are available since the start. */
export async function openDesk(
  described: readonly AgentProperties[],
  wrapUpSeconds = 30,
): Promise<Desk> {
  const connectionString = tablesConnectionString();
  await emptyTables(connectionString);
  const table = tableClients({ connectionString }).Agents;
  let time = START;
  const now = () => time;
  const another = (people = described, client = table) =>
    agentTable(client, { described: people, wrapUpSeconds, now });
  const agents = another();
  await agents.seed();
  return {
    agents,
    table,
    another,
    putClock(seconds) {
      time = START + seconds * 1_000;
    },
    async who(id) {
      const agent = (await agents.list()).find((one) => one.id === id);
      if (!agent) return { is: 'unknown' };
      const { state, stateSince, reason, callId, offer, wrapUpUntil } = agent;
      const standing = { state, stateSince, reason, callId, offer, wrapUpUntil };
      return JSON.parse(JSON.stringify(standing));
    },
  };
}

import { TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import type { Access } from './config.ts';
import { ownIdentity } from './identity.ts';

/** The tables of a call (design, section 5), of the days of calls, of the calls that we place (docs/outbound.md), of agents (docs/agents.md), of callers who wait for one and of those who are called back (docs/queues.md), of what new calls meet (docs/operations.md), and of published flows (docs/publishing.md). */
export const TABLES = [
  'Calls',
  'CallsByCaller',
  'CollectedDigits',
  'DtmfTones',
  'CallTimeline',
  'CallStatistics',
  'OutboundRequests',
  'OutboundSlots',
  'Agents',
  'Line',
  'Flows',
  'Queue',
  'Callbacks',
] as const;

export type TableName = (typeof TABLES)[number];
export type TableClients = Record<TableName, TableClient>;

/**
 * One client a table; nothing is sent yet. The SDK's retries are off: what cannot be written at once is written with the next
 * turn. Throws for a connection string that the SDK refuses, without repeating it: the SDK's own message may hold the key.
 */
export function tableClients(access: Access): TableClients {
  const options: TableServiceClientOptions = {
    retryOptions: { maxRetries: 0 },
    allowInsecureConnection: true, // Azurite is http; the scheme is the connection string's
  };
  try {
    if ('connectionString' in access)
      return each((name) =>
        TableClient.fromConnectionString(access.connectionString, name, options),
      );
    const identity = ownIdentity();
    return each((name) => new TableClient(access.endpoint, name, identity, options));
  } catch {
    throw new Error('TABLES_CONNECTION_STRING is not the connection string of a storage account.');
  }
}

/** Milliseconds that creating the tables may take: at a cold start a phone is ringing. */
const CREATE_TIME = 3_000;

/** Creates the tables that do not exist. Throws in one sentence when the tables cannot be reached or refuse us. */
export async function createTables(clients: TableClients): Promise<void> {
  try {
    const abortSignal = AbortSignal.timeout(CREATE_TIME);
    // one that exists is fine
    await Promise.all(TABLES.map((name) => clients[name].createTable({ abortSignal })));
  } catch (error) {
    const { origin } = new URL(clients.Calls.url);
    const { code, statusCode } = error as { code?: string; statusCode?: number };
    throw new Error(
      `The tables at ${origin} cannot be used (${code ?? statusCode ?? 'no answer'}).`,
      {
        cause: error,
      },
    );
  }
}

/**
 * Empties the tables by dropping and creating them: for Azurite only, where a dropped table is gone at once. Refuses any other
 * table service.
 */
export async function emptyTables(connectionString: string): Promise<void> {
  const clients = tableClients({ connectionString });
  const { origin, hostname } = new URL(clients.Calls.url);
  if (hostname !== '127.0.0.1' && hostname !== 'localhost')
    throw new Error(`The tables at ${origin} are not on this machine: they are not emptied.`);
  await Promise.all(TABLES.map((name) => clients[name].deleteTable())); // a missing one is fine
  await createTables(clients);
}

function each(client: (name: TableName) => TableClient): TableClients {
  return Object.fromEntries(TABLES.map((name) => [name, client(name)])) as TableClients;
}

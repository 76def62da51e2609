import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTables, tableClients } from '../../adapters/table-clients.ts';
import { startTablesServer, type TablesServer } from '../../local/tables-server.ts';

let folder: string;
let servers: TablesServer[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tables-'));
  servers = [];
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await rm(folder, { recursive: true });
});

async function start(options: Parameters<typeof startTablesServer>[0]): Promise<TablesServer> {
  const server = await startTablesServer(options);
  servers.push(server);
  return server;
}

async function calls(connectionString = '') {
  const clients = tableClients({ connectionString });
  await createTables(clients);
  return clients.Calls;
}

async function rowKeys(connectionString: string | undefined): Promise<(string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  for await (const { rowKey } of (await calls(connectionString)).listEntities()) keys.push(rowKey);
  return keys;
}

test('rows survive a restart on the same folder', async () => {
  const dataDir = join(folder, 'new', 'data');
  const first = await start({ port: 0, dataDir });
  const table = await calls(first.connectionStrings[0]);
  await table.createEntity({ partitionKey: 'p', rowKey: 'kept' });
  await first.stop();
  const second = await start({ port: 0, dataDir });
  expect(await rowKeys(second.connectionStrings[0])).toEqual(['kept']);
});

test('rows that were saved survive the death of the process', async () => {
  const dataDir = join(folder, 'data');
  const first = await start({ port: 0, dataDir });
  const table = await calls(first.connectionStrings[0]);
  await table.createEntity({ partitionKey: 'p', rowKey: 'kept' });
  await first.save();
  await first.kill();
  await expect(fetch(first.url)).rejects.toThrow();
  const second = await start({ port: first.port, dataDir });
  expect(await rowKeys(second.connectionStrings[0])).toEqual(['kept']);
});

test('accounts have tables of their own', async () => {
  const { connectionStrings } = await start({ port: 0, accounts: 2 });
  const table = await calls(connectionStrings[0]);
  await table.createEntity({ partitionKey: 'p', rowKey: 'r' });
  expect(await rowKeys(connectionStrings[1])).toEqual([]);
});

test('a taken port is told by its code', async () => {
  const { port } = await start({ port: 0 });
  await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a folder that cannot be written to is named', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(start({ port: 0, dataDir: join(file, 'data') })).rejects.toThrow(
    `The tables cannot be kept in ${join(file, 'data')} (ENOTDIR).`,
  );
});

test('stopping twice is fine', async () => {
  const server = await start({ port: 0 });
  await server.stop();
  await expect(server.stop()).resolves.toBeUndefined();
});

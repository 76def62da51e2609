import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { callStore } from '../../adapters/call-tables.ts';
import { createTables, emptyTables, tableClients } from '../../adapters/table-clients.ts';
import { callRow, rowsOf, timelineRow } from './support/rows.ts';

const KEY = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ=';
const rows = rowsOf(callRow(2), { timeline: [timelineRow(1, 0), timelineRow(1, 1)] });
const { callId } = callRow(2);
let server: Server | undefined;

/** A table service that answers as `answer` says: for each table a status, or nothing at all. */
async function tables(answer: (table: string) => number | 'silence'): Promise<string> {
  server = createServer((request, response) => {
    const table = /\/a\/(\w+)/.exec(request.url ?? '')?.[1] ?? 'batch';
    const status = answer(table);
    if (status !== 'silence') response.writeHead(status, { 'content-length': '0' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return connectionString((server.address() as AddressInfo).port);
}

function connectionString(port: number): string {
  return `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${KEY};TableEndpoint=http://127.0.0.1:${port}/a;`;
}

function open(connection: string) {
  return callStore(tableClients({ connectionString: connection }));
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe('while the tables are away', () => {
  test('all rows come back to be written later', async () => {
    const store = open(connectionString(1));
    expect(await store.write(callId, rows)).toEqual(rows);
  });

  test('only what was not written comes back', async () => {
    const store = open(await tables((table) => (table === 'CallsByCaller' ? 503 : 204)));
    const left = await store.write(callId, { ...rows, timeline: [timelineRow(1, 0)] });
    expect(left).toEqual({ call: rows.call, byCaller: true, digits: [], timeline: [], tones: [] });
  });

  test('a service that does not answer holds a turn up for a second at most', async () => {
    const store = open(await tables(() => 'silence'));
    const begun = Date.now();
    expect(await store.write(callId, rows)).toEqual(rows);
    expect(Date.now() - begun).toBeLessThan(1_500);
  });

  test('reads and pings say so', async () => {
    const store = open(connectionString(1));
    await expect(store.ping()).rejects.toThrow();
    await expect(store.has(callId)).rejects.toThrow();
    await expect(store.list({ day: '2026-11-20', limit: 1 })).rejects.toThrow();
  });
});

test('a row that is refused for ever is an error, not an outage', async () => {
  const store = open(await tables((table) => (table === 'Calls' ? 400 : 204)));
  await expect(store.write(callId, { ...rows, timeline: [] })).rejects.toThrow();
});

test('tables that cannot be created are told in one sentence', async () => {
  const clients = tableClients({ connectionString: connectionString(1) });
  await expect(createTables(clients)).rejects.toThrow(
    /^The tables at http:\/\/127\.0\.0\.1:1 cannot be used \(.+\)\.$/,
  );
});

test('a connection string that cannot be used is told without its key', () => {
  expect(() => tableClients({ connectionString: `AccountKey=${KEY}` })).toThrow(
    'TABLES_CONNECTION_STRING is not the connection string of a storage account.',
  );
});

test('tables that are not on this machine are never emptied', async () => {
  const foreign = `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${KEY};EndpointSuffix=core.windows.net`;
  await expect(emptyTables(foreign)).rejects.toThrow(/not on this machine/);
});

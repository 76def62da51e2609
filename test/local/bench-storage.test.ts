import { expect, test } from 'vitest';
import { callStore } from '../../adapters/call-tables.ts';
import { createTables, tableClients } from '../../adapters/table-clients.ts';
import { crowdKept } from '../../local/bench-crowd.ts';
import { numberKeyedBy } from '../../local/bench-keyed.ts';
import { countStorage } from '../../local/bench-storage.ts';
import { startTablesServer } from '../../local/tables-server.ts';

test('requests to the tables are counted by what they do, those elsewhere are not', async () => {
  const tables = await startTablesServer({ port: 0 });
  const [connectionString = ''] = tables.connectionStrings;
  try {
    const clients = tableClients({ connectionString });
    await createTables(clients);
    const counter = countStorage(tables.port);
    const elsewhere = countStorage(tables.port + 1);
    const row = { partitionKey: 'p', rowKey: '1' };
    await clients.DtmfTones.createEntity(row);
    await clients.Calls.upsertEntity(row);
    await clients.Calls.submitTransaction([
      ['upsert', { partitionKey: 'p', rowKey: '2' }],
      ['upsert', { partitionKey: 'p', rowKey: '3' }],
    ]);
    await clients.Calls.getEntity('p', '2');
    counter.stop();
    await clients.Calls.getEntity('p', '3');
    expect(counter.count).toEqual({ requests: 4, reads: 1, batches: 1, keys: 1 });
    expect(elsewhere.count.requests).toBe(0);
    elsewhere.stop();

    const keys = numberKeyedBy(0).length + `${numberKeyedBy(0)}#1`.length;
    expect(await crowdKept(callStore(clients), 2)).toEqual({ wrong: 2 * keys, rows: 0, gaps: 0 });
  } finally {
    await tables.stop();
  }
});

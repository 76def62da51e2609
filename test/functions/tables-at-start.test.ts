import { expect, test } from 'vitest';
import { TABLES, tableClients } from '../../adapters/table-clients.ts';
import { openDeps } from '../../functions/deps.ts';
import { health } from '../../functions/health.ts';
import { watchdog } from '../../functions/watchdog.ts';
import { SMALL_LINE } from '../calls/support/small-line.ts';
import { tablesProxy } from '../journeys/support/tables-proxy.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { fakeInstances } from './support/fakes.ts';

const clock = { now: Date.now, wait: async () => {} };

test('a line that started before there were tables makes them with a run of the watchdog', async () => {
  const tables = tableClients({ connectionString: tablesConnectionString() });
  await Promise.all(TABLES.map((name) => tables[name].deleteTable()));
  const proxy = await tablesProxy(tablesConnectionString());
  try {
    proxy.cut();
    const env = { TABLES_CONNECTION_STRING: proxy.connectionString };
    const deps = await openDeps({ env, flow: SMALL_LINE, agents: [], clock, log: () => {} });
    proxy.mend();
    expect(await health(deps)).toMatchObject({ status: 503 });
    await watchdog(deps, fakeInstances().instances);
    expect(await health(deps)).toMatchObject({ status: 200 });
  } finally {
    await proxy.stop();
  }
});

import { expect, test } from 'vitest';
import { emptyTables } from '../../adapters/table-clients.ts';
import { watchAgents } from '../../functions/agents-watch.ts';
import { openDeps } from '../../functions/deps.ts';
import { person } from '../adapters/support/agents.ts';
import { SMALL_LINE } from '../calls/support/small-line.ts';
import { tablesProxy } from '../journeys/support/tables-proxy.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { fakeInstances } from './support/fakes.ts';

const agents = [person('anna', 61), person('ben', 62)];
const clock = { now: Date.now, wait: async () => {} };

test('a line has the agents of its file once it has started, and what it may dial', async () => {
  await emptyTables(tablesConnectionString());
  const env = {
    TABLES_CONNECTION_STRING: tablesConnectionString(),
    DIAL_ALLOW: '+1555',
    DIAL_COUNTRY_CODE: '+44',
  };
  const deps = await openDeps({ env, flow: SMALL_LINE, agents, clock, log: () => {} });
  expect(await deps.agents.list()).toMatchObject([{ id: 'anna' }, { id: 'ben' }]);
  expect(deps.dialRules).toEqual({ allow: ['+1555'], countryCode: '+44' });
});

test('a line whose tables are away starts all the same, and the watchdog brings its agents', async () => {
  await emptyTables(tablesConnectionString());
  const proxy = await tablesProxy(tablesConnectionString());
  try {
    proxy.cut();
    const env = { TABLES_CONNECTION_STRING: proxy.connectionString };
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    const deps = await openDeps({ env, flow: SMALL_LINE, agents, clock, log });
    expect(lines.join()).toContain('tables-unreachable');
    await expect(deps.agents.list()).rejects.toThrow();
    proxy.mend();
    await watchAgents(deps, fakeInstances().instances);
    expect(await deps.agents.list()).toMatchObject([{ id: 'anna' }, { id: 'ben' }]);
  } finally {
    await proxy.stop();
  }
});

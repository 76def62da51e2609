import { beforeEach, expect, test } from 'vitest';
import { callHousekeeping } from '../../adapters/call-housekeeping.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import { drain } from '../../functions/drain.ts';
import { callOn, keepCall } from '../adapters/support/call-history.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { fakeDeps } from './support/fakes.ts';

const clients = tableClients({ connectionString: tablesConnectionString() });
const housekeeping = callHousekeeping(clients);
const now = '2026-11-24T00:10:00.000Z';
const talking = { state: 'talking', outcome: undefined, endedAt: undefined } as const;

beforeEach(() => emptyTables(tablesConnectionString()));

test('calls of today and yesterday that have not ended are counted, and nothing of them is told but since when', async () => {
  await keepCall(clients, callOn('20261124', 0, talking));
  await keepCall(clients, callOn('20261123', 1, talking));
  await keepCall(clients, callOn('20261123', 2));
  await keepCall(clients, callOn('20261122', 0, talking));
  expect(await drain(fakeDeps({ now, housekeeping }).deps)).toEqual({
    status: 200,
    jsonBody: { inProgress: 2, oldestStartedAt: '2026-11-23T12:00:01.000Z' },
  });
});

test('a line without calls has none, and no oldest', async () => {
  await keepCall(clients, callOn('20261124', 0));
  const { jsonBody } = await drain(fakeDeps({ now, housekeeping }).deps);
  expect(JSON.stringify(jsonBody)).toBe('{"inProgress":0}');
});

test('tables that cannot say are told as such: nobody takes them for a quiet line', async () => {
  const inProgress = () => Promise.reject(new Error('AccountKey=secret'));
  const { deps, log } = fakeDeps({ now, housekeeping: { inProgress } });
  const answer = await drain(deps);
  expect(answer).toMatchObject({ status: 503, jsonBody: { error: { code: 'Unavailable' } } });
  expect(JSON.stringify([answer, log])).not.toContain('secret');
});

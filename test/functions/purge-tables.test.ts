import { beforeEach, describe, expect, test } from 'vitest';
import { callHousekeeping, type Housekeeping } from '../../adapters/call-housekeeping.ts';
import { callbackTable } from '../../adapters/callback-table.ts';
import { requestTable } from '../../adapters/outbound-requests.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { Instance } from '../../functions/call-instances.ts';
import { purgeTables } from '../../functions/purge-tables.ts';
import { callOn, keepCall, rowCounts, rowsIn } from '../adapters/support/call-history.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { fakeDeps, fakeInstances } from './support/fakes.ts';

const clients = tableClients({ connectionString: tablesConnectionString() });
const housekeeping = callHousekeeping(clients);
const NOW = '2026-11-24T03:00:00.000Z';

beforeEach(() => emptyTables(tablesConnectionString()));

interface Night {
  retentionDays?: number;
  /** Takes the place of parts of the tables. */
  tables?: Partial<Housekeeping>;
  is?: Instance;
  now?: () => number;
}

/** One run over the tables. */
async function night({ retentionDays = 0, tables = {}, is, now }: Night = {}) {
  const { deps, log } = fakeDeps({
    config: { retentionDays },
    housekeeping: { ...housekeeping, ...tables },
    requests: requestTable(clients.OutboundRequests),
    callbackTable: callbackTable(clients.Callbacks),
  });
  const time = now ?? (() => Date.parse(NOW));
  await purgeTables({ ...deps, now: time }, fakeInstances({ is }).instances);
  return log;
}

async function keptDays(): Promise<Record<string, number>> {
  const days: Record<string, number> = {};
  for await (const { rowKey = '', calls } of clients.CallStatistics.listEntities())
    days[rowKey] = Number(calls);
  return days;
}

describe('calls', () => {
  test('stay for ever unless there is a limit', async () => {
    await keepCall(clients, callOn('20200101'));
    const log = await night();
    expect(await rowCounts(clients)).toMatchObject({ Calls: 1, CallTimeline: 3 });
    expect(await keptDays()).toEqual({});
    const fields = {
      of: 'tables',
      requests: 0,
      days: 0,
      calls: 0,
      callbacks: 0,
      rows: 0,
      left: 0,
      isDone: true,
    };
    expect(log).toEqual([{ level: 'info', event: 'purged', fields }]);
  });

  test('of days before the last ones go, and the sums of those days stay', async () => {
    for (const [day, n] of [
      ['20261020', 0],
      ['20261113', 0],
      ['20261113', 1],
      ['20261114', 0],
      ['20261124', 0],
    ] as const)
      await keepCall(clients, callOn(day, n));
    const log = await night({ retentionDays: 10 });
    const both = { Calls: 2, CallsByCaller: 2, CollectedDigits: 2, DtmfTones: 4, CallTimeline: 6 };
    expect(await rowCounts(clients)).toEqual(both);
    expect(await keptDays()).toEqual({ 20261020: 1, 20261113: 2 });
    const fields = { of: 'tables', days: 2, calls: 3, rows: 18, left: 0, isDone: true };
    expect(log).toMatchObject([{ event: 'purged', fields }]);
  });

  test('of a busy day go part by part, each where the one before ended', async () => {
    for (let n = 0; n < 7; n += 1) await keepCall(clients, callOn('20261101', n));
    await keepCall(clients, callOn('20261101', 7, { state: 'talking', outcome: undefined }));
    const parts: number[] = [];
    await night({
      retentionDays: 10,
      is: { is: 'running' },
      tables: {
        async callsOfDay(day, _most, after) {
          const part = await housekeeping.callsOfDay(day, 3, after);
          parts.push(part.length);
          return part;
        },
      },
    });
    expect(parts).toEqual([3, 3, 2, 0]);
    expect(await rowCounts(clients)).toMatchObject({ Calls: 1, CallsByCaller: 1 });
    expect(await keptDays()).toEqual({ 20261101: 8 });
  });

  test('that did not end go when nothing runs any more, and stay as long as something does', async () => {
    const open = { state: 'talking', outcome: undefined } as const;
    await keepCall(clients, callOn('20261101', 0, open));
    await keepCall(clients, callOn('20261101', 1));
    await keepCall(clients, callOn('20261102'));
    const running = await night({ retentionDays: 10, is: { is: 'running' } });
    expect(await rowCounts(clients)).toMatchObject({ Calls: 1, CallsByCaller: 1, CallTimeline: 3 });
    expect(running).toMatchObject([{ fields: { days: 1, calls: 2, left: 1, isDone: true } }]);
    await night({ retentionDays: 10, is: { is: 'over', output: {} } });
    expect(await rowCounts(clients)).toMatchObject({ Calls: 0, CallTimeline: 0 });
    expect(await keptDays()).toEqual({ 20261101: 2, 20261102: 1 });
  });
});

describe('a run that is stopped', () => {
  test('by its time leaves the rest to the next one, which counts no day twice', async () => {
    for (const n of [0, 1, 2]) await keepCall(clients, callOn('20261101', n));
    await keepCall(clients, callOn('20261102'));
    let now = Date.parse(NOW);
    const log = await night({
      retentionDays: 10,
      now: () => now,
      tables: {
        async keepStatistics(day, at) {
          await housekeeping.keepStatistics(day, at);
          if (day === '20261102') now += 5 * 60_000;
        },
      },
    });
    expect(log).toMatchObject([{ event: 'purged', fields: { days: 1, calls: 3, isDone: false } }]);
    expect(await rowCounts(clients)).toMatchObject({ Calls: 1 });
    await night({ retentionDays: 10 });
    expect(await rowCounts(clients)).toMatchObject({ Calls: 0 });
    expect(await keptDays()).toEqual({ 20261101: 3, 20261102: 1 });
  });

  test('by an outage in the middle of a day goes on where it was, and the log says why', async () => {
    for (const n of [0, 1, 2]) await keepCall(clients, callOn('20261101', n));
    let removals = 0;
    const log = await night({
      retentionDays: 10,
      tables: {
        async remove(call, last) {
          removals += 1;
          if (removals === 2) throw new Error('the tables are away');
          return housekeeping.remove(call, last);
        },
      },
    });
    const fields = { of: 'tables', reason: 'the tables are away' };
    expect(log).toMatchObject([{ level: 'error', event: 'not-purged', fields }]);
    await night({ retentionDays: 10 });
    expect(await rowCounts(clients)).toMatchObject({ Calls: 0, CallTimeline: 0 });
    expect(await keptDays()).toEqual({ 20261101: 3 });
  });

  test('before the sums of a day could be kept removes none of its calls', async () => {
    await keepCall(clients, callOn('20261101'));
    const keepStatistics = () => Promise.reject(new Error('the tables are away'));
    await night({ retentionDays: 10, tables: { keepStatistics } });
    expect(await rowCounts(clients)).toMatchObject({ Calls: 1, CallTimeline: 3 });
  });
});

test('requests to place a call go after 24 hours, whatever is kept of calls', async () => {
  const requests = requestTable(clients.OutboundRequests);
  for (const [n, at] of [
    [1, '2026-11-23T02:59:59.999Z'],
    [2, '2026-11-23T03:00:00.001Z'],
  ] as const) {
    const keyHash = String(n).repeat(64);
    await requests.claim({ keyHash, callId: 'a-call', bodyHash: 'ab'.repeat(32), at });
  }
  const log = await night();
  expect(log).toMatchObject([{ event: 'purged', fields: { requests: 1 } }]);
  const left: string[] = [];
  for await (const { rowKey = '' } of clients.OutboundRequests.listEntities()) left.push(rowKey);
  expect(left).toEqual(['2'.repeat(64)]);
});

describe('callbacks', () => {
  const past = (day: string, number: string) => ({
    partitionKey: number,
    rowKey: day,
    endedAt: day,
  });

  test('that are over go with the calls of their days, those that wait do not', async () => {
    await clients.Callbacks.createEntity(past('2026-11-13T23:00:00.000Z', '+15550142'));
    await clients.Callbacks.createEntity(past('2026-11-14T12:00:00.000Z', '+15550142'));
    await clients.Callbacks.createEntity({ partitionKey: 'waiting', rowKey: '+15550143' });
    await night();
    expect(await rowsIn(clients.Callbacks)).toBe(3);
    const log = await night({ retentionDays: 10 });
    expect(await rowsIn(clients.Callbacks)).toBe(2);
    expect(log).toMatchObject([{ event: 'purged', fields: { callbacks: 1, isDone: true } }]);
  });
});

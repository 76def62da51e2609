import { beforeEach, describe, expect, test } from 'vitest';
import {
  type OutboundRequest,
  type RequestTable,
  requestTable,
} from '../../adapters/outbound-requests.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import { tablesConnectionString } from '../support/tables.ts';

const connectionString = tablesConnectionString();
let requests: RequestTable;

beforeEach(async () => {
  await emptyTables(connectionString);
  requests = requestTable(tableClients({ connectionString }).OutboundRequests);
});

const first: OutboundRequest = {
  keyHash: 'ab'.repeat(32),
  callId: '20261120T101502-000000000001',
  bodyHash: '01'.repeat(32),
  at: '2026-11-20T10:15:02.000Z',
};
const later = (at: string): OutboundRequest => ({
  ...first,
  callId: '20261121T101502-000000000002',
  bodyHash: '02'.repeat(32),
  at,
});

describe('a key', () => {
  test('stands for the first call that came with it, for 24 hours', async () => {
    expect(await requests.claim(first)).toEqual({ ...first, isNew: true });
    for (const at of [first.at, '2026-11-20T10:15:03.000Z', '2026-11-21T10:15:01.999Z'])
      expect(await requests.claim(later(at))).toEqual({ ...first, isNew: false });
  });

  test('may stand for another call after that, and then for that one', async () => {
    await requests.claim(first);
    const next = later('2026-11-21T10:15:02.000Z');
    expect(await requests.claim(next)).toEqual({ ...next, isNew: true });
    expect(await requests.claim(later('2026-11-21T10:16:00.000Z'))).toEqual({
      ...next,
      isNew: false,
    });
  });

  test('is of one sender only, though several come at once', async () => {
    const calls = Array.from({ length: 6 }, (_, index) => ({ ...first, callId: `call-${index}` }));
    const claimed = await Promise.all(calls.map((call) => requests.claim(call)));
    expect(claimed.filter((one) => one.isNew)).toHaveLength(1);
    expect(new Set(claimed.map((one) => one.callId)).size).toBe(1);
  });

  test('that is too old is taken over once, though several come at once', async () => {
    await requests.claim(first);
    const calls = Array.from({ length: 6 }, (_, index) => ({
      ...later('2026-11-22T10:00:00.000Z'),
      callId: `call-${index}`,
    }));
    const claimed = await Promise.all(calls.map((call) => requests.claim(call)));
    expect(claimed.filter((one) => one.isNew)).toHaveLength(1);
    expect(new Set(claimed.map((one) => one.callId)).size).toBe(1);
  });

  test('is kept under its hash alone', async () => {
    const table = tableClients({ connectionString }).OutboundRequests;
    await requests.claim(first);
    const row = await table.getEntity('ab', first.keyHash);
    expect(row).toMatchObject({ callId: first.callId, bodyHash: first.bodyHash, at: first.at });
  });

  test('makes its table if it is missing', async () => {
    await tableClients({ connectionString }).OutboundRequests.deleteTable();
    expect(await requests.claim(first)).toEqual({ ...first, isNew: true });
  });
});

describe('old requests', () => {
  const at = '2026-11-21T10:15:02.000Z';

  test('are removed as soon as their key may stand for another call', async () => {
    await requests.claim(first);
    await requests.claim({ ...first, keyHash: 'cd'.repeat(32), at: '2026-11-20T10:15:02.001Z' });
    expect(await requests.removeOld(Date.parse(at) - 1)).toEqual({ removed: 0, more: false });
    expect(await requests.removeOld(Date.parse(at))).toEqual({ removed: 1, more: false });
    expect(await requests.claim({ ...first, at })).toMatchObject({ isNew: true });
    const other = await requests.claim({ ...first, keyHash: 'cd'.repeat(32), at });
    expect(other).toMatchObject({ isNew: false });
  });

  test('are removed however many there are, once', async () => {
    const hash = (n: number) => String(n).padStart(64, '0');
    const many = Array.from({ length: 30 }, (_, n) => ({ ...first, keyHash: hash(n) }));
    await Promise.all(many.map((one) => requests.claim(one)));
    expect(await requests.removeOld(Date.parse(at))).toEqual({ removed: 30, more: false });
    expect(await requests.removeOld(Date.parse(at))).toEqual({ removed: 0, more: false });
  });

  test('stay when their key comes again meanwhile, as it stands for a new call then', async () => {
    const table = tableClients({ connectionString }).OutboundRequests;
    await requests.claim(first);
    const remove = table.deleteEntity.bind(table);
    table.deleteEntity = async (...asked) => {
      await requests.claim(later(at));
      return remove(...asked);
    };
    expect(await requestTable(table).removeOld(Date.parse(at))).toMatchObject({ removed: 0 });
    expect(await requests.claim(later(at))).toEqual({ ...later(at), isNew: false });
  });
});

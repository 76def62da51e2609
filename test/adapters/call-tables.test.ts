import { TableClient } from '@azure/data-tables';
import { beforeEach, describe, expect, test } from 'vitest';
import { callStore } from '../../adapters/call-tables.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { CallStore } from '../../calls/ports.ts';
import type { DigitsRow } from '../../calls/rows.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { callRow, rowsOf, timelineRow } from './support/rows.ts';

const connectionString = tablesConnectionString();
const DAY = '2026-11-20';
let store: CallStore;

beforeEach(async () => {
  await emptyTables(connectionString);
  store = callStore(tableClients({ connectionString }));
});

async function keep(...calls: ReturnType<typeof callRow>[]): Promise<void> {
  for (const call of calls) expect(await store.write(call.callId, rowsOf(call))).toBeUndefined();
}

const digitsRow: DigitsRow = {
  turn: 5,
  step: 'account',
  question: 'entry',
  digits: '12345678',
  length: 8,
  result: 'terminated',
  code: 200,
  subCode: 8514,
  attempt: 1,
  at: '2026-11-20T10:15:10.000Z',
};

describe('one call', () => {
  test('comes back as it was written, with its timeline in order and its digits', async () => {
    const call = callRow(2, { outcome: 'completed', state: 'ended', code: 200, subCode: 0 });
    const timeline = [timelineRow(10, 0), timelineRow(2, 1), timelineRow(2, 0)];
    timeline[0] = { ...timelineRow(10, 0), data: { chars: 27, bargeIn: true, voice: 'a' } };
    await store.write(call.callId, rowsOf(call, { timeline, digits: [digitsRow] }));
    expect(await store.find(call.callId)).toEqual({
      call,
      timeline: [timeline[2], timeline[1], timeline[0]],
      digits: [digitsRow],
      tones: [],
    });
  });

  test('is known by its id only once it is written', async () => {
    const call = callRow(2);
    expect(await store.has(call.callId)).toBe(false);
    expect(await store.find(call.callId)).toBeUndefined();
    await keep(call);
    expect(await store.has(call.callId)).toBe(true);
  });

  test('loses the columns that its new version does not have', async () => {
    await keep(callRow(2, { step: 'main', code: 400 }), callRow(2, { step: 'account' }));
    expect((await store.find(callRow(2).callId))?.call).toEqual(callRow(2, { step: 'account' }));
  });

  test('keeps every row of a turn with more of them than one request takes', async () => {
    const timeline = Array.from({ length: 130 }, (_, index) => timelineRow(3, index));
    const call = callRow(2);
    expect(await store.write(call.callId, rowsOf(call, { timeline }))).toBeUndefined();
    expect((await store.find(call.callId))?.timeline).toEqual(timeline);
  });

  test('may be written twice without a trace', async () => {
    const rows = rowsOf(callRow(2), { digits: [digitsRow], timeline: [timelineRow(1, 0)] });
    const { callId } = callRow(2);
    await store.write(callId, rows);
    await store.write(callId, rows);
    expect(await store.find(callId)).toMatchObject({ digits: [{}], timeline: [{}] });
    expect((await store.list({ day: DAY, limit: 10 })).calls).toHaveLength(1);
  });

  test('has its keys as they are documented', async () => {
    await store.write(
      callRow(2).callId,
      rowsOf(callRow(2), { digits: [digitsRow], timeline: [timelineRow(5, 2)] }),
    );
    const { callId } = callRow(2);
    const rowKey = `8204830297-${callId}`;
    expect(await keysOf('Calls')).toEqual([['20261120', rowKey]]);
    expect(await keysOf('CallsByCaller')).toEqual([['+15550100', rowKey]]);
    expect(await keysOf('CollectedDigits')).toEqual([[callId, '0005']]);
    expect(await keysOf('CallTimeline')).toEqual([[callId, '0005.002']]);
  });

  test('is not listed under its caller until that is asked for', async () => {
    const call = callRow(2);
    await store.write(call.callId, { ...rowsOf(call), byCaller: false });
    expect(await keysOf('CallsByCaller')).toEqual([]);
  });
});

describe('a list', () => {
  test('has the newest call first, and only those of the day', async () => {
    await keep(callRow(1), callRow(3), callRow(2));
    const { calls, next } = await store.list({ day: DAY, limit: 10 });
    expect(calls).toEqual([callRow(3), callRow(2), callRow(1)]);
    expect(next).toBeUndefined();
    expect((await store.list({ day: '2026-11-21', limit: 10 })).calls).toEqual([]);
  });

  test('goes on where the page before ended, until there is no more', async () => {
    await keep(...[1, 2, 3, 4].map((second) => callRow(second)));
    const first = await store.list({ day: DAY, limit: 2 });
    expect(first.calls).toEqual([callRow(4), callRow(3)]);
    const second = await store.list({ day: DAY, limit: 2, next: first.next });
    expect(second).toEqual({ calls: [callRow(2), callRow(1)] });
  });

  test('can be of one outcome', async () => {
    const failed = callRow(2, { outcome: 'failed' });
    await keep(callRow(1, { outcome: 'completed' }), failed, callRow(3));
    expect(await store.list({ day: DAY, outcome: 'failed', limit: 1 })).toEqual({
      calls: [failed],
    });
  });

  test('can be of one caller, and of one of their days', async () => {
    const earlier = callRow(1, { callId: '20261119T235959-3f9a0c1be27d' });
    await keep(callRow(2), callRow(3, { from: 'anonymous' }), earlier);
    const from = '+15550100';
    expect((await store.list({ from, limit: 10 })).calls).toEqual([callRow(2), earlier]);
    expect((await store.list({ from, day: DAY, limit: 10 })).calls).toEqual([callRow(2)]);
    const withheld = await store.list({ from: 'anonymous', limit: 10 });
    expect(withheld.calls.map((call) => call.from)).toEqual(['anonymous']);
  });
});

test('silent calls are those that have not ended and are quiet for longer than is normal', async () => {
  const silent = callRow(1);
  await keep(silent, callRow(2, { state: 'ended' }), callRow(3, { quietSeconds: 3_600 }));
  expect(await store.silent(DAY, '2026-11-20T10:25:01.000Z')).toEqual([]);
  expect(await store.silent(DAY, '2026-11-20T10:25:01.001Z')).toEqual([silent]);
});

test('a row that is not ours is named', async () => {
  await keep(callRow(2));
  const table = client('Calls');
  const [keys] = await keysOf('Calls');
  const [partitionKey = '', rowKey = ''] = keys ?? [];
  await table.upsertEntity({ partitionKey, rowKey, state: 'dancing' }, 'Merge');
  await expect(store.list({ day: DAY, limit: 10 })).rejects.toThrow(
    `The row ${rowKey} of a call cannot be read: columns state.`,
  );
});

test('a table that is missing is there from the second turn on', async () => {
  await client('CallTimeline').deleteTable();
  const call = callRow(2);
  const rows = rowsOf(call, { timeline: [timelineRow(1, 0)] });
  const left = await store.write(call.callId, rows);
  expect(left).toEqual({ ...rows, call: undefined, byCaller: false });
  expect(await store.write(call.callId, left ?? rows)).toBeUndefined();
  expect((await store.find(call.callId))?.timeline).toEqual(rows.timeline);
});

test('tables that answer can be pinged', async () => {
  await expect(store.ping()).resolves.toBeUndefined();
});

function client(table: string): TableClient {
  const options = { allowInsecureConnection: true };
  return TableClient.fromConnectionString(connectionString, table, options);
}

async function keysOf(table: string): Promise<[string, string][]> {
  const keys: [string, string][] = [];
  for await (const { partitionKey, rowKey } of client(table).listEntities())
    keys.push([partitionKey ?? '', rowKey ?? '']);
  return keys;
}

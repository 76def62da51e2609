import type { TableClient } from '@azure/data-tables';
import { beforeEach, describe, expect, test } from 'vitest';
import { type QueueTable, queueTable } from '../../adapters/queue-table.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { QueueSpot } from '../../calls/queue/spot.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { at, callId } from './support/agents.ts';

let table: TableClient;
let queue: QueueTable;
let ms: number;
const now = () => ms;

beforeEach(async () => {
  const connectionString = tablesConnectionString();
  await emptyTables(connectionString);
  table = tableClients({ connectionString }).Queue;
  ms = 0;
  queue = queueTable(table, now);
});

const spot = (second: number, more: Partial<QueueSpot> = {}): QueueSpot => {
  return { queue: 'support', priority: 500, arrival: at(second), ...more };
};

const joins = (number: number, where: QueueSpot, most = 10) =>
  queue.join(callId(number), { spot: where, caller: `+1444${number}`, most });

describe('a line', () => {
  test('has callers by priority, then by arrival', async () => {
    expect(await joins(1, spot(1))).toBe(0);
    expect(await joins(2, spot(2))).toBe(1);
    expect(await joins(3, spot(3, { priority: 99 }))).toBe(0);
    expect(await queue.before(callId(2), spot(2))).toBe(2);
    expect((await queue.waiting()).map((row) => row.callId)).toEqual([3, 1, 2].map(callId));
  });

  test('is read by its keys alone where a place is looked for: it may be long, and many look', async () => {
    const columns: (string | null)[] = [];
    table.pipeline.addPolicy({
      name: 'columns',
      sendRequest(request, next) {
        if (request.method === 'GET')
          columns.push(new URL(request.url).searchParams.get('$select'));
        return next(request);
      },
    });
    await joins(1, spot(1));
    await queue.before(callId(1), spot(1));
    expect(columns).toEqual(['RowKey', 'RowKey']);
  });

  test('is read once for all who ask for their places in a moment', async () => {
    let reads = 0;
    table.pipeline.addPolicy({
      name: 'reads',
      sendRequest(request, next) {
        if (request.method === 'GET') reads += 1;
        return next(request);
      },
    });
    const seconds = [1, 2, 3, 4];
    for (const second of seconds) await joins(second, spot(second));
    reads = 0;
    const places = () =>
      Promise.all(seconds.map((second) => queue.before(callId(second), spot(second))));
    expect(await places()).toEqual([0, 1, 2, 3]);
    ms = 249;
    expect(await places()).toEqual([0, 1, 2, 3]);
    expect(reads).toBe(1);
    ms = 250;
    await places();
    expect(reads).toBe(2);
  });

  test('is as it is when somebody joined or left it here, and for a moment not when they did elsewhere', async () => {
    const elsewhere = queueTable(table, now);
    await joins(1, spot(1));
    await joins(2, spot(2));
    expect(await queue.before(callId(2), spot(2))).toBe(1);
    await elsewhere.leave(callId(1), spot(1));
    expect(await queue.before(callId(2), spot(2))).toBe(1);
    ms += 250;
    expect(await queue.before(callId(2), spot(2))).toBe(0);
    await joins(3, spot(3, { priority: 1 }));
    expect(await queue.before(callId(2), spot(2))).toBe(1);
    await queue.leave(callId(3), spot(3, { priority: 1 }));
    expect(await queue.before(callId(2), spot(2))).toBe(0);
    await queue.enter(callId(4), { spot: spot(0), caller: '+14444' });
    expect(await queue.before(callId(2), spot(2))).toBe(1);
  });

  test('is one for each queue and skill', async () => {
    await joins(1, spot(1));
    expect(await joins(2, spot(2, { skill: 'bills' }))).toBe(0);
    expect(await joins(3, spot(3, { queue: 'sales' }))).toBe(0);
    expect(await queue.before(callId(1), spot(1, { queue: 'sales' }))).toBeUndefined();
    expect(await queue.waiting()).toHaveLength(3);
  });

  test('takes the same caller once, though it is full', async () => {
    expect(await joins(1, spot(1), 1)).toBe(0);
    expect(await joins(1, spot(1), 1)).toBe(0);
    expect(await joins(2, spot(2), 1)).toBe('full');
    expect(await queue.waiting()).toHaveLength(1);
  });

  test('is left once', async () => {
    await joins(1, spot(1));
    await joins(2, spot(2));
    expect(await queue.leave(callId(1), spot(1))).toBe(true);
    expect(await queue.leave(callId(1), spot(1))).toBe(false);
    expect(await queue.before(callId(1), spot(1))).toBeUndefined();
    expect(await queue.before(callId(2), spot(2))).toBe(0);
  });

  test('keeps who did not take a caller, for that caller', async () => {
    await joins(1, spot(1));
    await queue.passOn(callId(1), spot(1), 'anna', at(5));
    await queue.passOn(callId(1), spot(1), 'ben', at(6));
    expect(await queue.waiting()).toMatchObject([{ passed: { anna: at(5), ben: at(6) } }]);
    await queue.passOn(callId(2), spot(2), 'anna', at(5));
    expect(await queue.waiting()).toHaveLength(1);
  });

  test('has a callback in the place of the caller, whether they have left it or not', async () => {
    const enters = (number: number, where: QueueSpot) =>
      queue.enter(callId(number), { spot: where, caller: `+1444${number}9` });
    await joins(1, spot(1));
    await queue.passOn(callId(1), spot(1), 'anna', at(5));
    await enters(1, spot(1));
    await enters(2, spot(2));
    await enters(2, spot(2));
    expect(await queue.waiting()).toMatchObject([
      { callId: callId(1), caller: '+144419', isCallback: true, passed: { anna: at(5) } },
      { callId: callId(2), caller: '+144429', isCallback: true },
    ]);
    await joins(3, spot(3));
    expect(await queue.before(callId(3), spot(3))).toBe(2);
    expect((await queue.waiting()).map((row) => row.isCallback)).toEqual([true, true, false]);
  });

  test('of a table that is not there is empty, and is made by the first who joins', async () => {
    await table.deleteTable();
    expect(await queue.waiting()).toEqual([]);
    expect(await queue.before(callId(1), spot(1))).toBeUndefined();
    expect(await queue.meanTalkSeconds(spot(1))).toBe(180);
    expect(await joins(1, spot(1))).toBe(0);
    expect(await queue.waiting()).toHaveLength(1);
  });
});

describe('how long talks of a line take', () => {
  test('is three minutes until one is over, then their mean, and nobody in line', async () => {
    expect(await queue.meanTalkSeconds(spot(1))).toBe(180);
    await queue.talked(spot(1), 60);
    await queue.talked(spot(2), 120);
    expect(await queue.meanTalkSeconds(spot(3))).toBe(90);
    expect(await queue.meanTalkSeconds(spot(3, { skill: 'bills' }))).toBe(180);
    expect(await queue.waiting()).toEqual([]);
  });
});

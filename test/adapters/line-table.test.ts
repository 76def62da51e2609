import { beforeEach, describe, expect, test } from 'vitest';
import { type LineTable, lineTable } from '../../adapters/line-table.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import { tablesProxy } from '../journeys/support/tables-proxy.ts';
import { tablesConnectionString } from '../support/tables.ts';

const OURS = '+15550199';
const START = Date.parse('2026-11-20T10:15:00.000Z');
const connectionString = tablesConnectionString();
const { Line } = tableClients({ connectionString });
const reject = { state: 'reject' } as const;
const off = { state: 'off' } as const;
const closed = { state: 'message', text: 'We are closed.' } as const;

let now: number;
let line: LineTable;

beforeEach(async () => {
  await emptyTables(connectionString);
  now = START;
  line = lineTable(Line, () => now);
});

const by = 'ann';
/** Another process of the same line. */
const another = () => lineTable(Line, () => now);

describe('how a number stands', () => {
  test('is nothing without a row, and without a table', async () => {
    expect(await line.stateOf(OURS)).toBeUndefined();
    await Line.deleteTable();
    expect(await another().stateOf(OURS)).toBeUndefined();
  });

  test('is its own row before that of all, unless it is off', async () => {
    await line.change({ number: '*', to: reject, by });
    expect(await line.stateOf(OURS)).toMatchObject(reject);
    await line.change({ number: OURS, to: closed, by });
    expect(await line.stateOf(OURS)).toMatchObject(closed);
    expect(await line.stateOf('+15550198')).toMatchObject(reject);
    await line.change({ number: OURS, to: off, by });
    expect(await line.stateOf(OURS)).toMatchObject(reject);
    await line.change({ number: '*', to: off, by });
    expect(await line.stateOf(OURS)).toBeUndefined();
  });

  test('is asked for again after 15 seconds, and by nobody before', async () => {
    expect(await line.stateOf(OURS)).toBeUndefined();
    await another().change({ number: '*', to: reject, by });
    now = START + 14_999;
    expect(await line.stateOf(OURS)).toBeUndefined();
    now = START + 15_000;
    expect(await line.stateOf(OURS)).toMatchObject(reject);
  });

  test('is asked for again at once after an outage', async () => {
    const proxy = await tablesProxy(connectionString);
    const cut = lineTable(tableClients(proxy).Line, () => now);
    proxy.cut();
    await expect(cut.stateOf(OURS)).rejects.toThrow();
    proxy.mend();
    await line.change({ number: '*', to: reject, by });
    expect(await cut.stateOf(OURS)).toMatchObject(reject);
    await proxy.stop();
  });

  test.each([
    ['of no state', { state: 'closed' }],
    ['of a message without words', { state: 'message', text: ' ' }],
    ['of a number that is none', { state: 'transfer', to: '0555' }],
    ['that is empty', {}],
  ])('is malformed by a row %s', async (_, columns) => {
    await Line.upsertEntity({ partitionKey: 'line', rowKey: OURS, ...columns }, 'Replace');
    await line.change({ number: '*', to: reject, by });
    expect(await line.stateOf(OURS)).toBe('malformed');
    expect((await line.look(1)).numbers[1]).toEqual({ number: OURS, state: 'malformed' });
  });

  test('may be written by hand', async () => {
    const row = { state: 'message', text: 'Closed.', hangUp: false };
    await Line.upsertEntity({ partitionKey: 'line', rowKey: '*', ...row }, 'Replace');
    expect(await line.stateOf(OURS)).toEqual(row);
  });
});

describe('a change', () => {
  test('says who made it and when, and stays when another follows', async () => {
    await line.change({ number: '*', to: closed, by });
    now = START + 60_000;
    await line.change({ number: '*', to: off, by: 'ben' });
    const last = { changedBy: 'ben', changedAt: '2026-11-20T10:16:00.000Z' };
    const first = { changedBy: 'ann', changedAt: '2026-11-20T10:15:00.000Z' };
    expect(await line.look(20)).toEqual({
      numbers: [{ number: '*', ...off, ...last }],
      changes: [
        { number: '*', ...off, ...last },
        { number: '*', ...closed, ...first },
      ],
    });
    expect((await line.look(1)).changes).toHaveLength(1);
  });

  test('of the same millisecond has a place of its own, behind the one before', async () => {
    const many = [closed, reject, off].map((to) => line.change({ number: '*', to, by }));
    await Promise.all(many);
    expect((await line.look(20)).changes).toHaveLength(3);
  });
});

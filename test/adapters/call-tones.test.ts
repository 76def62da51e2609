import { TableClient } from '@azure/data-tables';
import { beforeEach, expect, test } from 'vitest';
import { callStore } from '../../adapters/call-tables.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { CallStore } from '../../calls/ports.ts';
import type { ToneRow } from '../../calls/rows.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { callRow, rowsOf } from './support/rows.ts';

const connectionString = tablesConnectionString();
const call = callRow(2);
const { callId } = call;
let store: CallStore;

beforeEach(async () => {
  await emptyTables(connectionString);
  store = callStore(tableClients({ connectionString }));
});

function tone(sequenceId: number, row: Partial<ToneRow> = {}): ToneRow {
  return {
    participant: 'caller',
    session: 1,
    sequenceId,
    kind: 'tone',
    key: String(sequenceId % 10),
    at: '2026-11-20T10:15:04.000Z',
    eventId: `event-${sequenceId}`,
    ...row,
  };
}

function gap(sequenceId: number): ToneRow {
  const at = '2026-11-20T10:15:06.000Z';
  return { participant: 'caller', session: 1, sequenceId, kind: 'gap', at };
}

test('the keys of a call come back in the order pressed, whatever arrived when', async () => {
  await store.write(callId, rowsOf(call));
  const sent = [tone(11), tone(2, { session: 2 }), tone(9), tone(10), tone(100)];
  for (const row of sent) expect(await store.insertTone(callId, row)).toBe(true);
  const inOrder = [tone(9), tone(10), tone(11), tone(100), tone(2, { session: 2 })];
  expect((await store.find(callId))?.tones).toEqual(inOrder);
  expect(await store.sequence(callId)).toMatchObject([
    { session: 1, digits: '9010', gaps: [{ from: 12, to: 99 }] },
    { session: 2, digits: '2' },
  ]);
});

test('a key that arrives again stays as it was first received', async () => {
  expect(await store.insertTone(callId, tone(3))).toBe(true);
  const again = tone(3, { key: '9', at: '2026-11-20T10:15:09.000Z' });
  expect(await store.insertTone(callId, again)).toBe(true);
  const rows = rowsOf(call, { tones: [again, gap(2), tone(4)] });
  expect(await store.write(callId, rows)).toBeUndefined();
  expect((await store.find(callId))?.tones).toEqual([gap(2), tone(3), tone(4)]);
});

test('a gap and the key that came too late for it both stay', async () => {
  await store.write(callId, rowsOf(call, { tones: [gap(3)] }));
  await store.insertTone(callId, tone(3));
  expect((await store.find(callId))?.tones).toEqual([tone(3), gap(3)]);
  expect(await store.sequence(callId)).toMatchObject([{ digits: '3', gaps: [] }]);
});

test('a row has its keys and columns as they are documented', async () => {
  await store.insertTone(callId, tone(7));
  await store.write(callId, rowsOf(call, { tones: [gap(8)] }));
  const rows: object[] = [];
  for await (const row of client().listEntities()) rows.push(row);
  expect(rows).toMatchObject([
    {
      partitionKey: callId,
      rowKey: 'caller:0001:0000000007',
      participant: 'caller',
      session: 1,
      sequenceId: 7,
      kind: 'tone',
      tone: '7',
      receivedAt: '2026-11-20T10:15:04.000Z',
      eventId: 'event-7',
    },
    { partitionKey: callId, rowKey: 'caller:0001:0000000008:gap', kind: 'gap' },
  ]);
  expect(rows[1]).not.toHaveProperty('tone');
});

test('a key is not lost when its table is missing: from the second try on there is one', async () => {
  await client().deleteTable();
  expect(await store.insertTone(callId, tone(1))).toBe(false);
  expect(await store.insertTone(callId, tone(1))).toBe(true);
});

test('while the tables are away keys come back to be written later', async () => {
  const away = callStore(
    tableClients({
      connectionString:
        'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;TableEndpoint=http://127.0.0.1:1/a;',
    }),
  );
  expect(await away.insertTone(callId, tone(1))).toBe(false);
  expect(await away.write(callId, rowsOf(call, { tones: [tone(1)] }))).toMatchObject({
    tones: [tone(1)],
  });
});

function client(): TableClient {
  const options = { allowInsecureConnection: true };
  return TableClient.fromConnectionString(connectionString, 'DtmfTones', options);
}

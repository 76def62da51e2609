import { beforeEach, describe, expect, test } from 'vitest';
import { type SlotTable, slotTable } from '../../adapters/outbound-slots.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import { tablesConnectionString } from '../support/tables.ts';

const connectionString = tablesConnectionString();
const OURS = ['+15550199', '+15550198'];
const request = { ourNumbers: OURS, perNumber: 2, at: '2026-11-20T10:15:02.000Z' };
let slots: SlotTable;

beforeEach(async () => {
  await emptyTables(connectionString);
  slots = slotTable(tableClients({ connectionString }).OutboundSlots);
});

const callId = (number: number) => `20261120T101502-${String(number).padStart(12, '0')}`;

async function takenPlaces() {
  return (await slots.taken()).map(({ ourNumber, slot }) => `${ourNumber}/${slot}`).toSorted();
}

describe('slots', () => {
  test('are taken of the first number that has one, until all are taken', async () => {
    const places = [];
    for (let call = 1; call <= 5; call += 1) {
      const taken = await slots.take(callId(call), request);
      places.push(taken && `${taken.ourNumber}/${taken.slot}`);
    }
    expect(places).toEqual(['+15550199/1', '+15550199/2', '+15550198/1', '+15550198/2', undefined]);
  });

  test('are free again once given back, and the first free one is taken', async () => {
    for (const call of [1, 2, 3, 4]) await slots.take(callId(call), request);
    await slots.free(callId(2), '+15550199');
    expect(await slots.take(callId(9), request)).toMatchObject({
      ourNumber: '+15550199',
      slot: 2,
      callId: callId(9),
      takenAt: request.at,
    });
  });

  test('are not given back for another call', async () => {
    await slots.take(callId(1), request);
    await slots.free(callId(2), '+15550199');
    await slots.free(callId(1), '+15550198');
    expect(await takenPlaces()).toEqual(['+15550199/1']);
  });

  test('of one call are never two, however often it asks', async () => {
    await slots.take(callId(1), request);
    const again = await slots.take(callId(1), { ...request, at: '2026-11-20T10:20:00.000Z' });
    expect(again).toMatchObject({ slot: 1, takenAt: request.at });
    expect(await takenPlaces()).toEqual(['+15550199/1']);
  });

  test('stay where they are when a better one has become free', async () => {
    const other = { ...request, ourNumbers: OURS.toReversed(), perNumber: 1 };
    for (const call of [1, 2]) await slots.take(callId(call), other);
    await slots.free(callId(1), '+15550198');
    expect(await slots.take(callId(2), other)).toMatchObject({ ourNumber: '+15550199' });
    expect(await takenPlaces()).toEqual(['+15550199/1']);
  });

  test('are not taken from a call that got one just as it was given back', async () => {
    await slots.take(callId(1), request);
    const table = tableClients({ connectionString }).OutboundSlots;
    const remove = table.deleteEntity.bind(table);
    table.deleteEntity = async (...keys) => {
      await slots.free(callId(1), '+15550199');
      await slots.take(callId(2), request);
      return remove(...keys);
    };
    await slotTable(table).free(callId(1), '+15550199');
    expect(await slots.taken()).toMatchObject([{ callId: callId(2) }]);
  });

  test('of one call are never two, though it asks many times at once', async () => {
    const asked = [1, 1, 2, 1, 1, 2, 1, 2].map((call) => slots.take(callId(call), request));
    const places = (await Promise.all(asked)).map((taken) => taken?.callId);
    expect(places).toEqual([1, 1, 2, 1, 1, 2, 1, 2].map(callId));
    expect((await slots.taken()).map((slot) => slot.callId).toSorted()).toEqual([
      callId(1),
      callId(2),
    ]);
  });

  test('are taken by as many calls as there are, though more ask at once', async () => {
    const asked = Array.from({ length: 9 }, (_, call) => slots.take(callId(call), request));
    const taken = (await Promise.all(asked)).filter((slot) => slot !== undefined);
    expect(taken).toHaveLength(4);
    expect(await takenPlaces()).toEqual([
      '+15550198/1',
      '+15550198/2',
      '+15550199/1',
      '+15550199/2',
    ]);
  });

  test('make their table if it is missing', async () => {
    await tableClients({ connectionString }).OutboundSlots.deleteTable();
    expect(await slots.taken()).toEqual([]);
    expect(await slots.take(callId(1), request)).toMatchObject({ slot: 1 });
  });
});

test('tables that are away are an outage for who takes, and nothing for who gives back', async () => {
  const nowhere =
    'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;';
  const away = slotTable(tableClients({ connectionString: nowhere }).OutboundSlots);
  await expect(away.take(callId(1), request)).rejects.toThrow();
  await expect(away.free(callId(1), '+15550199')).resolves.toBeUndefined();
});

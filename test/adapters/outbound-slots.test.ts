import { beforeEach, describe, expect, test } from 'vitest';
import { type SlotTable, slotTable } from '../../adapters/outbound-slots.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import { tablesConnectionString } from '../support/tables.ts';

const connectionString = tablesConnectionString();
const AT = '2026-11-20T10:15:02.000Z';
const [FIRST, SECOND] = ['+15550199', '+15550198'] as const;
const options = { ourNumbers: [FIRST, SECOND], perNumber: 2, now: () => Date.parse(AT) };
const client = () => tableClients({ connectionString }).OutboundSlots;
let slots: SlotTable;

beforeEach(async () => {
  await emptyTables(connectionString);
  slots = slotTable(client(), options);
});

const callId = (number: number) => `20261120T101502-${String(number).padStart(12, '0')}`;
const takes = (call: number, preferred: string = FIRST) =>
  slots.take(callId(call), 'call', preferred);

async function takenPlaces() {
  return (await slots.taken()).map(({ ourNumber, slot }) => `${ourNumber}/${slot}`).toSorted();
}

describe('slots', () => {
  test('are taken of the first number that has one, until all are taken', async () => {
    const numbers = [];
    for (let call = 1; call <= 5; call += 1) numbers.push(await takes(call));
    expect(numbers).toEqual([FIRST, FIRST, SECOND, SECOND, undefined]);
    expect(await takenPlaces()).toEqual([
      '+15550198/1',
      '+15550198/2',
      '+15550199/1',
      '+15550199/2',
    ]);
  });

  test('are taken of the number that is wanted first, as long as it has one', async () => {
    const numbers = [];
    for (let call = 1; call <= 3; call += 1) numbers.push(await takes(call, SECOND));
    expect(numbers).toEqual([SECOND, SECOND, FIRST]);
  });

  test('are taken of ours only', async () => {
    expect(await takes(1, '+15550100')).toBe(FIRST);
  });

  test('are free again once given back, and the first free one is taken', async () => {
    for (const call of [1, 2, 3, 4]) await takes(call);
    await slots.free(callId(2));
    expect(await takes(9)).toBe(FIRST);
    expect(await slots.taken()).toContainEqual(
      expect.objectContaining({
        ourNumber: FIRST,
        slot: 2,
        callId: callId(9),
        leg: 'call',
        takenAt: AT,
      }),
    );
  });

  test('are not given back for another call', async () => {
    await takes(1);
    await slots.free(callId(2));
    expect(await takenPlaces()).toEqual(['+15550199/1']);
  });

  test('of one leg are never two, however often it asks', async () => {
    await takes(1);
    expect(await takes(1, SECOND)).toBe(FIRST);
    expect(await takenPlaces()).toEqual(['+15550199/1']);
  });

  test('stay where they are when a better one has become free', async () => {
    const one = slotTable(client(), { ...options, perNumber: 1 });
    for (const call of [1, 2]) await one.take(callId(call), 'call', SECOND);
    await slots.free(callId(1));
    expect(await one.take(callId(2), 'call', SECOND)).toBe(FIRST);
    expect(await takenPlaces()).toEqual(['+15550199/1']);
  });

  test('are not taken from a call that got one just as it was given back', async () => {
    await takes(1);
    const table = client();
    const remove = table.deleteEntity.bind(table);
    table.deleteEntity = async (...keys) => {
      await slots.free(callId(1));
      await takes(2);
      return remove(...keys);
    };
    await slotTable(table, options).free(callId(1));
    expect(await slots.taken()).toMatchObject([{ callId: callId(2) }]);
  });

  test('of one leg are never two, though it asks many times at once', async () => {
    const calls = [1, 1, 2, 1, 1, 2, 1, 2];
    // so many that one leg cannot take all of them for a moment
    const ourNumbers = [FIRST, SECOND, '+15550197', '+15550196'];
    const many = slotTable(client(), { ...options, ourNumbers });
    const numbers = await Promise.all(calls.map((call) => many.take(callId(call), 'call', FIRST)));
    // while a leg asks it may hold two for a moment, which leads another one to the next number
    for (const leg of [1, 2])
      expect(new Set(numbers.filter((_, n) => calls[n] === leg)).size).toBe(1);
    expect((await slots.taken()).map((slot) => slot.callId).toSorted()).toEqual([
      callId(1),
      callId(2),
    ]);
  });

  test('of one leg that took two at once: the one that was written first stays', async () => {
    for (const call of [7, 8]) await takes(call, SECOND);
    const table = client();
    const insert = table.createEntity.bind(table);
    let isFirst = true;
    table.createEntity = async (...row) => {
      // the other request of this leg finds a better slot taken, takes one, and then that one is given back
      if (isFirst) {
        isFirst = false;
        expect(await takes(1, SECOND)).toBe(FIRST);
        await slots.free(callId(7));
      }
      return insert(...row);
    };
    expect(await slotTable(table, options).take(callId(1), 'call', SECOND)).toBe(FIRST);
    expect(await takenPlaces()).toEqual(['+15550198/2', '+15550199/1']);
  });

  test('are taken by as many calls as there are, though more ask at once', async () => {
    const asked = Array.from({ length: 9 }, (_, call) => takes(call));
    const taken = (await Promise.all(asked)).filter((number) => number !== undefined);
    expect(taken).toHaveLength(4);
    expect(await takenPlaces()).toHaveLength(4);
  });

  test('make their table if it is missing', async () => {
    await client().deleteTable();
    expect(await slots.taken()).toEqual([]);
    expect(await takes(1)).toBe(FIRST);
  });
});

describe('the legs of a call', () => {
  test('hold a slot each, and give it back alone', async () => {
    for (const leg of ['call', 'agent', 'transfer'] as const)
      await slots.take(callId(1), leg, FIRST);
    expect((await slots.taken()).map(({ leg, ourNumber }) => `${leg} ${ourNumber}`)).toEqual([
      `transfer ${SECOND}`,
      `call ${FIRST}`,
      `agent ${FIRST}`,
    ]);
    await slots.free(callId(1), 'agent');
    expect((await slots.taken()).map(({ leg }) => leg)).toEqual(['transfer', 'call']);
    expect(await slots.take(callId(1), 'transfer', FIRST)).toBe(SECOND);
  });

  test('give all slots back with the call', async () => {
    for (const leg of ['call', 'agent'] as const) await slots.take(callId(1), leg, FIRST);
    await takes(2);
    await slots.free(callId(1));
    expect(await slots.taken()).toMatchObject([{ callId: callId(2) }]);
  });

  test('are the call itself in a row that names none, as rows of before did', async () => {
    const row = { partitionKey: FIRST, rowKey: '1', callId: callId(1), takenAt: AT };
    await client().createEntity(row);
    expect(await slots.taken()).toMatchObject([{ callId: callId(1), leg: 'call' }]);
    expect(await takes(1, SECOND)).toBe(FIRST);
    expect(await slots.take(callId(1), 'agent', SECOND)).toBe(SECOND);
    await slots.free(callId(1), 'call');
    expect(await slots.taken()).toMatchObject([{ leg: 'agent' }]);
  });
});

test('tables that are away are an outage for who takes, and nothing for who gives back', async () => {
  const nowhere =
    'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;';
  const table = tableClients({ connectionString: nowhere }).OutboundSlots;
  const away = slotTable(table, options);
  await expect(away.take(callId(1), 'call', FIRST)).rejects.toThrow();
  await expect(away.free(callId(1))).resolves.toBeUndefined();
});

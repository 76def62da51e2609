import type { TableClient } from '@azure/data-tables';
import { beforeEach, describe, expect, test } from 'vitest';
import { type CallbackTable, callbackTable } from '../../adapters/callback-table.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { CallbackRequest } from '../../calls/callback/request.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { at, callId } from './support/agents.ts';

let table: TableClient;
let callbacks: CallbackTable;

beforeEach(async () => {
  const connectionString = tablesConnectionString();
  await emptyTables(connectionString);
  table = tableClients({ connectionString }).Callbacks;
  callbacks = callbackTable(table);
});

const NUMBER = '+442071838750';

const asked = (to = NUMBER, more: Partial<CallbackRequest> = {}): CallbackRequest => {
  const spot = { queue: 'support', priority: 500, arrival: at(1) };
  return { to, spot, step: 'person', values: { account: '1234' }, ...more };
};

describe('a callback', () => {
  test('waits as it was asked for', async () => {
    const request = asked(NUMBER, {
      spot: { queue: 'support', skill: 'bills', priority: 9, arrival: at(1) },
    });
    const added = await callbacks.add(callId(1), request);
    expect(added).toMatchObject({
      number: NUMBER,
      callId: callId(1),
      request,
      tries: 0,
      state: 'in-line',
    });
    expect(await callbacks.find(NUMBER)).toEqual(added);
    expect(await callbacks.waiting()).toEqual([added]);
  });

  test('is one for each number: the first stands, for whoever asks', async () => {
    const first = await callbacks.add(callId(1), asked());
    const again = asked(NUMBER, { step: 'other', values: {} });
    expect(await callbacks.add(callId(1), again)).toEqual(first);
    expect(await callbacks.add(callId(2), again)).toEqual(first);
    await callbacks.add(callId(2), asked('+442071838751'));
    expect(await callbacks.waiting()).toHaveLength(2);
  });

  test('that two ask for at the same time is one', async () => {
    const calls = [1, 2, 3, 4].map((call) => callbacks.add(callId(call), asked()));
    const owners = new Set((await Promise.all(calls)).map((one) => one.callId));
    expect(owners.size).toBe(1);
    expect(await callbacks.waiting()).toHaveLength(1);
  });

  test('is changed by one of two who read it', async () => {
    const read = await callbacks.add(callId(1), asked());
    const to = { state: 'dialling', tries: 1, by: callId(9) } as const;
    expect(await callbacks.change(read, to)).toBe(true);
    expect(await callbacks.change(read, { state: 'later' })).toBe(false);
    expect(await callbacks.remove(read)).toBe(false);
    const changed = await callbacks.find(NUMBER);
    expect(changed).toMatchObject({ ...to, request: asked() });
    if (!changed) throw new Error('it is gone');
    expect(await callbacks.remove(changed)).toBe(true);
    expect(await callbacks.change(changed, to)).toBe(false);
    expect(await callbacks.find(NUMBER)).toBeUndefined();
  });

  test('that is over waits no longer, and is kept under its number', async () => {
    const read = await callbacks.add(callId(1), asked());
    await callbacks.finish({ ...read, tries: 2, by: callId(9) }, 'reached', at(60));
    expect(await callbacks.waiting()).toEqual([]);
    const rows: unknown[] = [];
    for await (const row of table.listEntities()) rows.push(row);
    expect(rows).toMatchObject([
      {
        partitionKey: NUMBER,
        callId: callId(1),
        queue: 'support',
        arrival: at(1),
        endedAt: at(60),
        tries: 2,
        outcome: 'reached',
        by: callId(9),
      },
    ]);
    // another may be asked for
    expect(await callbacks.add(callId(2), asked())).toMatchObject({ callId: callId(2) });
  });

  test('is in no table that is not there, and the first one makes it', async () => {
    await table.deleteTable();
    expect(await callbacks.find(NUMBER)).toBeUndefined();
    expect(await callbacks.waiting()).toEqual([]);
    expect(await callbacks.add(callId(1), asked())).toMatchObject({ number: NUMBER });
  });
});

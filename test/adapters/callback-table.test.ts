import type { TableClient } from '@azure/data-tables';
import { beforeEach, describe, expect, test } from 'vitest';
import { callRowKey } from '../../adapters/call-keys.ts';
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

const request = (number = 42, skill?: string): CallbackRequest => ({
  to: `+155501${number}`,
  spot: { queue: 'support', ...(skill ? { skill } : {}), priority: 500, arrival: at(1) },
  step: 'person',
  values: { account: '12345678' },
});

describe('a callback that waits', () => {
  test('is the one to its number, as it was asked for', async () => {
    const added = await callbacks.add(callId(1), request(42, 'bills'));
    expect(added).toMatchObject({
      callId: callId(1),
      number: '+15550142',
      request: request(42, 'bills'),
      tries: 0,
      state: 'in-line',
    });
    expect(await callbacks.add(callId(1), request())).toEqual(added);
    expect(await callbacks.add(callId(2), request())).toEqual(added);
    expect(await callbacks.add(callId(2), request(43))).toMatchObject({ callId: callId(2) });
    expect(await callbacks.waiting()).toHaveLength(2);
  });

  test('is changed by one of two who read it', async () => {
    const added = await callbacks.add(callId(1), request());
    const by = (name: string) => ({ state: 'dialling', by: name, tries: 1 }) as const;
    const changed = await Promise.all(['one', 'other'].map((n) => callbacks.change(added, by(n))));
    expect(changed.toSorted()).toEqual([false, true]);
    expect(await callbacks.find('+15550142')).toMatchObject({ state: 'dialling', tries: 1 });
  });

  test('has no time for the next try any more when it is in line again', async () => {
    const added = await callbacks.add(callId(1), request());
    await callbacks.change(added, { state: 'later', nextAt: at(600) });
    const later = await callbacks.find('+15550142');
    if (later) await callbacks.change(later, { state: 'in-line', nextAt: undefined });
    expect(await callbacks.find('+15550142')).not.toHaveProperty('nextAt', at(600));
  });

  test('is removed only as it was read', async () => {
    const added = await callbacks.add(callId(1), request());
    await callbacks.change(added, { tries: 1 });
    expect(await callbacks.remove(added)).toBe(false);
    const [now] = await callbacks.waiting();
    expect(now && (await callbacks.remove(now))).toBe(true);
    expect(await callbacks.find('+15550142')).toBeUndefined();
  });

  test('that is over leaves how it came out, and room for another', async () => {
    const added = await callbacks.add(callId(1), request());
    await callbacks.finish(added, 'reached', at(90));
    await callbacks.finish(added, 'reached', at(90));
    expect(await callbacks.waiting()).toEqual([]);
    const past = await table.getEntity('+15550142', callRowKey(callId(1)));
    expect(past).toMatchObject({ outcome: 'reached', tries: 0, endedAt: at(90), queue: 'support' });
    expect(await callbacks.add(callId(2), request())).toMatchObject({ callId: callId(2) });
    await callbacks.finish(added, 'reached', at(90)); // late, and for another
    expect(await callbacks.waiting()).toHaveLength(1);
  });

  test('of a table that is not there is none, and makes it', async () => {
    await table.deleteTable();
    expect(await callbacks.waiting()).toEqual([]);
    expect(await callbacks.find('+15550142')).toBeUndefined();
    expect(await callbacks.add(callId(1), request())).toMatchObject({ callId: callId(1) });
  });
});

describe('callbacks that are over', () => {
  test('go with their number, but for the one that waits', async () => {
    for (const n of [1, 2])
      await callbacks.finish(await callbacks.add(callId(n), request()), 'reached', at(n));
    await callbacks.finish(await callbacks.add(callId(3), request(43)), 'failed', at(3));
    await callbacks.add(callId(4), request());
    expect(await callbacks.forget('+15550142')).toBe(2);
    expect(await callbacks.waiting()).toHaveLength(1);
    expect(await callbacks.removeOld(at(99))).toEqual({ removed: 1, more: false });
  });

  test('go when they are old enough', async () => {
    for (const n of [1, 2, 3])
      await callbacks.finish(await callbacks.add(callId(n), request()), 'reached', at(n));
    await callbacks.add(callId(4), request());
    expect(await callbacks.removeOld(at(3))).toEqual({ removed: 2, more: false });
    expect(await callbacks.removeOld(at(3))).toEqual({ removed: 0, more: false });
    expect(await callbacks.forget('+15550142')).toBe(1);
    expect(await callbacks.waiting()).toHaveLength(1);
  });
});

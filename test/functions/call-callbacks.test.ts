import { beforeEach, describe, expect, test } from 'vitest';
import { callbackTable } from '../../adapters/callback-table.ts';
import { queueTable } from '../../adapters/queue-table.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { CallbackRequest } from '../../calls/callback/request.ts';
import { callCallbacks } from '../../functions/call-callbacks.ts';
import { at, callId } from '../adapters/support/agents.ts';
import { tablesConnectionString } from '../support/tables.ts';

const NUMBER = '+442071838750';

const request = (second = 1, to = NUMBER): CallbackRequest => {
  const spot = { queue: 'support', priority: 500, arrival: at(second) };
  return { to, spot, step: 'person', values: {} };
};

beforeEach(() => emptyTables(tablesConnectionString()));

function opened() {
  const { Callbacks, Queue } = tableClients({ connectionString: tablesConnectionString() });
  const [table, queue] = [callbackTable(Callbacks), queueTable(Queue)];
  let matched = 0;
  const log: string[] = [];
  const callbacks = callCallbacks(
    { callbackTable: table, queue, log: (_level, event) => void log.push(event) },
    {
      match: async () => {
        matched += 1;
      },
    },
  );
  const inLine = async () =>
    (await queue.waiting()).map(({ caller, spot }) => [caller, spot.arrival]);
  return { callbacks, table, queue, inLine, log, matched: () => matched };
}

describe('a caller who is to be called back', () => {
  test('is in line by it, and somebody looks who is free for them', async () => {
    const { callbacks, inLine, matched } = opened();
    expect(await callbacks.take(callId(1), request())).toBe('taken');
    expect(await inLine()).toEqual([[NUMBER, at(1)]]);
    expect(matched()).toBe(1);
  });

  test('is in line once, however often that is asked for', async () => {
    const { callbacks, table, inLine } = opened();
    await callbacks.take(callId(1), request());
    expect(await callbacks.take(callId(1), request())).toBe('taken');
    // by the same call from another place, where it waited again
    expect(await callbacks.take(callId(1), request(50))).toBe('taken');
    expect(await callbacks.take(callId(2), request(60))).toBe('waiting');
    expect(await inLine()).toEqual([[NUMBER, at(1)]]);
    expect(await table.waiting()).toHaveLength(1);
  });

  test('and is being dialled is not put in line again', async () => {
    const { callbacks, table, queue, inLine } = opened();
    await callbacks.take(callId(1), request());
    const waits = await table.find(NUMBER);
    if (!waits) throw new Error('nothing waits');
    await table.change(waits, { state: 'dialling' });
    await queue.leave(callId(1), request().spot);
    expect(await callbacks.take(callId(1), request())).toBe('taken');
    expect(await inLine()).toEqual([]);
    await callbacks.withdraw(callId(1), NUMBER);
    expect(await table.find(NUMBER)).toMatchObject({ state: 'dialling' });
  });

  test('who waits themselves after all is not, and nobody else loses theirs', async () => {
    const { callbacks, table, inLine } = opened();
    await callbacks.take(callId(1), request());
    await callbacks.withdraw(callId(2), NUMBER);
    expect(await inLine()).toEqual([[NUMBER, at(1)]]);
    await callbacks.withdraw(callId(1), NUMBER);
    await callbacks.withdraw(callId(1), NUMBER);
    expect(await inLine()).toEqual([]);
    expect(await table.waiting()).toEqual([]);
  });

  test('is told of an outage when they are asked for, and not when they are withdrawn', async () => {
    const away = () => Promise.reject(new Error('away'));
    const { table, queue } = opened();
    const log: string[] = [];
    const callbacks = callCallbacks(
      {
        callbackTable: { ...table, add: away, find: away },
        queue,
        log: (_level, event) => void log.push(event),
      },
      { match: async () => {} },
    );
    await expect(callbacks.take(callId(1), request())).rejects.toThrow('away');
    await callbacks.withdraw(callId(1), NUMBER);
    expect(log).toEqual(['tables-unreachable']);
  });
});

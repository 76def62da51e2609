import { beforeEach, describe, expect, test } from 'vitest';
import { callHousekeeping, type Housekeeping } from '../../adapters/call-housekeeping.ts';
import { callbackTable } from '../../adapters/callback-table.ts';
import { queueTable } from '../../adapters/queue-table.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { CallHistories } from '../../functions/call-histories.ts';
import { forgetCaller } from '../../functions/forget-caller.ts';
import { callOn, keepCall, rowCounts, rowsIn } from '../adapters/support/call-history.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { fakeDeps, request } from './support/fakes.ts';

const clients = tableClients({ connectionString: tablesConnectionString() });
const housekeeping = callHousekeeping(clients);
const NUMBER = '+15550142';
const NOTHING = {
  calls: 0,
  answers: 0,
  keys: 0,
  timeline: 0,
  callbacks: 0,
  histories: 0,
  left: 0,
  more: false,
};

beforeEach(() => emptyTables(tablesConnectionString()));

/** Asks a line with these tables, whose Durable has two histories of each call, unless `purge` says otherwise. */
async function asks(
  body: unknown,
  purge: CallHistories['purge'] = async () => 2,
  tables: Partial<Housekeeping> = {},
) {
  const { deps, log } = fakeDeps({
    housekeeping: { ...housekeeping, ...tables },
    callbackTable: callbackTable(clients.Callbacks),
    queue: queueTable(clients.Queue, Date.now),
  });
  const histories = { purge, purgeBetween: async () => 0 };
  const string = typeof body === 'string' ? body : JSON.stringify(body);
  const { status, jsonBody } = await forgetCaller(
    deps,
    histories,
    request({ method: 'POST', body: { string } }),
  );
  return { status, answer: jsonBody, log };
}

describe('a caller who is to be forgotten', () => {
  test('is called back no more, and nobody knows that they were', async () => {
    const callbacks = callbackTable(clients.Callbacks);
    const spot = { queue: 'support', priority: 500, arrival: '2026-11-20T10:15:02.000Z' };
    const wish = (to: string) => ({ to, spot, step: 'person', values: {} });
    const [before, now, other] = ['1', '2', '3'].map((n) => `20261120T101502-00000000000${n}`);
    const past = await callbacks.add(`${before}`, wish(NUMBER));
    await callbacks.finish(past, 'reached', spot.arrival);
    for (const [callId, to] of [
      [now, NUMBER],
      [other, '+15550143'],
    ]) {
      await callbacks.add(`${callId}`, wish(`${to}`));
      await queueTable(clients.Queue, Date.now).enter(`${callId}`, { spot, caller: `${to}` });
    }
    const { answer } = await asks({ number: NUMBER });
    expect(answer).toMatchObject({ callbacks: 2, calls: 0 });
    expect([await rowsIn(clients.Callbacks), await rowsIn(clients.Queue)]).toEqual([1, 1]);
  });

  test('leaves nothing, whether they called or were called, and the others as they are', async () => {
    await keepCall(clients, callOn('20261101', 0, { from: '+15550143' }));
    const before = await rowCounts(clients);
    await keepCall(clients, callOn('20261101', 1, { from: NUMBER }), { answers: 3 });
    const placed = { direction: 'outbound', from: '+15550199', to: NUMBER } as const;
    await keepCall(clients, callOn('20261120', 0, placed), { keys: 5, timeline: 7 });
    const { status, answer, log } = await asks({ number: NUMBER });
    const removed = { ...NOTHING, calls: 2, answers: 4, keys: 7, timeline: 10, histories: 4 };
    expect([status, answer]).toEqual([200, removed]);
    expect(await rowCounts(clients)).toEqual(before);
    const fields = { number: NUMBER, ...removed };
    expect(log).toEqual([{ level: 'info', event: 'forgotten', fields }]);
  });

  test('is forgotten already, or was never known', async () => {
    expect(await asks({ number: NUMBER })).toMatchObject({ status: 200, answer: NOTHING });
  });

  test('who is in a call is left there with it: by its row, or by its orchestration', async () => {
    const talking = { from: NUMBER, state: 'talking', outcome: undefined } as const;
    const last = callOn('20261124', 2, { from: NUMBER });
    await keepCall(clients, callOn('20261124', 0, talking));
    await keepCall(clients, callOn('20261124', 1, { from: NUMBER }));
    await keepCall(clients, last);
    const asked: string[] = [];
    const { answer } = await asks({ number: NUMBER }, async (callId) => {
      asked.push(callId);
      return callId === last.callId ? 'running' : 1;
    });
    expect(answer).toMatchObject({ calls: 1, histories: 1, left: 2, more: false });
    expect(await rowCounts(clients)).toMatchObject({ Calls: 2, CallsByCaller: 2, CallTimeline: 6 });
    expect(asked).not.toContain(callOn('20261124', 0).callId);
  });

  test('with more calls than one request removes is told to ask again', async () => {
    const calls = Array.from({ length: 130 }, (_, n) => callOn('20261101', n, { from: NUMBER }));
    const remove = async () => ({ answers: 1, keys: 0, timeline: 0 });
    const tables = { callsOf: async () => calls, remove };
    expect((await asks({ number: NUMBER }, undefined, tables)).answer).toMatchObject({
      calls: 100,
      more: true,
    });
    tables.callsOf = async () => calls.slice(0, 100);
    expect((await asks({ number: NUMBER }, undefined, tables)).answer).toMatchObject({
      calls: 100,
      more: false,
    });
  });
});

describe('a request that cannot be met', () => {
  test.each([
    ['anonymous', /^anonymous stands for everybody who withholds their number/],
    ['15550142', 'number is a number in E.164, like +15550100.'],
    [undefined, 'number is a number in E.164, like +15550100.'],
  ])('is refused with what is wrong: %s', async (number, message) => {
    await keepCall(clients, callOn('20261101', 0, { from: 'anonymous' }));
    const { status, answer } = await asks({ number });
    expect([status, answer.error.target]).toEqual([400, 'number']);
    expect(answer.error.message).toMatch(message);
    expect(await rowCounts(clients)).toMatchObject({ CallsByCaller: 1 });
  });

  test.each(['no JSON', '[]', '{"number":"+15550142","all":true}'])(
    'is refused: %s',
    async (body) => {
      expect(await asks(body)).toMatchObject({ status: 400 });
    },
  );

  test('while Durable is away keeps the rows by which the call is found, and says so', async () => {
    await keepCall(clients, callOn('20261101', 0, { from: NUMBER }));
    await keepCall(clients, callOn('20261101', 1, { from: NUMBER }));
    const reason = 'Durable Functions could not purge a history.';
    const { status, answer, log } = await asks({ number: NUMBER }, async (callId) => {
      if (callId === callOn('20261101', 0).callId) throw new Error(reason);
      return 1;
    });
    expect([status, answer.error.code]).toEqual([503, 'Unavailable']);
    expect(log).toMatchObject([
      { level: 'error', event: 'not-purged', fields: { of: 'caller', number: NUMBER, reason } },
    ]);
    expect(await rowCounts(clients)).toMatchObject({ Calls: 1, CallsByCaller: 1 });
    expect(await asks({ number: NUMBER })).toMatchObject({ status: 200, answer: { calls: 1 } });
  });

  test('while the tables are away says so, and nothing of what they answered', async () => {
    const callsOf = () => Promise.reject(new Error('the tables are away'));
    const { status, log } = await asks({ number: NUMBER }, undefined, { callsOf });
    expect([status, log[0]?.event]).toEqual([503, 'not-purged']);
  });
});

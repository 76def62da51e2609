import { beforeEach, describe, expect, test } from 'vitest';
import { requestTable } from '../../adapters/outbound-requests.ts';
import { slotTable } from '../../adapters/outbound-slots.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import { placeCall } from '../../functions/outbound-calls.ts';
import { SMALL_LINE } from '../calls/support/small-line.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { fakeDeps, fakeInstances, type Given, request, row } from './support/fakes.ts';

const connectionString = tablesConnectionString();
const TO = '+15550123';

beforeEach(() => emptyTables(connectionString));

/** A line with tables of its own; what Durable and the call tables answer, a test says. */
function line(given: Given = {}, instances = fakeInstances()) {
  const fakes = fakeDeps(given);
  const tables = tableClients({ connectionString });
  const { outboundLegsPerNumber: perNumber, lineNumbers: ourNumbers } = fakes.deps.config;
  const slots = given.slots
    ? fakes.deps.slots
    : slotTable(tables.OutboundSlots, { ourNumbers, perNumber, now: fakes.deps.now });
  const requests = given.requests ? fakes.deps.requests : requestTable(tables.OutboundRequests);
  const flows = { ...fakes.deps.flows, current: async () => SMALL_LINE };
  const deps = { ...fakes.deps, flows, slots, requests };
  const asks = (body: unknown, key?: string) =>
    placeCall(
      deps,
      instances.instances,
      request({
        method: 'POST',
        headers: key === undefined ? {} : { 'idempotency-key': key },
        body: { string: typeof body === 'string' ? body : JSON.stringify(body) },
      }),
    );
  return { ...fakes, ...instances, slots, asks };
}

describe('a call that is asked for', () => {
  test('is started, and its status can be read at the address that is given', async () => {
    const { asks, started, written, slots } = line();
    const extension = 'w123#';
    const answer = await asks({ to: TO, flow: 'main', extension, context: { name: 'Ann' } });
    const { callId, statusUrl } = answer.jsonBody;
    expect(answer).toMatchObject({ status: 202, headers: { location: statusUrl } });
    expect(statusUrl).toBe(`http://127.0.0.1:7071/api/calls/${callId}`);
    expect(callId).toMatch(/^20261120T101504-[0-9a-f]{12}$/);
    expect(started).toEqual([
      {
        kind: 'outbound',
        callId,
        to: TO,
        from: '+15550199',
        at: '2026-11-20T10:15:04.677Z',
        flow: SMALL_LINE,
        startStep: 'main',
        extension,
        context: { name: 'Ann' },
        ringSeconds: 45,
      },
    ]);
    expect(written).toMatchObject([{ call: { callId, direction: 'outbound', state: 'ringing' } }]);
    expect(await slots.taken()).toMatchObject([
      { callId, leg: 'call', ourNumber: '+15550199', slot: 1, takenAt: '2026-11-20T10:15:04.677Z' },
    ]);
  });

  test('without a key is another one each time', async () => {
    const { asks, started } = line();
    await asks({ to: TO });
    await asks({ to: TO });
    expect(new Set(started.map((start) => start.callId)).size).toBe(2);
  });

  test('has its row before it begins', async () => {
    const order: string[] = [];
    const instances = fakeInstances();
    const { start } = instances.instances;
    instances.instances.start = (input) => {
      order.push('start');
      return start(input);
    };
    const write = async () => void order.push('row');
    const { asks } = line({ store: { write } }, instances);
    await asks({ to: TO });
    expect(order).toEqual(['row', 'start']);
  });
});

describe('the same key', () => {
  test('with the same body is the same call, though the properties stand in another order', async () => {
    const { asks, started, slots } = line();
    const one = await asks({ to: TO, context: { a: '1', b: '2' } }, 'order-7');
    const other = await asks({ context: { b: '2', a: '1' }, to: TO }, 'order-7');
    expect(other).toEqual(one);
    expect(one.status).toBe(202);
    expect(new Set(started.map((start) => start.callId)).size).toBe(1);
    expect(await slots.taken()).toHaveLength(1);
  });

  test.each([
    { to: '+15550124' },
    { to: TO, extension: '1' },
    { to: TO, flow: 'main' },
    { to: TO, context: { name: 'Ann' } },
  ])('with another body, %j, is refused', async (body) => {
    const { asks, started } = line();
    await asks({ to: TO }, 'order-7');
    expect(await asks(body, 'order-7')).toMatchObject({
      status: 422,
      jsonBody: { error: { code: 'IdempotencyKeyReused', target: 'Idempotency-Key' } },
    });
    expect(started).toHaveLength(1);
  });

  test('does not start a call that runs, or is over and kept by Durable', async () => {
    for (const is of [{ is: 'running' }, { is: 'over', output: {} }] as const) {
      await emptyTables(connectionString);
      const { asks } = line();
      const { jsonBody } = await asks({ to: TO }, 'order-7');
      const later = line({}, fakeInstances({ is }));
      expect((await later.asks({ to: TO }, 'order-7')).jsonBody).toEqual(jsonBody);
      expect([later.started, later.written]).toEqual([[], []]);
    }
  });

  test('does not start a call that is over and forgotten by Durable', async () => {
    const { asks } = line();
    await asks({ to: TO }, 'order-7');
    const call = { ...row, state: 'ended' as const };
    const find = async () => ({ call, timeline: [], digits: [], tones: [] });
    const later = line({ store: { find } });
    expect(await later.asks({ to: TO }, 'order-7')).toMatchObject({ status: 202 });
    expect(later.started).toEqual([]);
  });

  test('finishes what the request before could not', async () => {
    const away = line({}, fakeInstances({ failing: true }));
    expect(await away.asks({ to: TO }, 'order-7')).toMatchObject({
      status: 503,
      jsonBody: { error: { code: 'Unavailable' } },
    });
    const { asks, started, slots } = line({ now: '2026-11-20T10:15:30.000Z' });
    const { status, jsonBody } = await asks({ to: TO }, 'order-7');
    expect([status, jsonBody.callId.slice(0, 15)]).toEqual([202, '20261120T101504']);
    // the row must not look as if nothing had been heard of the call since the first request
    expect(started).toMatchObject([{ callId: jsonBody.callId, at: '2026-11-20T10:15:30.000Z' }]);
    expect(await slots.taken()).toHaveLength(1);
  });

  test('that rows of its call could not be written for starts nothing yet', async () => {
    const away = line({ store: { write: async (_callId, rows) => rows } });
    expect(await away.asks({ to: TO }, 'order-7')).toMatchObject({ status: 503 });
    expect(away.started).toEqual([]);
  });

  test.each(['', 'a b', 'ä', 'x'.repeat(201)])('cannot be "%s"', async (key) => {
    const { asks, started } = line();
    expect(await asks({ to: TO }, key)).toMatchObject({
      status: 400,
      jsonBody: { error: { target: 'Idempotency-Key' } },
    });
    expect(started).toEqual([]);
  });
});

describe('a number that may not be dialled', () => {
  test('is refused before anything is written', async () => {
    const touched: string[] = [];
    const claim = async () => {
      touched.push('claim');
      throw new Error('not to be asked');
    };
    const { asks, started, written, log } = line({ requests: { claim } });
    expect(await asks({ to: '+442071838750' })).toMatchObject({
      status: 403,
      jsonBody: { error: { code: 'NotAllowed', target: 'to' } },
    });
    expect([touched, started, written]).toEqual([[], [], []]);
    expect(log).toMatchObject([{ level: 'warn', event: 'not-allowed' }]);
  });
});

describe('when as many calls are out as may be', () => {
  test('the next one is told when to come again, and starts nothing', async () => {
    const { asks, started } = line();
    await asks({ to: TO });
    await asks({ to: TO });
    const answer = await asks({ to: TO }, 'order-7');
    expect(answer).toMatchObject({
      status: 429,
      headers: { 'retry-after': '30' },
      jsonBody: { error: { code: 'AllInUse' } },
    });
    expect(started).toHaveLength(2);
  });

  test('a repeat of one that is out is that one, and the refused one may come again', async () => {
    const { asks, started, slots } = line();
    const first = await asks({ to: TO }, 'order-1');
    await asks({ to: TO }, 'order-2');
    expect((await asks({ to: TO }, 'order-3')).status).toBe(429);
    expect((await asks({ to: TO }, 'order-1')).jsonBody).toEqual(first.jsonBody);
    await slots.free(first.jsonBody.callId);
    expect((await asks({ to: TO }, 'order-3')).status).toBe(202);
    expect(new Set(started.map((start) => start.callId)).size).toBe(3);
  });
});

test('tables that are away are an outage, told without its inner workings', async () => {
  const claim = () => Promise.reject(new Error('AccountKey=secret'));
  const { asks, log } = line({ requests: { claim } });
  const answer = await asks({ to: TO });
  expect(answer).toMatchObject({ status: 503, jsonBody: { error: { code: 'Unavailable' } } });
  expect(JSON.stringify([answer, log])).not.toContain('secret');
});

test.each(['nonsense', '', '[]', 'null'])('a body that is %j is refused', async (body) => {
  const { asks } = line();
  expect(await asks(body)).toMatchObject({ status: 400, jsonBody: { error: {} } });
});

import type { DurableClient } from 'durable-functions';
import { beforeEach, describe, expect, test } from 'vitest';
import { type CallbackTable, callbackTable } from '../../adapters/callback-table.ts';
import { queueTable } from '../../adapters/queue-table.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { CallbackRequest } from '../../calls/callback/request.ts';
import { callCallbacks } from '../../functions/call-callbacks.ts';
import type { Instance } from '../../functions/call-instances.ts';
import { watchCallbacks } from '../../functions/callbacks-watch.ts';
import { at, callId } from '../adapters/support/agents.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { fakeDeps, fakeInstances } from './support/fakes.ts';

const clients = tableClients({ connectionString: tablesConnectionString() });
const table = callbackTable(clients.Callbacks);
const queue = queueTable(clients.Queue, Date.now);
const TO = '+15550142';
const SPOT = { queue: 'support', priority: 500, arrival: at(1) };
const REQUEST: CallbackRequest = { to: TO, spot: SPOT, step: 'person', values: {} };
const [ASKED, OTHER, TRY, RIVAL] = [1, 2, 3, 4].map(callId) as [string, string, string, string];

beforeEach(() => emptyTables(tablesConnectionString()));

/** Callbacks over the real tables; Durable only says what was started, and how an orchestration is. */
function callbacks(given: { is?: Instance; now?: string; tables?: Partial<CallbackTable> } = {}) {
  const { deps, log } = fakeDeps({
    callbackTable: { ...table, ...given.tables },
    queue,
    now: given.now,
  });
  const started: { instanceId?: string; input?: unknown }[] = [];
  const client = {
    startNew: async (_name: string, options: (typeof started)[number]) =>
      void started.push(options),
  } as unknown as DurableClient;
  const matched: number[] = [];
  const match = async () => void matched.push(1);
  const { instances } = fakeInstances({ is: given.is });
  return {
    ...callCallbacks(deps, { match }, client),
    watch: () => watchCallbacks(deps, instances, client),
    ...{ started, matched, log },
  };
}

const inLine = async () => (await queue.waiting()).map((row) => row.callId);
const waits = () => table.find(TO);
const over = { callId: ASKED, to: TO, agent: 'ann', isReached: false };

/** A callback that this call has taken to dial it. */
async function dialling() {
  const all = callbacks();
  await all.take(ASKED, REQUEST);
  expect(await all.dial(TRY, { callId: ASKED, to: TO })).toBe(true);
  return all;
}

describe('who asks to be called back', () => {
  test('is in line in their own place, and agents are looked for', async () => {
    const { take, matched } = callbacks();
    expect(await take(ASKED, REQUEST)).toBe('taken');
    expect(await queue.waiting()).toMatchObject([
      { callId: ASKED, caller: TO, spot: SPOT, isCallback: true },
    ]);
    expect(matched).toHaveLength(1);
  });

  test('is so once, however often it is asked', async () => {
    const { take } = callbacks();
    expect(await take(ASKED, REQUEST)).toBe('taken');
    expect(await take(ASKED, REQUEST)).toBe('taken');
    // by the same call from another place, where it waited again
    const again = { ...REQUEST, spot: { ...SPOT, arrival: at(50) } };
    expect(await take(ASKED, again)).toBe('taken');
    expect(await take(OTHER, REQUEST)).toBe('waiting');
    expect(await inLine()).toEqual([ASKED]);
  });

  test('may change their mind, until somebody dials', async () => {
    const { take, withdraw, dial } = callbacks();
    await take(ASKED, REQUEST);
    await withdraw(OTHER, TO);
    expect(await inLine()).toEqual([ASKED]);
    await withdraw(ASKED, TO);
    expect([await inLine(), await waits()]).toEqual([[], undefined]);
    await take(ASKED, REQUEST);
    await dial(TRY, { callId: ASKED, to: TO });
    await withdraw(ASKED, TO);
    expect(await waits()).toMatchObject({ state: 'dialling' });
  });
});

describe('an outage', () => {
  const away = () => Promise.reject(new Error('away'));

  test('is told to who asks, and is no reason to fail for what the watchdog mends', async () => {
    const all = callbacks({ tables: { add: away, find: away } });
    await expect(all.take(ASKED, REQUEST)).rejects.toThrow('away');
    await expect(all.dial(TRY, { callId: ASKED, to: TO })).rejects.toThrow('away');
    await all.withdraw(ASKED, TO);
    await all.reached(TRY, TO);
    await all.over(TRY, over);
    expect(all.log.map(({ event }) => event)).toEqual(Array(3).fill('tables-unreachable'));
  });
});

describe('a number that is to be dialled', () => {
  test('is one call to dial, which counts it once, and out of line', async () => {
    const { take, dial } = callbacks();
    await take(ASKED, REQUEST);
    const callback = { callId: ASKED, to: TO };
    const both = await Promise.all([dial(TRY, callback), dial(RIVAL, callback)]);
    expect(both.toSorted()).toEqual([false, true]);
    const winner = both[0] ? TRY : RIVAL;
    expect(await dial(winner, callback)).toBe(true);
    expect(await waits()).toMatchObject({ state: 'dialling', by: winner, tries: 1 });
    expect(await inLine()).toEqual([]);
  });

  test('is dialled for the one who asked, and while it waits', async () => {
    const { dial, over: ended } = await dialling();
    expect(await dial(RIVAL, { callId: OTHER, to: TO })).toBe(false);
    await ended(TRY, { ...over, isReached: true });
    expect(await dial(TRY, { callId: ASKED, to: TO })).toBe(false);
  });
});

describe('the end of a call that was to call back', () => {
  test('without a dial leaves the callback in line, and the agent out of it for a while', async () => {
    const { take, over: ended } = callbacks();
    await take(ASKED, REQUEST);
    await ended(TRY, over);
    expect(await queue.waiting()).toMatchObject([{ passed: { ann: expect.any(String) } }]);
    expect(await waits()).toMatchObject({ state: 'in-line', tries: 0 });
  });

  test('without an answer has it tried again in ten minutes, for which a timer waits', async () => {
    const { over: ended, started } = await dialling();
    await ended(TRY, over);
    await ended(TRY, over);
    const nextAt = '2026-11-20T10:25:04.677Z';
    expect(await waits()).toMatchObject({ state: 'later', tries: 1, nextAt });
    expect(started).toEqual([{ instanceId: `${ASKED}-c1`, input: { due: Date.parse(nextAt) } }]);
    expect(await inLine()).toEqual([]);
  });

  test('of another call changes nothing', async () => {
    const { over: ended, reached } = await dialling();
    await ended(RIVAL, over);
    await reached(RIVAL, TO);
    expect(await waits()).toMatchObject({ state: 'dialling', by: TRY });
  });

  test('after the last try is the end of the callback', async () => {
    const { over: ended, dial } = await dialling();
    for (const tries of [1, 2]) {
      await ended(TRY, over);
      const later = await waits();
      expect(later).toMatchObject({ tries });
      if (later) await table.change(later, { state: 'in-line' });
      await dial(TRY, { callId: ASKED, to: TO });
    }
    await ended(TRY, over);
    expect(await waits()).toBeUndefined();
    expect(await table.forget(TO)).toBe(1);
  });

  test('with a talk is too, whether it was kept before or not', async () => {
    const { over: ended, reached, log } = await dialling();
    await reached(TRY, TO);
    expect(await waits()).toBeUndefined();
    await ended(TRY, { ...over, isReached: true });
    const told = log.filter(({ event }) => event === 'called-back').map(({ fields }) => fields);
    expect(told).toEqual([{ callId: ASKED, outcome: 'reached', tries: 1 }]);
  });
});

describe('the watchdog', () => {
  test('brings a callback into line whose worker died before it could', async () => {
    await table.add(ASKED, REQUEST);
    await callbacks().watch();
    await callbacks().watch();
    expect(await inLine()).toEqual([ASKED]);
  });

  test('and one whose next try is due, not before', async () => {
    const { over: ended } = await dialling();
    await ended(TRY, over);
    await callbacks({ now: '2026-11-20T10:25:04.000Z' }).watch();
    expect(await inLine()).toEqual([]);
    await callbacks({ now: '2026-11-20T10:25:05.000Z' }).watch();
    expect(await inLine()).toEqual([ASKED]);
    expect(await waits()).toMatchObject({ state: 'in-line', tries: 1 });
  });

  test.each([
    ['still goes on', { is: 'running' }, 'dialling'],
    ['is over, and reached nobody', { is: 'over', output: { outcome: 'busy' } }, 'later'],
    ['is over, and talked', { is: 'over', output: { outcome: 'answered-by-agent' } }, undefined],
    ['is over, and cannot say', { is: 'over', output: undefined }, undefined],
    ['nobody knows any more', { is: 'unknown' }, undefined],
  ] as const)('of a call that %s makes what is right', async (_how, is, state) => {
    await dialling();
    await callbacks({ is }).watch();
    expect((await waits())?.state).toBe(state);
    expect(await inLine()).toEqual([]);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { callHousekeeping } from '../../adapters/call-housekeeping.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { CallRow } from '../../calls/rows.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { callOn, keepCall, rowCounts } from './support/call-history.ts';

const clients = tableClients({ connectionString: tablesConnectionString() });
const housekeeping = callHousekeeping(clients);
const AT = '2026-11-24T03:00:00.000Z';
const NONE = { Calls: 0, CallsByCaller: 0, CollectedDigits: 0, DtmfTones: 0, CallTimeline: 0 };

beforeEach(() => emptyTables(tablesConnectionString()));

const keep = (...calls: CallRow[]) => Promise.all(calls.map((call) => keepCall(clients, call)));

async function kept(day: string) {
  const {
    etag: _,
    timestamp: __,
    'odata.metadata': ___,
    ...row
  } = await clients.CallStatistics.getEntity('days', day);
  return row;
}

describe('calls in progress', () => {
  test('are those of the day that have not ended', async () => {
    const talking = { state: 'talking', outcome: undefined, endedAt: undefined } as const;
    await keep(
      callOn('20261120', 0, talking),
      callOn('20261120', 1),
      callOn('20261120', 2, { ...talking, state: 'hanging-up' }),
      callOn('20261121', 0, talking),
    );
    const began = await housekeeping.inProgress('20261120');
    expect(began.sort()).toEqual(['2026-11-20T12:00:00.000Z', '2026-11-20T12:00:02.000Z']);
    expect(await housekeeping.inProgress('20261119')).toEqual([]);
  });
});

describe('days with calls', () => {
  test('come one after the other, up to the one that is too new', async () => {
    await keep(callOn('20261103'), callOn('20261101'), callOn('20261101', 1), callOn('20261120'));
    expect(await housekeeping.nextDay('', '20261120')).toBe('20261101');
    expect(await housekeeping.nextDay('20261101', '20261120')).toBe('20261103');
    expect(await housekeeping.nextDay('20261103', '20261120')).toBeUndefined();
  });

  test('give their calls in parts', async () => {
    const calls = [0, 1, 2].map((n) => callOn('20261101', n));
    await keep(...calls);
    const [first, second, third] = calls.toReversed(); // the newest is the first
    expect(await housekeeping.callsOfDay('20261101', 2)).toEqual([first, second]);
    expect(await housekeeping.callsOfDay('20261101', 2, second)).toEqual([third]);
    expect(await housekeeping.callsOfDay('20261101', 2, third)).toEqual([]);
  });
});

describe('the sums of a day', () => {
  test('are kept, with a column for each outcome', async () => {
    await keep(
      callOn('20261101', 0, { outcome: 'answered-by-agent', offers: 2, agentSeconds: 30 }),
      callOn('20261101', 1, { outcome: 'no-input' }),
      callOn('20261101', 2, { direction: 'outbound', outcome: 'no-input' }),
      callOn('20261102'),
    );
    await housekeeping.keepStatistics('20261101', AT);
    expect(await kept('20261101')).toEqual({
      partitionKey: 'days',
      rowKey: '20261101',
      calls: 3,
      inbound: 2,
      outbound: 1,
      completed: 0,
      abandoned: 0,
      noInput: 2,
      noMatch: 0,
      failed: 0,
      lost: 0,
      stale: 0,
      notAnswered: 0,
      rejected: 0,
      busy: 0,
      noAnswer: 0,
      declined: 0,
      notAllowed: 0,
      answeredByAgent: 1,
      transferred: 0,
      unfinished: 0,
      offers: 2,
      agentSeconds: 30,
      totalSeconds: 180,
      keptAt: AT,
    });
  });

  test('stay as they are, whatever is left of the day later', async () => {
    await keep(callOn('20261101', 0), callOn('20261101', 1));
    await housekeeping.keepStatistics('20261101', AT);
    await housekeeping.remove(callOn('20261101', 0), 'Calls');
    await housekeeping.keepStatistics('20261101', '2026-11-25T03:00:00.000Z');
    expect(await kept('20261101')).toMatchObject({ calls: 2, keptAt: AT });
  });

  test('make their table if it is missing', async () => {
    await clients.CallStatistics.deleteTable();
    await housekeeping.keepStatistics('20261101', AT);
    expect(await kept('20261101')).toMatchObject({ calls: 0 });
  });
});

describe('a call that is removed', () => {
  test('leaves nothing, and the others as they are', async () => {
    const call = callOn('20261101');
    await keep(callOn('20261101', 1));
    const before = await rowCounts(clients);
    await keepCall(clients, call, { answers: 4, keys: 5, timeline: 6 });
    const removed = await housekeeping.remove(call, 'Calls');
    expect(removed).toEqual({ answers: 4, keys: 5, timeline: 6 });
    expect(await rowCounts(clients)).toEqual(before);
  });

  test('may have more rows than one request removes, or than one gives', async () => {
    const call = callOn('20261101');
    await keepCall(clients, call, { answers: 101, keys: 0, timeline: 1_050 });
    const removed = await housekeeping.remove(call, 'Calls');
    expect(removed).toEqual({ answers: 101, keys: 0, timeline: 1_050 });
    expect(await rowCounts(clients)).toEqual(NONE);
  });

  test('may be removed twice, also at the same time, and counts once', async () => {
    const call = callOn('20261101');
    await keepCall(clients, call, { timeline: 150 });
    const both = await Promise.all([
      housekeeping.remove(call, 'Calls'),
      housekeeping.remove(call, 'CallsByCaller'),
    ]);
    expect(both.map(({ timeline }) => timeline).reduce((one, other) => one + other)).toBe(150);
    expect(await rowCounts(clients)).toEqual(NONE);
    expect(await housekeeping.remove(call, 'Calls')).toEqual({ answers: 0, keys: 0, timeline: 0 });
  });

  test.each([
    ['Calls', 'CallsByCaller', 'CallTimeline'],
    ['CallsByCaller', 'Calls', 'DtmfTones'],
  ] as const)('can be found again in %s when something was away', async (last, other, away) => {
    const call = callOn('20261101');
    await keep(call);
    const cut = { ...clients, [away]: tableClients({ connectionString: NOWHERE })[away] };
    await expect(callHousekeeping(cut).remove(call, last)).rejects.toThrow();
    expect(await rowCounts(clients)).toMatchObject({ [last]: 1, [other]: 1 });
    const later = { ...clients, [last]: tableClients({ connectionString: NOWHERE })[last] };
    await expect(callHousekeeping(later).remove(call, last)).rejects.toThrow();
    expect(await rowCounts(clients)).toEqual({ ...NONE, [last]: 1 });
    await housekeeping.remove(call, last);
    expect(await rowCounts(clients)).toEqual(NONE);
  });
});

/** Tables that nobody serves. */
const NOWHERE =
  'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=bm8ga2V5;TableEndpoint=http://127.0.0.1:9/a;';

test('calls of a number are those from it, and those we placed to it, the newest first', async () => {
  const [number, another] = ['+15550142', '+15550143'];
  const calls = [
    callOn('20261101', 0, { from: number }),
    callOn('20261101', 1, { from: another }),
    callOn('20261102', 0, { direction: 'outbound', from: '+15550199', to: number }),
  ];
  await keep(...calls);
  expect(await housekeeping.callsOf(number, 10)).toEqual([calls[2], calls[0]]);
  expect(await housekeeping.callsOf(number, 1)).toEqual([calls[2]]);
  expect(await housekeeping.callsOf('+15550144', 10)).toEqual([]);
});

import { describe, expect } from 'vitest';
import type { BackEndAnswer } from './support/back-end.ts';
import {
  ANSWER,
  asksBackEnd,
  BALANCE,
  CALLER,
  heardWhileWaiting,
  lookupJourney,
  MUSIC,
  NOT_NOW,
  SECRET,
  SORRY,
  WAITING,
} from './support/lookup-line.ts';
import { watchSilences } from './support/silences.ts';

describe('an answer that cannot be used leads to the way out, and the timeline says why', () => {
  const cases: [what: string, answer: BackEndAnswer, why: string][] = [
    ['500', { status: 500, body: ANSWER }, 'status 500'],
    ['404', { status: 404 }, 'status 404'],
    ['a redirect', { status: 302, body: ANSWER }, 'status 302'],
    ['no JSON', { body: '<html>' }, 'its answer is no JSON'],
    [
      'more than 64 KB',
      { body: { ...ANSWER, rest: 'x'.repeat(65_536) } },
      'its answer is too large',
    ],
    ['a megabyte', { body: 'x'.repeat(1_048_576) }, 'its answer is too large'],
    ['half of its answer', { body: ANSWER, breaksOff: true }, 'it could not be reached'],
    ['no object', { body: '[]' }, 'nothing is at /balance/amount'],
    [
      'another type of value',
      { body: { ...ANSWER, holder: { first: 'Ada' } } },
      'what is at /holder cannot be said',
    ],
    ['a missing value', { body: { ...ANSWER, balance: {} } }, 'nothing is at /balance/amount'],
    ['a missing branch', { body: { ...ANSWER, status: null } }, 'nothing is at /status'],
    [
      'a long value',
      { body: { ...ANSWER, holder: 'x'.repeat(201) } },
      'what is at /holder cannot be said',
    ],
    [
      'signs that are none',
      { body: { ...ANSWER, holder: 'A\u0007da' } },
      'what is at /holder cannot be said',
    ],
  ];
  for (const [what, answer, why] of cases) {
    lookupJourney(`after ${what}`, async (line) => {
      const { first: caller, backEnd } = line;
      backEnd.answers(answer);
      const silences = watchSilences(line, CALLER);
      await asksBackEnd(caller);
      await caller.isHungUpOn();
      expect(heardWhileWaiting(caller.phone())).toEqual([NOT_NOW]);
      for (const { seconds } of await silences()) expect(seconds).toBeLessThan(2);
      const { call, timeline } = await line.record();
      expect(call.outcome).toBe('failed');
      const told = timeline.filter(({ type }) => type === 'LookupAnswered');
      expect(told.map(({ words }) => words)).toEqual([`billing failed: ${why}`]);
    });
  }

  lookupJourney('after a connection that is refused', async (line) => {
    const { first: caller, backEnd } = line;
    await backEnd.stop();
    await asksBackEnd(caller);
    await caller.isHungUpOn();
    expect(heardWhileWaiting(caller.phone())).toEqual([NOT_NOW]);
    const [told] = line.logged.filter(({ event }) => event === 'lookup');
    expect(told).toMatchObject({ endpoint: 'billing', answered: 'not', why: 'unreachable' });
  });

  lookupJourney('after an answer that comes too slowly, part by part', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ body: ANSWER, parts: 20 });
    const silences = watchSilences(line, CALLER);
    await asksBackEnd(caller);
    await caller.isHungUpOn();
    expect(heardWhileWaiting(caller.phone())).toEqual([WAITING, MUSIC, SORRY, MUSIC, NOT_NOW]);
    for (const { seconds } of await silences()) expect(seconds).toBeLessThan(2);
    await line.passes(10_000);
  });

  lookupJourney('not after one that comes part by part in time', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ body: ANSWER, parts: 6 });
    await asksBackEnd(caller);
    await caller.isHungUpOn();
    expect(heardWhileWaiting(caller.phone())).toEqual([WAITING, MUSIC, BALANCE]);
  });

  lookupJourney('after an error that comes late, with filler before it', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ afterMs: 2_000, status: 503 });
    await asksBackEnd(caller);
    await caller.isHungUpOn();
    expect(heardWhileWaiting(caller.phone())).toEqual([WAITING, NOT_NOW]);
  });
});

describe('a caller who waits for a back end', () => {
  lookupJourney(
    'hears the apology all the same when ACS does not take the filler',
    async (line) => {
      const { first: caller, backEnd } = line;
      backEnd.answers({ afterMs: 10_000, body: ANSWER });
      await line.faults({ api: [{ operation: 'play', status: 500, code: '500', times: 2 }] });
      await asksBackEnd(caller);
      await caller.isHungUpOn();
      expect(heardWhileWaiting(caller.phone())).toEqual([SORRY, BALANCE]);
    },
  );

  lookupJourney('hears filler again and again when the music cannot be fetched', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ afterMs: 4_000, body: ANSWER });
    await asksBackEnd(caller);
    await caller.hears(WAITING);
    await line.faults({ play: { fail: 8536, times: 1 } });
    await caller.isHungUpOn();
    const { heard } = caller.phone();
    expect(heard.filter(({ content }) => content === WAITING).length).toBeGreaterThan(1);
    expect(heard.at(-1)).toMatchObject({ content: BALANCE, done: true });
  });

  lookupJourney(
    'hears nothing twice when every callback comes twice, and late ones last',
    async (line) => {
      const { first: caller, backEnd } = line;
      backEnd.answers({ afterMs: 9_000, body: ANSWER });
      await line.faults({ callbacks: { copies: 2, reorder: true } });
      await asksBackEnd(caller);
      await caller.isHungUpOn();
      expect(heardWhileWaiting(caller.phone())).toEqual([WAITING, MUSIC, SORRY, BALANCE]);
    },
  );
});

describe('a worker that dies while it asks a back end', () => {
  for (const when of ['before', 'after'] as const) {
    lookupJourney(
      `${when} the answer is raised asks again under the same key, and the caller hears it once`,
      async (line) => {
        const { first: caller, backEnd } = line;
        await asksBackEnd(caller);
        await caller.isHungUpOn();
        expect(heardWhileWaiting(caller.phone())).toEqual([BALANCE]);
        const keys = backEnd.requests.map(({ headers }) => headers['idempotency-key']);
        const { callId } = (await line.record()).call;
        expect(keys).toEqual(
          when === 'before' ? [`${callId}-l1`] : [`${callId}-l1`, `${callId}-l1`],
        );
      },
      {
        endpoint: { method: 'POST' },
        switches: {
          activityDies: (name, attempt) =>
            name === 'askBackEnd' && attempt === 1 ? when : undefined,
        },
      },
    );
  }

  lookupJourney('and is replaced meanwhile has the caller hear all that is due', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ afterMs: 9_000, body: ANSWER });
    const silences = watchSilences(line, CALLER);
    await asksBackEnd(caller);
    for (const hears of [WAITING, SORRY]) {
      await caller.hears(hears);
      await line.host.restartWorker();
    }
    await caller.isHungUpOn();
    expect(heardWhileWaiting(caller.phone())).toEqual([WAITING, MUSIC, SORRY, BALANCE]);
    for (const { seconds } of await silences()) expect(seconds).toBeLessThan(2);
  });

  for (const when of ['before', 'after'] as const) {
    lookupJourney(
      `in every turn of the call, ${when} its work was done, has them hear the answer all the same`,
      async (line) => {
        const { first: caller, backEnd } = line;
        backEnd.answers({ afterMs: 9_000, body: ANSWER });
        const silences = watchSilences(line, CALLER);
        await asksBackEnd(caller);
        await caller.isHungUpOn();
        expect(heardWhileWaiting(caller.phone())).toEqual([WAITING, MUSIC, SORRY, BALANCE]);
        for (const { seconds } of await silences()) expect(seconds).toBeLessThan(2);
        expect(backEnd.requests).toHaveLength(1);
      },
      {
        switches: {
          activityDies: (name, attempt) =>
            name === 'carryOut' && attempt % 2 === 1 ? when : undefined,
        },
      },
    );
  }

  lookupJourney(
    'each time leaves the caller to the end after fifteen seconds',
    async (line) => {
      const { first: caller } = line;
      await asksBackEnd(caller);
      await caller.isHungUpOn();
      expect(heardWhileWaiting(caller.phone()).at(-1)).toBe(NOT_NOW);
    },
    { switches: { activityDies: (name) => (name === 'askBackEnd' ? 'before' : undefined) } },
  );
});

describe('what goes to a back end', () => {
  lookupJourney(
    'is in the address, and its secret in the header and nowhere else',
    async (line) => {
      const { first: caller, backEnd } = line;
      backEnd.answers({ body: { ...ANSWER, more: 'nobody-keeps-this' } });
      await asksBackEnd(caller);
      await caller.isHungUpOn();
      expect(backEnd.requests).toMatchObject([
        { method: 'GET', path: '/accounts/1234', headers: { 'x-api-key': SECRET }, body: '' },
      ]);
      const record = await line.record();
      const { callId } = record.call;
      const kept = JSON.stringify([
        record,
        line.logged,
        line.host.durable.history(callId),
        line.host.durable.history(`${callId}-l1`),
      ]);
      expect(kept).toContain('42.50');
      expect(kept).not.toContain(SECRET);
      expect(kept).not.toContain('nobody-keeps-this');
    },
  );

  lookupJourney(
    'is the body of a POST where it has no place in the address',
    async (line) => {
      const { first: caller, backEnd } = line;
      await asksBackEnd(caller);
      await caller.isHungUpOn();
      expect(backEnd.requests).toMatchObject([
        { method: 'POST', path: '/balance', body: '{"account":"1234"}' },
      ]);
    },
    { endpoint: { method: 'POST' }, path: '/balance' },
  );
});

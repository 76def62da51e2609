import { describe, expect } from 'vitest';
import {
  ANSWER,
  asksBackEnd,
  BALANCE,
  CALLER,
  heardWhileWaiting,
  lookupJourney,
  MUSIC,
  NOT_NOW,
  SORRY,
  WAITING,
} from './support/lookup-line.ts';
import { watchSilences } from './support/silences.ts';

const MESSAGE = 'Please leave your message.';
const PERSON = 'A person answers.';

describe('a caller whose question goes to a back end', () => {
  for (const [afterMs, hears] of [
    [300, [BALANCE]],
    [2_000, [WAITING, BALANCE]],
    [9_000, [WAITING, MUSIC, SORRY, BALANCE]],
    [14_900, [WAITING, MUSIC, SORRY, MUSIC, BALANCE]],
    [20_000, [WAITING, MUSIC, SORRY, MUSIC, NOT_NOW]],
  ] as const) {
    lookupJourney(
      `that takes ${afterMs} ms hears what is due, and never nothing for two seconds`,
      async (line) => {
        const { first: caller, backEnd } = line;
        backEnd.answers({ afterMs, body: ANSWER });
        const silences = watchSilences(line, CALLER);
        await asksBackEnd(caller);
        await caller.isHungUpOn();
        expect(heardWhileWaiting(caller.phone())).toEqual(hears);
        for (const { seconds } of await silences()) expect(seconds).toBeLessThan(2);
        await line.passes(10_000); // an answer that comes too late
        const { call, timeline } = await line.record();
        expect(call.outcome).toBe(hears.at(-1) === BALANCE ? 'completed' : 'failed');
        expect(timeline.some(({ type }) => type === 'CallSilent')).toBe(false);
      },
    );
  }

  for (const [afterMs, hears] of [
    [1_000, [WAITING]],
    [8_000, [WAITING, MUSIC, SORRY]],
    [15_000, [WAITING, MUSIC, SORRY, MUSIC]],
  ] as const) {
    lookupJourney(
      `that is answered just when something is due, after ${afterMs} ms, hears one end of it`,
      async (line) => {
        const { first: caller, backEnd } = line;
        backEnd.answers({ afterMs: afterMs - 10, body: ANSWER });
        const silences = watchSilences(line, CALLER);
        await asksBackEnd(caller);
        await caller.isHungUpOn();
        const heard = heardWhileWaiting(caller.phone());
        expect([BALANCE, NOT_NOW]).toContain(heard.at(-1));
        const before = [...hears] as string[];
        expect([before, before.slice(0, -1)]).toContainEqual(heard.slice(0, -1));
        for (const { seconds } of await silences()) expect(seconds).toBeLessThan(2);
        await line.passes(5_000);
        const ends = ['looked-up', 'lookup-given-up'];
        const { timeline } = await line.record();
        expect(timeline.filter(({ type }) => ends.includes(type))).toHaveLength(1);
      },
    );
  }

  lookupJourney('is given up after fifteen seconds, and not a moment later', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ afterMs: 20_000, body: ANSWER });
    await asksBackEnd(caller);
    await caller.hears(NOT_NOW);
    const { timeline } = await line.record();
    const at = (type: string) => Date.parse(timeline.find((row) => row.type === type)?.at ?? '');
    expect(at('lookup-given-up') - at('startLookup')).toBeGreaterThanOrEqual(15_000);
    expect(at('lookup-given-up') - at('startLookup')).toBeLessThan(15_200);
    await line.passes(20_000);
  });

  lookupJourney('is brought where a value of its answer leads', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ body: { ...ANSWER, status: 'closed' } });
    await asksBackEnd(caller);
    await caller.hears('This account is closed. Goodbye, Ada.');
    await caller.isHungUpOn();
  });
});

describe('the choice after eight seconds', () => {
  lookupJourney('leads on at once, while the apology still plays', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ afterMs: 14_000, body: ANSWER });
    await asksBackEnd(caller);
    await caller.hears(SORRY);
    const pressedAt = line.clock.now();
    caller.presses('2');
    await caller.hears(MESSAGE);
    expect(line.clock.now() - pressedAt).toBeLessThan(200);
    await caller.isHungUpOn();
    await line.passes(15_000);
    expect(heardWhileWaiting(caller.phone())).toEqual([WAITING, MUSIC, SORRY, MESSAGE]);
    expect((await line.record()).call.outcome).toBe('completed');
  });

  lookupJourney('is there for as long as the music after it plays', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ afterMs: 20_000, body: ANSWER });
    await asksBackEnd(caller);
    await caller.hears(SORRY);
    await line.passes(6_500);
    caller.presses('2');
    await caller.hears(MESSAGE);
    await line.passes(20_000);
  });

  lookupJourney('is no choice before it was told, and other keys wait on', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ afterMs: 12_000, body: ANSWER });
    await asksBackEnd(caller);
    await caller.hears(WAITING);
    caller.presses('2');
    await caller.hears(SORRY);
    caller.presses('1');
    await caller.isHungUpOn();
    expect(heardWhileWaiting(caller.phone())).toEqual([WAITING, MUSIC, SORRY, BALANCE]);
  });
});

describe('the operator key', () => {
  for (const [when, hears, passes] of [
    ['before anything is said', undefined, 1_000],
    ['during the filler', WAITING, 100],
    ['during the music', WAITING, 3_000],
    ['during the apology', SORRY, 100],
    ['after it', SORRY, 6_500],
  ] as const) {
    lookupJourney(`leads to a person ${when}`, async (line) => {
      const { first: caller, backEnd } = line;
      backEnd.answers({ afterMs: 20_000, body: ANSWER });
      await asksBackEnd(caller);
      if (hears) await caller.hears(hears);
      await line.passes(passes);
      const pressedAt = line.clock.now();
      caller.presses('0');
      await caller.hears(PERSON);
      expect(line.clock.now() - pressedAt).toBeLessThan(200);
      await caller.isHungUpOn();
      await line.passes(20_000); // neither a deadline nor the answer says anything more
      expect(heardWhileWaiting(caller.phone()).at(-1)).toBe(PERSON);
    });
  }

  lookupJourney('may be keyed as the operator sequence', async (line) => {
    const { first: caller, backEnd } = line;
    backEnd.answers({ afterMs: 20_000, body: ANSWER });
    await asksBackEnd(caller);
    await caller.hears(SORRY);
    caller.presses('*0');
    await caller.hears(PERSON);
    await line.passes(20_000);
  });
});

describe('a caller who hangs up while a back end is asked', () => {
  for (const [when, passes] of [
    ['at once', 1_000],
    ['during the apology', 9_000],
  ] as const) {
    lookupJourney(`${when} leaves nothing behind`, async (line) => {
      const { first: caller, backEnd } = line;
      backEnd.answers({ afterMs: 10_000, body: ANSWER });
      await asksBackEnd(caller);
      await line.passes(passes);
      await caller.hangsUp();
      await line.passes(20_000);
      const { call } = await line.record();
      expect(call).toMatchObject({ outcome: 'abandoned', step: 'ask' });
      const { callId } = call;
      const left = ['', '-d1', '-d2', '-d3', '-l1'].map((one) =>
        line.host.durable.instance(callId + one),
      );
      expect(left.filter((one) => one?.status === 'Running')).toEqual([]);
      expect(line.logged.filter(({ level }) => level === 'error')).toEqual([]);
    });
  }
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tablesConnectionString } from '../support/tables.ts';
import {
  AGENT_PHONES,
  ANNA,
  areAway,
  asksForPerson,
  BEN,
  CHLOE,
  DEV,
  STAFFED,
  standing,
} from './support/agents.ts';
import { called, rings, sets } from './support/called.ts';
import { journey, type Line, startLine } from './support/line.ts';
import { takenSlots } from './support/slots.ts';
import { type TablesProxy, tablesProxy } from './support/tables-proxy.ts';
import { accepts, type Called } from './support/talk.ts';

const NOBODY = 'Nobody is free. Goodbye.';

describe('a caller to whom nobody comes', () => {
  journey(
    'after three agents hears so, off hold, and no fourth is rung',
    async (line) => {
      const { first: caller } = line;
      for (const number of AGENT_PHONES) await sets(line, number, { on: 'busy', afterMs: 2_000 });
      await asksForPerson(caller);
      await caller.hears(NOBODY);
      expect(caller.phone()).toMatchObject({ state: 'talking', hearing: { content: NOBODY } });
      expect(await takenSlots(line)).toEqual([]);
      expect(await called(line, DEV).all()).toEqual([]);
      await caller.isHungUpOn();
      expect(caller.phone().heard.at(-1)).toMatchObject({ content: NOBODY, done: true });
      const { call, offers } = await line.record();
      expect(call).toMatchObject({ outcome: 'failed', escalation: 'not-taken', offers: 3 });
      expect(offers.map(({ result }) => result)).toEqual(['busy', 'busy', 'busy']);
    },
    STAFFED,
  );

  journey(
    'as the only agent is busy before the first words are over hears them to their end',
    async (line) => {
      const { first: caller } = line;
      await areAway(line, 'ben', 'chloe', 'dev');
      await sets(line, ANNA, { on: 'busy', afterMs: 200 });
      await asksForPerson(caller);
      await caller.hears(NOBODY);
      expect(caller.phone().heard.slice(-2)).toMatchObject([
        { content: 'Please hold for a colleague.', done: true },
        { content: NOBODY },
      ]);
    },
    STAFFED,
  );

  journey(
    'and who could not be put on hold hears so without music',
    async (line) => {
      const { first: caller } = line;
      await line.faults({ hold: { fail: 8500 } });
      await areAway(line, 'ben', 'chloe', 'dev');
      await sets(line, ANNA, { on: 'busy', afterMs: 5_000 });
      await asksForPerson(caller);
      await caller.hears('music.wav');
      await caller.hears(NOBODY);
      const { callConnectionId } = caller.phone();
      expect(await line.sim('GET', `/_sim/calls/${callConnectionId}`)).toMatchObject({
        mediaOperations: [{ kind: 'play', leg: 'main' }],
      });
      await caller.isHungUpOn();
      expect(caller.phone().heard.at(-1)).toMatchObject({ content: NOBODY, done: true });
    },
    STAFFED,
  );
});

describe('a caller who asks while the tables are away', () => {
  let proxy: TablesProxy;
  beforeAll(async () => {
    proxy = await tablesProxy(tablesConnectionString());
  });
  afterAll(() => proxy.stop());

  test('hears that nobody is free, and the next one is offered to an agent', async () => {
    const line = await startLine({ ...STAFFED, tables: proxy.connectionString });
    try {
      const caller = line.caller();
      await caller.rings();
      await caller.hears('press 1');
      proxy.cut();
      caller.presses('0');
      await caller.hears('Please hold');
      await caller.hears(NOBODY);
      proxy.mend();
      await caller.isHungUpOn();
      expect((await line.record()).call).toMatchObject({ escalation: 'not-taken' });
      expect(await takenSlots(line)).toEqual([]);
      await asksForPerson(line.caller('+15550101'));
      await called(line, ANNA).rings();
    } finally {
      proxy.mend();
      await line.stop();
    }
  });
});

describe('two callers who ask at once', () => {
  /** Two callers on the way to a person. */
  async function both(line: Line): Promise<Called[]> {
    line.caller(); // nobody rings by a script
    const callers = [await rings(line, '+15550100'), await rings(line, '+15550101')];
    for (const caller of callers) await caller.hears('press 1');
    for (const caller of callers) await caller.presses('0');
    for (const caller of callers) await caller.hears('Please hold');
    return callers;
  }

  /** What the callers hear now, those who are on hold last. */
  async function hearing(callers: Called[]) {
    const phones = (await Promise.all(callers.map((caller) => caller.all()))).flat();
    return phones.toSorted((one, other) => (one.state < other.state ? 1 : -1));
  }

  journey(
    'for one agent: one is offered to them, the other hears that nobody is free',
    async (line) => {
      await areAway(line, 'ben', 'chloe', 'dev');
      await sets(line, ANNA, { on: 'answer', afterMs: 4_000 });
      const callers = await both(line);
      const anna = called(line, ANNA);
      await anna.rings();
      await line.passes(2_500);
      expect(await hearing(callers)).toMatchObject([
        { state: 'talking', hearing: { content: NOBODY } },
        { state: 'on-hold', hearing: { kind: 'file' } },
      ]);
      await accepts(line, ANNA);
      expect(await hearing(callers)).toMatchObject([
        { state: 'talking', hearing: null },
        { state: 'ended' },
      ]);
      expect(await anna.all()).toHaveLength(1);
    },
    STAFFED,
  );

  journey(
    'while our number may make one call: one is put through, the other hears that nobody is free',
    async (line) => {
      await sets(line, ANNA, { on: 'answer', afterMs: 4_000 });
      const callers = await both(line);
      await called(line, ANNA).rings();
      await line.passes(2_500);
      expect(await hearing(callers)).toMatchObject([
        { state: 'talking', hearing: { content: NOBODY } },
        { state: 'on-hold', hearing: { kind: 'file' } },
      ]);
      expect(await standing(line)).toMatchObject({ anna: 'offered', ben: 'available' });
      expect(await called(line, BEN).all()).toEqual([]);
      expect(line.logged.filter(({ event }) => event === 'no-slot')).toMatchObject([
        { level: 'warn', leg: 'agent' },
      ]);

      const anna = await accepts(line, ANNA);
      await anna.hangsUp();
      await line.passes(1_000);
      const third = await rings(line, '+15550102');
      await third.hears('press 1');
      await third.presses('0');
      await called(line, CHLOE).rings();
      expect(await standing(line)).toMatchObject({ anna: 'wrap-up', chloe: 'offered' });
    },
    { ...STAFFED, settings: { OUTBOUND_LEGS_PER_NUMBER: '1' } },
  );
});

import { describe, expect } from 'vitest';
import {
  AGENT_PHONES,
  ANNA,
  areAway,
  asksForPerson,
  BEN,
  CHLOE,
  isAvailableAgain,
  STAFFED,
  standing,
} from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { journey, type Line } from './support/line.ts';
import { accepts, talksToAnna } from './support/talk.ts';

/** Whose phones were rung so far. */
async function rung(line: Line): Promise<string[]> {
  const phones = await Promise.all(AGENT_PHONES.map((number) => called(line, number).all()));
  return phones.flat().map(({ number }) => number);
}

describe('a call is offered', () => {
  journey(
    'only to those who have the skill that the step asks for',
    async (line) => {
      const { first: caller } = line;
      await areAway(line, 'dev');
      await sets(line, CHLOE, { on: 'decline' });
      await asksForPerson(caller, '3');
      await caller.hears('Nobody is free');
      expect(await rung(line)).toEqual([CHLOE]);
      expect(await standing(line)).toMatchObject({ anna: 'available', ben: 'available' });
    },
    STAFFED,
  );

  journey(
    'to the one who has been available longest',
    async (line) => {
      await line.passes(1_000);
      await isAvailableAgain(line, 'anna');
      await line.passes(1_000);
      await isAvailableAgain(line, 'ben');
      await asksForPerson(line.first);
      await called(line, CHLOE).rings();
      expect(await rung(line)).toEqual([CHLOE]);
    },
    STAFFED,
  );

  journey(
    'to nobody who calls themselves',
    async (line) => {
      const anna = line.caller(ANNA);
      await asksForPerson(anna);
      await called(line, BEN).rings();
      expect(await rung(line)).toEqual([BEN]);
      await anna.hangsUp();
      expect((await line.record()).offers.map(({ agent }) => agent)).toEqual(['ben']);
      await areAway(line, 'ben', 'chloe', 'dev');
      const again = line.caller(ANNA);
      await asksForPerson(again);
      await again.hears('Nobody is free');
      await again.isHungUpOn();
      expect((await line.record()).offers).toEqual([]);
      expect(await rung(line)).toEqual([BEN]);
      expect(await standing(line)).toMatchObject({ anna: 'available' });
    },
    STAFFED,
  );

  journey(
    'to nobody whom the line may not dial, who is passed over',
    async (line) => {
      await asksForPerson(line.first);
      await called(line, BEN).rings();
      expect(await rung(line)).toEqual([BEN]);
      expect(await standing(line)).toMatchObject({ anna: 'available', ben: 'offered' });
      expect(line.logged.filter(({ event }) => event === 'not-allowed')).toMatchObject([
        { level: 'warn', agent: 'anna' },
      ]);
      expect(JSON.stringify(line.logged)).not.toContain(ANNA);
    },
    { ...STAFFED, settings: { DIAL_ALLOW: BEN } },
  );

  journey(
    'to nobody twice, also when the caller asks again after an agent',
    async (line) => {
      const { first: caller } = line;
      await talksToAnna(line, caller).then((anna) => anna.hangsUp());
      await line.passes(1_000);
      await isAvailableAgain(line, 'anna');
      for (const number of [BEN, CHLOE]) await sets(line, number, { on: 'busy' });
      await areAway(line, 'dev');
      await caller.hears('Were you helped');
      caller.presses('0');
      await caller.hears('Please hold');
      await caller.hears('Nobody is free');
      expect(await rung(line)).toEqual([ANNA, BEN, CHLOE]);
      expect((await line.record()).offers.map(({ agent }) => agent)).toEqual([
        'anna',
        'ben',
        'chloe',
      ]);
    },
    STAFFED,
  );
});

describe('an agent whose call is over', () => {
  journey(
    'is offered the next one after the half minute for their notes, and not before',
    async (line) => {
      await areAway(line, 'ben', 'chloe', 'dev');
      await talksToAnna(line, line.first);
      await line.first.hangsUp();
      await line.passes(20_000);
      expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
      const early = line.caller('+15550101');
      await asksForPerson(early);
      await early.hears('Nobody is free');
      await early.isHungUpOn();
      await line.passes(6_000);
      await asksForPerson(line.caller('+15550102'));
      await accepts(line, ANNA);
      expect(await standing(line)).toMatchObject({ anna: 'talking' });
    },
    STAFFED,
  );

  journey(
    'is offered the next one at once where WRAP_UP_SECONDS is 0',
    async (line) => {
      await areAway(line, 'ben', 'chloe', 'dev');
      await talksToAnna(line, line.first);
      await line.first.hangsUp();
      await line.passes(1_000);
      expect(await standing(line)).toMatchObject({ anna: 'available' });
      await asksForPerson(line.caller('+15550101'));
      await accepts(line, ANNA);
      expect(await standing(line)).toMatchObject({ anna: 'talking' });
    },
    { ...STAFFED, settings: { WRAP_UP_SECONDS: '0' } },
  );
});

import { describe, expect } from 'vitest';
import { words } from './support/heard.ts';
import { journey } from './support/line.ts';
import { LONG_LINE, MUSIC, OPERATOR } from './support/long-line.ts';
import { atRandomMoments, fromOperator, ON_THE_WAY } from './support/random-moments.ts';

describe('a caller who presses the operator sequence is on the way to a person, and hears nothing else', () => {
  for (const seed of [1, 2, 3, 4]) {
    atRandomMoments(`at 25 moments of a call of twelve steps, seed ${seed}`, seed);
  }
});

describe('the operator key', () => {
  for (const [where, until, wayThere] of [
    ['a sentence', 'Welcome', []],
    ['a menu', 'report a fault', []],
    ['the question after an entry', 'Your number is', ['1', '12#']],
  ] as const) {
    journey(
      `leads to a person from ${where}, and cuts it off at once`,
      async (line) => {
        const { first: caller } = line;
        await caller.rings();
        for (const keys of wayThere) {
          await caller.hears(keys === '1' ? 'report a fault' : 'account number');
          caller.presses(keys);
        }
        await caller.hears(until);
        await line.passes(300);
        const pressedAt = line.clock.now();
        caller.presses('0');
        await caller.hears(OPERATOR);
        expect(line.clock.now() - pressedAt).toBeLessThan(200);
        await caller.hears(MUSIC);
        const [cutOff, ...after] = words(caller.phone()).slice(-2);
        expect(cutOff).toMatchObject({ content: expect.stringContaining(until), done: false });
        expect(after).toEqual([{ content: OPERATOR, done: true }]);
        expect(fromOperator(caller.phone())).toEqual(ON_THE_WAY);
      },
      LONG_LINE,
    );
  }

  journey(
    'is a digit within an entry, where the sequence leads to a person',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('report a fault');
      caller.presses('1');
      await caller.hears('account number');
      caller.presses('100');
      await line.passes(2_000);
      expect(fromOperator(caller.phone())).toEqual([]);
      const pressedAt = line.clock.now();
      caller.presses('*0');
      await caller.hears(OPERATOR);
      expect(line.clock.now() - pressedAt).toBeLessThan(600); // not when the entry ends
      await caller.hears(MUSIC);
      expect((await line.record()).digits).toMatchObject([
        { step: 'main', digits: '1', result: 'complete' },
        { step: 'account', question: 'entry', digits: '', result: 'operator' },
      ]);
    },
    LONG_LINE,
  );
});

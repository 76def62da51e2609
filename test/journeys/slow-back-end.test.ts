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

const TOLD = { ...ANSWER, balance: { amount: '42.50' } };

describe('a caller whose question goes to a back end', () => {
  for (const [afterMs, hears] of [
    [300, [BALANCE]],
    [2_000, [WAITING, BALANCE]],
    [9_000, [WAITING, MUSIC, SORRY, BALANCE]],
    [14_900, [WAITING, MUSIC, SORRY, MUSIC, BALANCE]],
    [20_000, [WAITING, MUSIC, SORRY, MUSIC, NOT_NOW]],
  ] as const) {
    lookupJourney(
      `that takes ${afterMs} ms hears exactly what is due, and never nothing for two seconds`,
      async (line) => {
        const { first: caller, backEnd } = line;
        backEnd.answers({ afterMs, body: TOLD });
        const silences = watchSilences(line, CALLER);
        await asksBackEnd(caller);
        await caller.isHungUpOn();
        expect(heardWhileWaiting(caller.phone())).toEqual(hears);
        for (const { seconds, allowed } of await silences())
          expect(seconds).toBeLessThan(2 + allowed);
        await line.passes(10_000);
        expect((await line.record()).call.outcome).toBe(
          hears.at(-1) === BALANCE ? 'completed' : 'failed',
        );
      },
    );
  }
});

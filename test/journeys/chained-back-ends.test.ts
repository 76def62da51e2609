import { describe, expect } from 'vitest';
import { flowOf } from './support/flow-text.ts';
import {
  ANSWER,
  asksBackEnd,
  heardWhileWaiting,
  lookupJourney,
  MUSIC,
} from './support/lookup-line.ts';

const asks = (which: string, next: string) =>
  `{ lookup: billing, send: [account], waiting: The ${which} one., sorry: { say: Sorry., keys: { 2: bye } }, next: ${next}, otherwise: ${next} }`;

/** A line that asks three times in a row before it says anything. */
const THRICE = flowOf(`
  welcome: { gather: 'Your number, please.', digits: { exactly: 4 }, as: account, next: first, otherwise: bye }
  first: ${asks('first', 'second')}
  second: ${asks('second', 'third')}
  third: ${asks('third', 'bye')}
  bye: { hangUp: All is looked up. }
  operator: { hangUp: A person answers. }
`);
const END = 'All is looked up.';

describe('a caller whose questions go to back ends one after the other', () => {
  for (const [afterMs, status, hears, firstAfterMs] of [
    [300, 200, [END], 900],
    [900, 200, ['The second one.', END], 1_000],
    [900, 503, ['The second one.', END], 1_000],
    [1_200, 200, ['The first one.', 'The second one.', 'The third one.', END], 1_000],
    [
      3_500,
      200,
      ['The first one.', MUSIC, 'The second one.', MUSIC, 'The third one.', MUSIC, END],
      1_000,
    ],
  ] as const) {
    lookupJourney(
      `which take ${afterMs} ms each and answer ${status} hears the first word when it is due`,
      async (line) => {
        const { first: caller, backEnd } = line;
        backEnd.answers({ afterMs, status, body: ANSWER });
        await asksBackEnd(caller);
        await caller.isHungUpOn();
        expect(heardWhileWaiting(caller.phone())).toEqual(hears);
        const { timeline } = await line.record();
        const asked = timeline.find(({ type }) => type === 'startLookup')?.at ?? '';
        const [, first] = caller.phone().heard;
        const waited = Date.parse(first?.at ?? '') - Date.parse(asked);
        expect(waited).toBeGreaterThanOrEqual(firstAfterMs);
        expect(waited).toBeLessThan(firstAfterMs + 200);
      },
      { flow: THRICE },
    );
  }
});

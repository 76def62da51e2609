import { describe, expect } from 'vitest';
import type { ScriptedCaller } from '../../emulator/scripted-caller.ts';
import { areAway, asksForPerson, CHLOE, STAFF, STAFFED } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { flowOf } from './support/flow-text.ts';
import { journey, type LineOptions } from './support/line.ts';
import { MUSIC, OPERATOR } from './support/long-line.ts';
import { fromOperator, ON_THE_WAY } from './support/random-moments.ts';
import { accepts, sentSince } from './support/talk.ts';

/** A line that asks for a secret, and otherwise for one key; where nothing goes on, it leads to a person. */
const LOST: LineOptions = {
  agents: STAFF,
  flow: flowOf(`
  welcome:
    menu: To pay, press 1. To hear our fax, press 2.
    keys: { 1: card, 2: fax }
    otherwise: operator
  card:
    gather: Please key in your card number, then hash.
    digits: { exactly: 16, end: '#' }
    match: luhn
    sensitive: true
    sensitiveAgain: That is no card. For a person, press 0. To try again, press 1.
    as: card
    next: thanks
    otherwise: operator
  fax: { sendTones: '1w2', next: thanks, otherwise: operator }
  thanks: { hangUp: Thank you. Goodbye. }
  operator: { escalate: '${OPERATOR}', otherwise: thanks }
`),
};

describe('a caller is led to a person', () => {
  journey(
    'after three silences',
    async ({ first: caller }) => {
      await caller.rings();
      for (const _ of [1, 2, 3]) await caller.hears('To pay');
      await caller.hears(OPERATOR, { withinSeconds: 10 });
      await caller.hears(MUSIC);
      expect(fromOperator(caller.phone())).toEqual(ON_THE_WAY);
    },
    LOST,
  );

  journey(
    'after three wrong keys',
    async ({ first: caller }) => {
      await caller.rings();
      for (const key of ['7', '8', '9']) {
        await caller.hears('To pay');
        caller.presses(key);
      }
      await caller.hears(OPERATOR, { withinSeconds: 1 });
      await caller.hears(MUSIC);
      expect(fromOperator(caller.phone())).toEqual(ON_THE_WAY);
    },
    LOST,
  );

  journey(
    'by 0 after a secret entry that was not good',
    async ({ first: caller }) => {
      await caller.rings();
      await caller.hears('To pay');
      caller.presses('1');
      await caller.hears('card number');
      caller.presses('4539578763621480#'); // Luhn is not content with it
      await caller.hears('That is no card');
      caller.presses('0');
      await caller.hears(OPERATOR, { withinSeconds: 1 });
      await caller.hears(MUSIC);
      expect(fromOperator(caller.phone())).toEqual(ON_THE_WAY);
    },
    LOST,
  );

  journey(
    'when keys cannot be sent',
    async (line) => {
      const { first: caller } = line;
      await line.faults({ sendTones: { fail: 8500 } });
      await caller.rings();
      await caller.hears('To pay');
      caller.presses('2');
      await caller.hears(OPERATOR, { withinSeconds: 1 });
      await caller.hears(MUSIC);
      expect(fromOperator(caller.phone())).toEqual(ON_THE_WAY);
    },
    LOST,
  );
});

describe('a caller on the way to a person, who asks again,', () => {
  for (const [where, asks] of [
    ['at the operator', (caller: ScriptedCaller) => asksAtOnce(caller)],
    ['at another step', (caller: ScriptedCaller) => asksForPerson(caller, '3')],
  ] as const) {
    journey(
      `is not on the way a second time: ${where}`,
      async (line) => {
        const { first: caller } = line;
        await areAway(line, 'anna', 'ben', 'dev');
        await sets(line, CHLOE, { on: 'answer', afterMs: 8_000 });
        await asks(caller);
        const since = await sentSince(line);
        caller.presses('0w*0'); // during the first words
        await line.passes(3_000);
        caller.presses('*0w0'); // on hold
        await line.passes(2_000);
        expect(await since()).toEqual(['hold']);
        await accepts(line, CHLOE);
        expect(await called(line, CHLOE).all()).toHaveLength(1);
        expect((await line.record()).call).toMatchObject({ state: 'with-agent', offers: 1 });
      },
      STAFFED,
    );
  }
});

/** Nothing listens yet, so that every later key is certainly one of its own. */
async function asksAtOnce(caller: ScriptedCaller): Promise<void> {
  await caller.rings();
  await caller.hears('Welcome');
  caller.presses('0');
  await caller.hears('Please hold');
}

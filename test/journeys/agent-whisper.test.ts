import { describe, expect } from 'vitest';
import { AGENT_PHONES, ANNA, asksForPerson, STAFF, STAFFED, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { flowOf } from './support/flow-text.ts';
import { texts } from './support/heard.ts';
import { journey } from './support/line.ts';

const KEYS = 'Press 1 to take it, 2 to decline.';
const AGAIN = 'Press 1 to take the call, or 2 to decline it.';

/** A line that asks for an account, for what it takes one key to say, and for a secret, before a person is reached. */
const ASKING = flowOf(`
  welcome:
    gather: Please key in your account number, then hash.
    digits: { exactly: 8, end: '#' }
    as: account
    next: topic
    otherwise: operator
  topic:
    gather: What is it about?
    digits: { exactly: 1 }
    as: topic
    next: card
    otherwise: operator
  card:
    gather: Please key in your card number, then hash.
    digits: { exactly: 16, end: '#' }
    sensitive: true
    as: card
    next: operator
    otherwise: operator
  operator:
    escalate: Please hold for a colleague.
    otherwise: nobody
  nobody: { hangUp: Nobody is free. Goodbye. }
`);

describe('what an agent is told of a call', () => {
  journey(
    'is the end of the number alone, of a caller who has keyed in nothing',
    async (line) => {
      await sets(line, ANNA, { on: 'answer' });
      await asksForPerson(line.first);
      const { heard } = await called(line, ANNA).hears('Press 1');
      expect(heard.at(-1)?.content).toBe(`A call from a number ending in 0 0. ${KEYS}`);
    },
    STAFFED,
  );

  journey(
    'leaves out a number that is withheld',
    async (line) => {
      await sets(line, ANNA, { on: 'answer' });
      const caller = line.caller('anonymous');
      await asksForPerson(caller);
      const { heard } = await called(line, ANNA).hears('Press 1');
      expect(heard.at(-1)?.content).toBe(KEYS);
      expect(caller.phone().state).toBe('on-hold');
    },
    STAFFED,
  );

  journey(
    'is the end of what was keyed in, a short value by its name alone, and nothing of a secret',
    async (line) => {
      const { first: caller } = line;
      for (const number of AGENT_PHONES) await sets(line, number, { on: 'answer' });
      await caller.rings();
      await caller.hears('account number');
      caller.presses('12345678#');
      await caller.hears('What is it about');
      caller.presses('5');
      await caller.hears('card number');
      caller.presses('4539578763621486#');
      await caller.hears('Please hold');
      const { heard, customContext } = await called(line, ANNA).hears('Press 1');
      const whisper = heard.at(-1)?.content ?? '';
      expect(whisper).toBe(
        `A call from a number ending in 0 0. They keyed in account 7 8, topic. ${KEYS}`,
      );
      const along = JSON.stringify(customContext);
      expect(along).toContain('12345678');
      expect(along).not.toContain('card');
      expect(along).not.toContain('4539578763621486');
    },
    { flow: ASKING, agents: STAFF },
  );
});

describe('an agent who presses a wrong key', () => {
  journey(
    'is asked again, and once more, and then let go',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'answer' });
      const anna = called(line, ANNA);
      await asksForPerson(caller);
      await anna.hears('A call from');
      for (const key of ['7', '0', '*']) {
        await anna.presses(key);
        await line.passes(500);
      }
      const phone = await anna.isHungUpOn();
      expect(texts(phone).slice(-2)).toEqual([AGAIN, AGAIN]);
      expect(texts(phone).filter((text) => text.includes('A call from'))).toHaveLength(1);
      expect(texts(caller.phone())).not.toContain(AGAIN);
      expect(await standing(line)).toMatchObject({ anna: 'available', ben: 'offered' });
      const [first] = (await line.record()).offers ?? [];
      expect(first).toMatchObject({ agent: 'anna', result: 'wrong-key' });
    },
    STAFFED,
  );

  journey(
    'once or twice can still accept',
    async (line) => {
      await sets(line, ANNA, { on: 'answer' });
      const anna = called(line, ANNA);
      await asksForPerson(line.first);
      await anna.hears('A call from');
      await anna.presses('3');
      await anna.hears(AGAIN);
      await anna.presses('4w1');
      await line.passes(2_000);
      expect(await standing(line)).toMatchObject({ anna: 'talking' });
      expect(line.first.phone()).toMatchObject({ state: 'talking', hearing: null });
    },
    STAFFED,
  );
});

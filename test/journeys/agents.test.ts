import { describe, expect } from 'vitest';
import { ANNA, STAFFED_LINE } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { journey } from './support/line.ts';

describe('a caller who asks for a person', () => {
  journey(
    'is brought together with an agent who accepts',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'answer', afterMs: 5_000 });
      const anna = called(line, ANNA);
      await caller.rings();
      await caller.hears('press 1');
      caller.presses('0');
      await caller.hears('Please hold');
      await anna.hears('Press 1');
      await anna.presses('1');
      await line.passes(5_000);
      await anna.hangsUp();
      await caller.hears('Were you helped');
      caller.presses('1');
      await caller.hears('Goodbye');
      await caller.isHungUpOn();
      const { call } = await line.record();
      expect(call).toMatchObject({ outcome: 'answered-by-agent' });
    },
    { flow: STAFFED_LINE },
  );
});

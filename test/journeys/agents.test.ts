import { describe, expect } from 'vitest';
import { ANNA, areAway, asksForPerson, BEN, STAFFED, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { journey } from './support/line.ts';

describe('a caller who asks for a person', () => {
  journey(
    'hears music on hold, is brought together with the agent who accepts, and is asked how it was',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'answer', afterMs: 5_000 });
      const anna = called(line, ANNA);
      await asksForPerson(caller);
      await anna.hears('Press 1');
      expect(caller.phone()).toMatchObject({ state: 'on-hold' });
      expect(caller.phone().heard.at(-1)?.content).toContain('/api/audio/music.wav');
      expect(await standing(line)).toMatchObject({ anna: 'offered' });

      await anna.presses('1');
      await line.passes(5_000);
      expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
      expect(await standing(line)).toMatchObject({ anna: 'talking', ben: 'available' });

      await anna.hangsUp();
      await caller.hears('Were you helped');
      caller.presses('1');
      await caller.hears('Thank you');
      await caller.isHungUpOn();
      expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
      expect((await line.record()).call).toMatchObject({
        outcome: 'answered-by-agent',
        agent: 'anna',
      });
      await line.passes(30_000);
      expect(await standing(line)).toMatchObject({ anna: 'available' });
    },
    STAFFED,
  );

  journey(
    'is offered to the next agent when one declines, who can then be offered another call',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'decline', afterMs: 2_000 });
      await sets(line, BEN, { on: 'answer', afterMs: 2_000 });
      await asksForPerson(caller);
      const ben = called(line, BEN);
      await ben.hears('Press 1');
      expect(await standing(line)).toMatchObject({ anna: 'available', ben: 'offered' });
      await ben.presses('1');
      await line.passes(1_000);
      await caller.hangsUp();
      await ben.isHungUpOn();
      const { call, offers } = await line.record();
      expect(call).toMatchObject({ outcome: 'answered-by-agent', agent: 'ben', offers: 2 });
      expect(offers).toMatchObject([
        { agent: 'anna', result: 'declined' },
        { agent: 'ben', result: 'accepted' },
      ]);
    },
    STAFFED,
  );

  journey(
    'hears that nobody is free when all are away',
    async (line) => {
      const { first: caller } = line;
      await areAway(line, 'anna', 'ben', 'chloe', 'dev');
      await asksForPerson(caller);
      await caller.hears('Nobody is free');
      await caller.isHungUpOn();
      expect(caller.phone().heard.find(({ content }) => content.includes('hold'))?.done).toBe(true);
      expect((await line.record()).call).toMatchObject({
        outcome: 'failed',
        escalation: 'not-taken',
      });
    },
    STAFFED,
  );
});

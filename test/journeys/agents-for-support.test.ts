import { describe, expect } from 'vitest';
import { ANNA, asksForPerson, BEN, STAFFED } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { type CallRecord, journey, type Line } from './support/line.ts';
import { accepts, talksToAnna } from './support/talk.ts';

const milliseconds = (from = '', to = '') => Date.parse(to) - Date.parse(from);

/** The row of the one call in the list of the day. */
async function listed(line: Line): Promise<CallRecord['call'] | undefined> {
  return (await line.calls())[0];
}

describe('what support sees of a call that is offered to agents', () => {
  journey(
    'is, while a phone rings, whose it is: of the first agent and of the next',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'busy', afterMs: 6_000 });
      await asksForPerson(caller);
      expect((await line.record()).offers).toMatchObject([{ agent: 'anna' }]);
      await line.passes(8_000);
      const { call, offers } = await line.record();
      expect(call).toMatchObject({ offers: 2 });
      expect(offers).toMatchObject([{ agent: 'anna', result: 'busy' }, { agent: 'ben' }]);
      expect(offers[1]).not.toHaveProperty('result');
      // nobody has to stop a phone that has stopped by itself
      expect(await line.requests(':cancelAddParticipant')).toEqual([]);
    },
    STAFFED,
  );

  journey(
    'is who was offered it, when, what came of it, who talked, and how long',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'decline', afterMs: 4_000 });
      await sets(line, BEN, { on: 'answer', afterMs: 3_000 });
      await asksForPerson(caller);
      expect(await listed(line)).toMatchObject({ state: 'waiting', escalation: 'waiting' });

      const ben = called(line, BEN);
      await ben.hears('Press 1');
      await line.passes(1_500);
      await ben.presses('1');
      await line.passes(1_000);
      const talk = (await line.record()).call;
      expect(talk).toMatchObject({ state: 'with-agent', escalation: 'accepted', agent: 'ben' });
      expect(talk).not.toHaveProperty('agentSeconds');

      await line.passes(18_000);
      await ben.hangsUp();
      await caller.hears('Were you helped');
      const { call, offers } = await line.record();
      expect(call).toMatchObject({
        state: 'talking',
        escalation: 'accepted',
        offers: 2,
        agent: 'ben',
        agentSeconds: 20,
      });
      expect(offers).toEqual([
        {
          agent: 'anna',
          name: 'Anna Berg',
          offeredAt: expect.any(String),
          result: 'declined',
          endedAt: expect.any(String),
        },
        {
          agent: 'ben',
          name: 'Ben Okafor',
          offeredAt: expect.any(String),
          result: 'accepted',
          endedAt: expect.any(String),
          talkedSeconds: 20,
        },
      ]);
      const [anna, other] = offers;
      expect(milliseconds(anna?.offeredAt, anna?.endedAt)).toBeCloseTo(4_000, -2);
      expect(milliseconds(anna?.endedAt, other?.offeredAt)).toBeCloseTo(0, -2);
      expect(milliseconds(other?.offeredAt, other?.endedAt)).toBeCloseTo(4_500, -2.5);

      caller.presses('1');
      await caller.isHungUpOn();
      expect(await listed(line)).toMatchObject({
        state: 'ended',
        outcome: 'answered-by-agent',
        escalation: 'accepted',
        offers: 2,
        agent: 'ben',
        agentSeconds: 20,
      });
    },
    STAFFED,
  );

  journey(
    'is each talk of a caller who asked for a person twice, and the last one in the row of the call',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await line.passes(4_000);
      await anna.hangsUp();
      await caller.hears('Were you helped');
      await sets(line, BEN, { on: 'answer' });
      caller.presses('0');
      await caller.hears('Please hold');
      const ben = await accepts(line, BEN);
      expect((await line.record()).call).not.toHaveProperty('agentSeconds');
      await line.passes(6_000);
      await ben.hangsUp();
      await caller.hears('Were you helped');
      const { call, offers } = await line.record();
      expect(offers).toMatchObject([
        { agent: 'anna', result: 'accepted', talkedSeconds: 5 },
        { agent: 'ben', result: 'accepted', talkedSeconds: 8 },
      ]);
      expect(call).toMatchObject({ offers: 2, agent: 'ben', agentSeconds: 8 });
    },
    STAFFED,
  );

  journey(
    'is the talk up to the end of a call whose caller hangs up',
    async (line) => {
      const { first: caller } = line;
      await talksToAnna(line, caller);
      await line.passes(11_000);
      await caller.hangsUp();
      await line.passes(1_000);
      const { call, offers } = await line.record();
      expect(call).toMatchObject({ outcome: 'answered-by-agent', agentSeconds: 12 });
      expect(offers).toMatchObject([{ agent: 'anna', talkedSeconds: 12 }]);
      // no number of an agent is told
      expect(JSON.stringify(await line.record())).not.toContain(ANNA.slice(1, -2));
    },
    STAFFED,
  );
});

import { describe, expect } from 'vitest';
import { CHLOE, STAFFED, standing } from './support/agents.ts';
import { sets } from './support/called.ts';
import { journey } from './support/line.ts';
import { accepts, sentSince, talksToAnna } from './support/talk.ts';

describe('a caller and an agent who talk', () => {
  journey(
    "press keys that are kept under their own names, and the caller's lead nowhere",
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      const sent = await sentSince(line);
      caller.presses('0w7w*0');
      await anna.presses('4560');
      await line.passes(10_000);
      expect(await sent()).toEqual([]);
      expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
      expect(await standing(line)).toMatchObject({ anna: 'talking' });
      const { call, tones } = await line.record();
      expect(call).toMatchObject({ state: 'with-agent', escalation: 'accepted', agent: 'anna' });
      // the 0 that asked for a person was followed too; the 1 that accepted was not yet
      expect(tones).toMatchObject([
        { participant: 'agent-anna', session: 1, digits: '4560' },
        { participant: 'caller', session: 1, digits: '007*0' },
      ]);
    },
    STAFFED,
  );

  journey(
    'are held apart by *2 with music for the caller, and brought together by another',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await anna.presses('*2');
      await line.passes(5_000);
      expect(caller.phone()).toMatchObject({
        state: 'on-hold',
        hearing: { kind: 'file', content: expect.stringContaining('/api/audio/music.wav') },
      });
      expect((await anna.all())[0]).toMatchObject({ state: 'talking', hearing: null });
      await anna.presses('*2');
      await line.passes(5_000);
      expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
      expect(await standing(line)).toMatchObject({ anna: 'talking' });
      const { timeline } = await line.record();
      expect(timeline.map(({ type }) => type).filter((type) => type.startsWith('agent-'))).toEqual([
        'agent-answered',
        'agent-hold',
        'agent-unhold',
      ]);
    },
    STAFFED,
  );

  journey(
    'are parted by *9: the caller goes on in the flow, the agent writes it down',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await line.passes(41_000);
      await anna.presses('*9');
      await caller.hears('Were you helped');
      expect((await anna.all())[0]).toMatchObject({ state: 'ended', code: 200, subCode: 5000 });
      expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
      caller.presses('2');
      await caller.hears('Thank you');
      await caller.isHungUpOn();
      const { call, digits, offers } = await line.record();
      expect(call).toMatchObject({ outcome: 'answered-by-agent', agent: 'anna', agentSeconds: 42 });
      expect(offers).toMatchObject([{ agent: 'anna', result: 'accepted', talkedSeconds: 42 }]);
      expect(digits.at(-1)).toMatchObject({ step: 'survey', digits: '2' });
    },
    STAFFED,
  );

  journey(
    'are parted by *9 from hold: the caller hears the flow, not music',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await anna.presses('*2');
      await line.passes(3_000);
      await anna.presses('*9');
      await caller.hears('Were you helped');
      expect(caller.phone().state).toBe('talking');
    },
    STAFFED,
  );

  journey(
    'are parted by the agent, and where the flow has nothing else goodbye is said',
    async (line) => {
      const { first: caller } = line;
      await sets(line, CHLOE, { on: 'answer' });
      await caller.rings();
      await caller.hears('press 1');
      caller.presses('3');
      await caller.hears('new connections');
      const chloe = await accepts(line, CHLOE);
      const sent = await sentSince(line);
      caller.presses('0w*0');
      await line.passes(5_000);
      expect(await sent()).toEqual([]);
      await chloe.hangsUp();
      await caller.hears('Goodbye.');
      await caller.isHungUpOn();
      expect((await line.record()).call).toMatchObject({
        outcome: 'answered-by-agent',
        agent: 'chloe',
        escalation: 'accepted',
      });
      expect(await standing(line)).toMatchObject({ chloe: 'wrap-up' });
    },
    STAFFED,
  );
});

const TONE = 'ContinuousDtmfRecognitionToneReceived';

describe("an agent's keys steer once", () => {
  for (const [how, callbacks] of Object.entries({
    'out of order': { reorder: true },
    twice: { copies: 3 },
    'late by a second': { delayMs: 1_000 },
    'before the answer': { beforeResponse: true },
  })) {
    journey(
      `though news of them comes ${how}`,
      async (line) => {
        const { first: caller } = line;
        const anna = await talksToAnna(line, caller);
        await line.faults({ callbacks: { types: [TONE], ...callbacks } });
        const sent = await sentSince(line);
        await anna.presses('*2');
        await line.passes(8_000);
        expect(caller.phone().state).toBe('on-hold');
        await anna.presses('*2');
        await line.passes(8_000);
        expect(caller.phone().state).toBe('talking');
        expect(await sent()).toEqual(['hold', 'unhold']);
        await anna.presses('*9');
        await caller.hears('Were you helped');
        const { tones } = await line.record();
        expect(tones).toMatchObject([
          { participant: 'agent-anna', session: 1, digits: '*2*2*9' },
          { participant: 'caller' },
        ]);
      },
      STAFFED,
    );
  }
});

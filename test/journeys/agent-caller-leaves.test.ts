import { describe, expect } from 'vitest';
import { ANNA, asksForPerson, BEN, STAFFED, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { journey, type Line } from './support/line.ts';
import { sentSince, talksToAnna } from './support/talk.ts';

/** Nothing of the call is left but its rows. */
async function isOver(line: Line, outcome: string): Promise<void> {
  const { call, timeline } = await line.record();
  expect(call).toMatchObject({ state: 'ended', outcome });
  expect(timeline.filter(({ type }) => type === 'outcome')).toHaveLength(1);
  expect(line.host.durable.instances().filter(({ status }) => status === 'Running')).toEqual([]);
}

/** How the call of three may be told to be one of two. */
const TOLD: Record<
  string,
  { faults: Record<string, unknown>; sent: string[]; withinSeconds: number }
> = {
  'by a roster without them': { faults: {}, sent: ['terminate'], withinSeconds: 1 },
  'by nothing but a roster': {
    faults: { stoppedOnLeave: false },
    sent: ['terminate'],
    withinSeconds: 1,
  },
  'by their keys, which are followed no more': {
    faults: { callbacks: { types: ['ParticipantsUpdated'], lose: true } },
    sent: ['terminate'],
    withinSeconds: 1,
  },
  'by the end of the call': {
    faults: {
      lastOneEndsCall: true,
      callbacks: { types: ['ContinuousDtmfRecognitionStopped'], lose: true },
    },
    sent: [],
    withinSeconds: 1,
  },
  'by nothing at all, until the watchdog asks': {
    faults: { stoppedOnLeave: false, callbacks: { types: ['ParticipantsUpdated'], lose: true } },
    sent: ['terminate'],
    withinSeconds: 75,
  },
};

describe('a caller who hangs up on an agent', () => {
  for (const [how, { faults, sent, withinSeconds }] of Object.entries(TOLD)) {
    journey(
      `is known to have left ${how}: the agent is let go, and nothing else is sent`,
      async (line) => {
        const { first: caller } = line;
        const anna = await talksToAnna(line, caller);
        await line.faults(faults);
        await line.passes(20_000);
        const since = await sentSince(line);
        await caller.hangsUp();
        const left = line.clock.now();
        await anna.isHungUpOn();
        expect(line.clock.now() - left).toBeLessThanOrEqual(withinSeconds * 1_000);
        await line.passes(500);
        expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
        await line.passes(20_000);
        expect(await since()).toEqual(sent);
        await isOver(line, 'answered-by-agent');
      },
      STAFFED,
    );
  }

  journey(
    'while they are on hold leaves just the same',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await anna.presses('*2');
      await line.passes(4_000);
      const since = await sentSince(line);
      await caller.hangsUp();
      await anna.isHungUpOn();
      expect(await since()).toEqual(['terminate']);
      await isOver(line, 'answered-by-agent');
      expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
    },
    STAFFED,
  );

  journey(
    'at the same moment as the agent leaves ends the call once',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await anna.hangsUp();
      await caller.hangsUp();
      await line.passes(5_000);
      await isOver(line, 'answered-by-agent');
      expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
    },
    STAFFED,
  );
});

describe('a caller who hangs up before anybody took the call', () => {
  journey(
    'stops the phone from ringing, and leaves its agent available',
    async (line) => {
      const { first: caller } = line;
      await asksForPerson(caller);
      await called(line, ANNA).rings();
      await line.passes(6_000);
      await caller.hangsUp();
      await called(line, ANNA).isHungUpOn();
      await isOver(line, 'abandoned');
      const { call, offers } = await line.record();
      expect(call).toMatchObject({ escalation: 'left', offers: 1 });
      expect(offers).toMatchObject([{ agent: 'anna', result: 'caller-gone' }]);
      expect(await standing(line)).toMatchObject({ anna: 'available' });
    },
    STAFFED,
  );

  journey(
    'while one agent could not be put out and the next one rings: both are let go',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'answer' });
      await line.faults({ api: [{ operation: 'removeParticipant', status: 400, code: '8501' }] });
      await asksForPerson(caller);
      await called(line, ANNA).hears('Press 1');
      await called(line, ANNA).presses('2');
      await called(line, BEN).rings();
      const since = await sentSince(line);
      await caller.hangsUp();
      await called(line, BEN).isHungUpOn();
      await called(line, ANNA).isHungUpOn();
      expect(await since()).toEqual(['cancelAddParticipant', 'terminate']);
      await isOver(line, 'abandoned');
      expect(await standing(line)).toMatchObject({ anna: 'available', ben: 'available' });
    },
    STAFFED,
  );

  journey(
    'while an agent hears who calls lets them go, too',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'answer' });
      await asksForPerson(caller);
      await called(line, ANNA).hears('Press 1');
      const since = await sentSince(line);
      await caller.hangsUp();
      await called(line, ANNA).isHungUpOn();
      expect(await since()).toEqual(['terminate']);
      await isOver(line, 'abandoned');
      expect(await standing(line)).toMatchObject({ anna: 'available' });
    },
    STAFFED,
  );
});

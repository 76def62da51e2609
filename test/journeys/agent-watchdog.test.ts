import { describe, expect } from 'vitest';
import { callRowKey, dayPartition } from '../../adapters/call-keys.ts';
import { tableClients } from '../../adapters/table-clients.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { asksForPerson, STAFFED, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { handsOver, legs, nothingRuns } from './support/handed-over.ts';
import { journey, type Line } from './support/line.ts';
import { sentSince, talksToAnna } from './support/talk.ts';

/** Seconds from the last event of the call until it counts as silent, as the tables have it. */
async function quietSeconds(line: Line): Promise<number> {
  const { json } = await line.api('/calls?day=2026-11-20');
  const callId = (json as { calls: { callId: string }[] }).calls[0]?.callId ?? '';
  const { Calls } = tableClients({ connectionString: tablesConnectionString() });
  const row = await Calls.getEntity<{ quietUntil: string; lastEventAt: string }>(
    dayPartition(callId),
    callRowKey(callId),
  );
  return (Date.parse(row.quietUntil) - Date.parse(row.lastEventAt)) / 1000;
}

describe('a call is silent for the watchdog', () => {
  journey(
    'after what its last turn may take, and ten seconds',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('Welcome');
      // eight characters, half as long again as a voice takes
      expect(await quietSeconds(line)).toBe(11);
      await caller.hears('press 1');
      // 57 characters, and six seconds for a key
      expect(await quietSeconds(line)).toBe(23);
      caller.presses('0');
      await caller.hears('Please hold');
      // the agent's phone rings for twenty seconds
      expect(await quietSeconds(line)).toBe(30);
    },
    STAFFED,
  );

  journey(
    'after a minute while people talk, seventy seconds while they are handed over',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      expect(await quietSeconds(line)).toBe(60);
      await handsOver(anna, '5550155#');
      await called(line, '+15550155').rings();
      expect(await quietSeconds(line)).toBe(70);
    },
    STAFFED,
  );
});

describe('a talk of twenty minutes', () => {
  journey(
    'is looked at, but not disturbed, and leaves no noise',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await line.passes(2 * 60_000); // news without a turn of its own is written when the watchdog has looked
      const before = (await line.record()).timeline.length;
      const sent = await sentSince(line);
      await line.passes(20 * 60_000);
      expect(await sent()).toEqual([]);
      expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
      expect((await anna.all())[0]?.state).toBe('talking');
      expect((await line.record()).timeline).toHaveLength(before);
      const looks = line.logged.filter(({ event }) => event === 'silent-call');
      expect(looks.length).toBeGreaterThanOrEqual(15);
      expect(looks.length).toBeLessThanOrEqual(22);
      expect(line.logged.filter(({ level }) => level !== 'info')).toEqual([]);
      await anna.hangsUp();
      await caller.hears('Were you helped');
      expect((await line.record()).call).toMatchObject({ agentSeconds: expect.closeTo(1323, -1) });
    },
    STAFFED,
  );
});

describe('a call that ACS no longer knows', () => {
  journey(
    'is closed as lost, and its agent freed',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await line.faults({
        stoppedOnLeave: false,
        callbacks: {
          types: ['CallDisconnected', 'ParticipantsUpdated', 'ContinuousDtmfRecognitionStopped'],
          lose: true,
        },
      });
      await caller.hangsUp();
      await anna.hangsUp();
      await line.passes(30_000);
      expect((await line.record()).call).toMatchObject({ state: 'with-agent' });
      expect(await standing(line)).toMatchObject({ anna: 'talking' });
      await line.passes(45_000);
      expect((await line.record()).call).toMatchObject({ state: 'ended', outcome: 'lost' });
      expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
      expect(await legs(line)).toEqual([]);
      nothingRuns(line);
      await line.passes(30_000);
      expect(await standing(line)).toMatchObject({ anna: 'available' });
    },
    STAFFED,
  );

  journey(
    'while a phone rings is closed as lost, and its agent is available',
    async (line) => {
      const { first: caller } = line;
      await asksForPerson(caller);
      await caller.listens();
      await line.passes(3_000);
      const types = ['CallDisconnected', 'ContinuousDtmfRecognitionStopped'];
      await line.faults({ callbacks: { types, lose: true } });
      await caller.hangsUp();
      await line.passes(45_000);
      expect((await line.record()).call).toMatchObject({
        state: 'ended',
        outcome: 'lost',
        escalation: 'left',
      });
      expect(await standing(line)).toMatchObject({ anna: 'available' });
      nothingRuns(line);
    },
    STAFFED,
  );
});

describe('the watchdog looks', () => {
  for (const [schedule, seconds] of [
    ['*/2 * * * * *', [11, 14]],
    ['0 * * * * *', [57, 60]],
  ] as const) {
    journey(
      `by its schedule: ${schedule}`,
      async (line) => {
        const { first: caller } = line;
        await sets(line, '+15550161', { on: 'ring' });
        const types = ['PlayCompleted'];
        await line.faults({ callbacks: { types, lose: true, times: 1 } });
        await caller.rings(); // at 10:15:02
        await caller.hears('Welcome');
        const heard = line.clock.now();
        await caller.hears('Welcome', { withinSeconds: 120 });
        const later = (line.clock.now() - heard) / 1000;
        expect(later).toBeGreaterThanOrEqual(seconds[0]);
        expect(later).toBeLessThanOrEqual(seconds[1]);
      },
      { ...STAFFED, settings: { WATCHDOG_SCHEDULE: schedule } },
    );
  }
});

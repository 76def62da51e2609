import { describe, expect } from 'vitest';
import { ANNA, asksForPerson, BEN, STAFFED, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { filesAt, texts } from './support/heard.ts';
import { journey } from './support/line.ts';
import { accepts, sentSince, talksToAnna } from './support/talk.ts';

/** Both readings of how participants share a leg (ACS protocol reference, section 17). */
const LEGS = [
  ['one sub leg', { subLegPerParticipant: false }],
  ['a sub leg for each', { subLegPerParticipant: true }],
] as const;

for (const [legs, switches] of LEGS) {
  describe(`a caller whom ACS does not put on hold, in calls with ${legs},`, () => {
    journey(
      'as it fails hears music at once',
      async (line) => {
        const { first: caller } = line;
        await line.faults({ ...switches, hold: { fail: 8500 } });
        await asksForPerson(caller);
        await line.passes(2_500);
        expect(caller.phone()).toMatchObject({ state: 'talking', hearing: { kind: 'file' } });
        expect(filesAt(caller.phone(), 'music.wav')).toHaveLength(1);
      },
      STAFFED,
    );

    journey(
      'and never hears why, hears music after three seconds',
      async (line) => {
        const { first: caller } = line;
        await line.faults({ ...switches, hold: { never: true } });
        await asksForPerson(caller);
        await caller.listens();
        const over = line.clock.now();
        await caller.hears('/api/audio/music.wav');
        expect(line.clock.now() - over).toBeGreaterThanOrEqual(3_000);
        expect(line.clock.now() - over).toBeLessThan(3_500);
        expect(caller.phone().state).toBe('talking');
      },
      STAFFED,
    );

    for (const [how, hold] of [
      ['as it fails', { fail: 8500 }],
      ['and never hears why', { never: true }],
    ] as const) {
      journey(
        `${how}, hears no whisper, and talks to the agent without music`,
        async (line) => {
          const { first: caller } = line;
          await line.faults({ ...switches, hold });
          await sets(line, ANNA, { on: 'answer', afterMs: 10_000 });
          const anna = called(line, ANNA);
          await asksForPerson(caller);
          await anna.hears('Press 1');
          await line.passes(9_000); // to the end of the whisper
          expect((await anna.all())[0]?.heard.at(-1)).toMatchObject({ done: true });
          await accepts(line, ANNA);
          expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
          expect(texts(caller.phone())).not.toContainEqual(expect.stringContaining('A call from'));
          expect(await standing(line)).toMatchObject({ anna: 'talking' });
          await line.passes(10_000);
          expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
        },
        STAFFED,
      );
    }

    journey(
      'hears music again while the next agent is rung',
      async (line) => {
        const { first: caller } = line;
        await line.faults({ ...switches, hold: { fail: 8500 } });
        await sets(line, ANNA, { on: 'answer', afterMs: 5_000 });
        const anna = called(line, ANNA);
        await asksForPerson(caller);
        await anna.hears('Press 1');
        await anna.presses('2');
        await called(line, BEN).rings();
        await line.passes(2_000);
        expect(caller.phone()).toMatchObject({ state: 'talking', hearing: { kind: 'file' } });
      },
      STAFFED,
    );
  });

  describe(`a caller whom ACS does not take off hold at once, in calls with ${legs},`, () => {
    for (const [how, fault, times] of [
      ['as it fails', { fail: 8500 }, 1],
      ['and never hears why', { never: true }, 1],
      ['twice', { never: true }, 2],
    ] as const) {
      journey(
        `${how}, is taken off hold again after three seconds, and talks to the agent`,
        async (line) => {
          const { first: caller } = line;
          await line.faults({ ...switches, unhold: { ...fault, times } });
          await talksToAnna(line, caller);
          const since = await sentSince(line);
          expect(caller.phone().state).toBe('on-hold');
          await line.passes(3_000 * times);
          expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
          const again = Array.from({ length: times }, () => 'unhold');
          expect(await since()).toEqual(again);
          await line.passes(10_000);
          expect(await since()).toEqual(again);
          expect(await standing(line)).toMatchObject({ anna: 'talking' });
        },
        STAFFED,
      );
    }
  });

  describe(`a caller on hold, in calls with ${legs},`, () => {
    journey(
      'hears music until the agent accepts, who hears the whisper to its end',
      async (line) => {
        const { first: caller } = line;
        await line.faults(switches);
        await sets(line, ANNA, { on: 'answer', afterMs: 3_000 });
        const anna = called(line, ANNA);
        await asksForPerson(caller);
        await anna.hears('Press 1');
        await line.passes(8_000);
        expect((await anna.all())[0]?.heard.at(-1)).toMatchObject({ done: true });
        expect(caller.phone()).toMatchObject({ state: 'on-hold', hearing: { kind: 'file' } });
        const since = await sentSince(line);
        const before = await line.requests('');
        await accepts(line, ANNA);
        expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
        await line.passes(10_000);
        expect(await since()).toEqual(['unhold', 'startContinuousDtmfRecognition']);
        // a roster has told that hold is over: nobody is asked
        expect(await line.requests('')).toHaveLength(before.length + 2);
      },
      STAFFED,
    );
  });
}

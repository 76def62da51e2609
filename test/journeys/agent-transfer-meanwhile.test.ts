import { describe, expect } from 'vitest';
import type { ScriptedCaller } from '../../emulator/scripted-caller.ts';
import { STAFFED, standing } from './support/agents.ts';
import { called } from './support/called.ts';
import { handsOver, legs, nothingRuns, talkTogether } from './support/handed-over.ts';
import { journey, type Line } from './support/line.ts';
import { type Called, sentSince, talksToAnna } from './support/talk.ts';

const ENGINEERS = '+15550155';

/** Anna hands a caller over, and the other phone rings. */
async function onTheWay(line: Line, caller: ScriptedCaller): Promise<Called> {
  const anna = await talksToAnna(line, caller);
  await handsOver(anna, '5550155#');
  await called(line, ENGINEERS).rings();
  return anna;
}

async function presses(line: Line, verb: 'answer' | 'decline'): Promise<void> {
  const [phone] = await called(line, ENGINEERS).all();
  await line.sim('POST', `/_sim/phones/${phone?.id}/${verb}`, {});
}

describe('an agent who hangs up while the caller is handed over', () => {
  journey(
    'is not needed: the caller talks to the other phone once that is picked up',
    async (line) => {
      const { first: caller } = line;
      const anna = await onTheWay(line, caller);
      await anna.hangsUp();
      await line.passes(3_000);
      expect(caller.phone()).toMatchObject({ state: 'on-hold', hearing: { kind: 'file' } });
      expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
      await presses(line, 'answer');
      await line.passes(1_000);
      await talkTogether(caller, called(line, ENGINEERS));
      expect((await line.record()).call).toMatchObject({ outcome: 'transferred', agent: 'anna' });
      nothingRuns(line);
      expect(await legs(line)).toEqual([]);
    },
    STAFFED,
  );

  journey(
    'leaves the caller to the flow when the other phone is not picked up',
    async (line) => {
      const { first: caller } = line;
      const anna = await onTheWay(line, caller);
      await anna.hangsUp();
      await line.passes(3_000);
      await presses(line, 'decline');
      await caller.hears('Were you helped');
      expect(caller.phone().state).toBe('talking');
      expect(await legs(line)).toEqual([]);
      caller.presses('1');
      await caller.isHungUpOn();
      expect((await line.record()).call).toMatchObject({ outcome: 'answered-by-agent' });
      expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
      nothingRuns(line);
    },
    STAFFED,
  );
});

describe('a caller who hangs up while they are handed over', () => {
  for (const [how, lost, outcome] of [
    ['', 'PlayStarted', 'answered-by-agent'],
    [', though no roster is told', 'ParticipantsUpdated', 'answered-by-agent'],
    // then nobody can tell it from a transfer that was accepted
    [', though the failure is never told', 'CallTransferFailed', 'transferred'],
  ] as const) {
    journey(
      `stops the other phone from ringing, and lets the agent go${how}`,
      async (line) => {
        const { first: caller } = line;
        const anna = await onTheWay(line, caller);
        await line.faults({ callbacks: { types: [lost], lose: true } });
        const sent = await sentSince(line);
        await caller.hangsUp();
        await called(line, ENGINEERS).isHungUpOn();
        await anna.isHungUpOn();
        await line.passes(1_000);
        expect(await sent()).toEqual(['terminate']);
        expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
        expect(await legs(line)).toEqual([]);
        nothingRuns(line);
        expect((await line.record()).call.outcome).toBe(outcome);
      },
      STAFFED,
    );
  }

  journey(
    'while the number is keyed in lets the agent go',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await anna.presses('*3');
      await anna.hears('Key in the number');
      await anna.presses('555');
      const sent = await sentSince(line);
      await caller.hangsUp();
      await anna.isHungUpOn();
      expect(await sent()).toEqual(['terminate']);
      expect((await line.record()).call.outcome).toBe('answered-by-agent');
      nothingRuns(line);
    },
    STAFFED,
  );
});

describe('a caller who hangs up after their agent while they are handed over', () => {
  journey(
    'has not been handed over',
    async (line) => {
      const { first: caller } = line;
      const anna = await onTheWay(line, caller);
      await anna.hangsUp();
      await line.passes(3_000);
      await caller.hangsUp();
      await called(line, ENGINEERS).isHungUpOn();
      expect((await line.record()).call).toMatchObject({
        outcome: 'answered-by-agent',
        subCode: 540000,
      });
      nothingRuns(line);
      expect(await legs(line)).toEqual([]);
    },
    STAFFED,
  );
});

describe('an agent who hangs up while they key in the number', () => {
  journey(
    'leaves the caller to the flow, off hold',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await anna.presses('*3');
      await anna.hears('Key in the number');
      await anna.presses('555');
      await line.passes(1_000);
      await anna.hangsUp();
      await caller.hears('Were you helped');
      expect(caller.phone().state).toBe('talking');
    },
    STAFFED,
  );
});

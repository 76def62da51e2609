import { describe, expect } from 'vitest';
import type { Switches } from '../../local/durable/switches.ts';
import { CARRY_OUT } from '../../orchestrations/names.ts';
import { areAway, isAvailableAgain, standing } from './support/agents.ts';
import { callbacks, outcomes, waitsForCall } from './support/callbacks.ts';
import { called, sets } from './support/called.ts';
import { legs } from './support/handed-over.ts';
import { journey, type Line } from './support/line.ts';
import {
  ANN,
  BOB,
  inLine,
  joins,
  nothingIsLeft,
  picksUp,
  QUEUE_LINE,
  takes,
} from './support/queue-line.ts';

const CALLER = '+15550171';

/** Somebody waits for a call, nobody is available, and Ann picks up when she is rung. */
async function waits(line: Line, behaviour: object = { on: 'answer', afterMs: 3_000 }) {
  line.caller();
  await areAway(line, 'ann', 'bob');
  await waitsForCall(line, 71);
  await picksUp(line, ANN);
  await sets(line, CALLER, behaviour);
}

/** They are called back, talk, and nothing is left; how often their phone rang. */
async function isCalledBackOnce(line: Line): Promise<void> {
  await line.passes(12_000);
  expect((await called(line, CALLER).all()).map(({ state }) => state)).toEqual(['talking']);
  expect(await outcomes()).toEqual({ 71: 'reached after 1' });
  await line.passes(5_000);
  await called(line, CALLER).hangsUp();
  await line.passes(15 * 60_000);
  await nothingIsLeft(line);
  expect(await called(line, CALLER).all()).toHaveLength(1);
  expect((await line.calls()).map(({ outcome }) => outcome)).toContain('answered-by-agent');
}

function firstTry(when: 'before' | 'after'): Switches['activityDies'] {
  return (name, attempt) => (name === CARRY_OUT && attempt === 1 ? when : undefined);
}

describe('a callback', () => {
  for (const when of ['before', 'after'] as const) {
    journey(
      `is made once though the worker dies in every turn, ${when} its work was done`,
      async (line) => {
        await waits(line);
        await isAvailableAgain(line, 'ann');
        expect(await takes(line, ANN)).toBe('71');
        await isCalledBackOnce(line);
      },
      { ...QUEUE_LINE, switches: { activityDies: firstTry(when) } },
    );
  }

  journey(
    'is made once though every activity runs twice',
    async (line) => {
      await waits(line);
      await isAvailableAgain(line, 'ann');
      expect(await takes(line, ANN)).toBe('71');
      await isCalledBackOnce(line);
    },
    { ...QUEUE_LINE, switches: { activityRunsTwice: true } },
  );

  journey(
    'is offered again when it is not told that the agent is there',
    async (line) => {
      await waits(line);
      await line.faults({ callbacks: { types: ['CallConnected'], lose: 1 } });
      await isAvailableAgain(line, 'ann');
      await called(line, ANN).isHungUpOn();
      await line.faults({});
      await line.passes(1_000);
      expect(await called(line, CALLER).all()).toEqual([]);
      expect(await callbacks().find(CALLER)).toMatchObject({ state: 'in-line', tries: 0 });
      await isAvailableAgain(line, 'ann');
      await line.passes(70_000);
      expect(await takes(line, ANN)).toBe('71');
      await isCalledBackOnce(line);
    },
    QUEUE_LINE,
  );

  for (const [types, seconds] of [
    [['AddParticipantSucceeded'], 5],
    [['AddParticipantSucceeded', 'ParticipantsUpdated'], 90],
  ] as const) {
    journey(
      `reaches the caller though ${types.join(' and ')} are lost, which is known after ${seconds} s`,
      async (line) => {
        await waits(line);
        await line.faults({ callbacks: { types, lose: 1 } });
        await isAvailableAgain(line, 'ann');
        expect(await takes(line, ANN)).toBe('71');
        await line.passes(seconds * 1_000);
        expect(await outcomes()).toEqual({ 71: 'reached after 1' });
        expect(await standing(line)).toMatchObject({ ann: 'talking' });
        await line.faults({});
        await isCalledBackOnce(line);
      },
      QUEUE_LINE,
    );
  }

  for (const on of ['busy', 'decline']) {
    journey(
      `is tried again in ten minutes where the phone is set to ${on}`,
      async (line) => {
        await waits(line, { on, afterMs: 2_000 });
        await isAvailableAgain(line, 'ann');
        expect(await takes(line, ANN)).toBe('71');
        await called(line, ANN).hears('They do not answer');
        await called(line, ANN).isHungUpOn();
        await line.passes(1_000);
        expect(await inLine()).toEqual([]);
        expect(await callbacks().find(CALLER)).toMatchObject({ state: 'later', tries: 1 });
        await areAway(line, 'ann');
        await line.passes(9 * 60_000);
        expect(await inLine()).toEqual([]);
        await line.passes(61_000);
        expect(await inLine()).toEqual(['71']);
        await sets(line, CALLER, { on: 'answer', afterMs: 1_000 });
        await isAvailableAgain(line, 'ann');
        expect(await takes(line, ANN)).toBe('71');
        await line.passes(3_000);
        expect(await outcomes()).toEqual({ 71: 'reached after 2' });
        await called(line, CALLER).hangsUp();
        await nothingIsLeft(line);
      },
      QUEUE_LINE,
    );
  }

  journey(
    'counts as tried when the agent hangs up while the phone rings, which stops',
    async (line) => {
      await waits(line, { on: 'ring' });
      await isAvailableAgain(line, 'ann');
      expect(await takes(line, ANN)).toBe('71');
      await called(line, CALLER).rings();
      await called(line, ANN).hangsUp();
      await called(line, CALLER).isHungUpOn();
      await line.passes(2_000);
      expect(await callbacks().find(CALLER)).toMatchObject({ state: 'later', tries: 1 });
      expect(await standing(line)).toMatchObject({ ann: 'available' });
      await areAway(line, 'ann');
      expect(await legs(line)).toEqual([]);
    },
    QUEUE_LINE,
  );

  journey(
    'goes to the next agent at once when one answers without a key, who is away then',
    async (line) => {
      await waits(line);
      await picksUp(line, BOB);
      await isAvailableAgain(line, 'ann');
      await called(line, ANN).asked();
      await isAvailableAgain(line, 'bob');
      await called(line, BOB).rings();
      expect(await standing(line)).toMatchObject({ ann: 'away no-key', bob: 'offered' });
      expect(await takes(line, BOB)).toBe('71');
      await line.passes(5_000);
      expect(await outcomes()).toEqual({ 71: 'reached after 1' });
      await called(line, CALLER).hangsUp();
      await nothingIsLeft(line);
    },
    QUEUE_LINE,
  );

  journey(
    'has the place of its caller, between those who came before and after',
    async (line) => {
      line.caller();
      await areAway(line, 'bob');
      await picksUp(line, ANN);
      await joins(line, 70);
      expect(await takes(line, ANN)).toBe('70');
      const first = await joins(line, 72);
      await first.hears('You are number 1');
      await waitsForCall(line, 71, { arrival: new Date(line.clock.now()).toISOString() });
      const last = await joins(line, 73);
      await last.hears('You are number 3');
      expect(await inLine()).toEqual(['72', '71', '73']);
      await sets(line, CALLER, { on: 'answer', afterMs: 1_000 });
      for (const next of ['72', '71', '73']) {
        await called(line, ANN).hangsUp();
        await line.passes(31_000); // after the wrap-up
        expect(await takes(line, ANN)).toBe(next);
        await line.passes(3_000);
      }
      await last.hangsUp();
      await nothingIsLeft(line);
    },
    QUEUE_LINE,
  );

  journey(
    'to a number that may not be dialled any more rings nobody, and is over',
    async (line) => {
      await waits(line);
      await isAvailableAgain(line, 'ann');
      await line.passes(15_000);
      expect(await called(line, ANN).all()).toEqual([]);
      expect(await outcomes()).toEqual({ 71: 'failed after 0' });
      expect(await standing(line)).toMatchObject({ ann: 'available' });
      await nothingIsLeft(line);
    },
    { ...QUEUE_LINE, settings: { DIAL_ALLOW: '+44,+1555016' } },
  );
});

import { describe, expect } from 'vitest';
import { areAway, isAvailableAgain } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { journey } from './support/line.ts';
import {
  ANN,
  announced,
  BOB,
  hearsAt,
  joins,
  nothingIsLeft,
  picksUp,
  QUEUE_LINE,
  queueFlow,
  recordOf,
  takes,
} from './support/queue-line.ts';

describe('a caller in line', () => {
  journey(
    'hears their place after the first words, music, and half a minute later where they are then',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const first = await joins(line, 71);
      const second = await joins(line, 72);
      const third = await joins(line, 73);
      const told = await hearsAt(third, 'You are number 3, for 9 minutes.');
      expect((await third.hears('music.wav')).state).toBe('talking');
      await first.hangsUp();
      const again = await hearsAt(third, 'You are number 2');
      expect(again - told).toBeGreaterThanOrEqual(30);
      expect(again - told).toBeLessThan(35);
      await second.hangsUp();
      await hearsAt(third, 'You are number 1');
      await third.hangsUp();
      await called(line, ANN).hangsUp();
      await nothingIsLeft(line);
      const { call } = await recordOf(line, 72);
      expect(call).toMatchObject({ outcome: 'abandoned', queueExit: 'abandoned' });
    },
    QUEUE_LINE,
  );

  journey(
    'is told what falls due while they are offered to somebody, when that one does not take them',
    async (line) => {
      await sets(line, ANN, { on: 'answer', afterMs: 2_000 });
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      const told = await hearsAt(caller, 'You are number 1');
      await called(line, ANN).hangsUp();
      await line.passes(18_000);
      await sets(line, ANN, { on: 'decline', afterMs: 15_000 });
      await isAvailableAgain(line, 'ann');
      await line.passes(14_000);
      expect((await caller.all())[0]).toMatchObject({ state: 'on-hold' });
      expect(await announced(caller)).toHaveLength(1);
      await line.passes(3_000);
      expect(line.clock.now() / 1_000 - told).toBeGreaterThan(30);
      expect(await announced(caller)).toHaveLength(2);
      expect((await caller.all())[0]).toMatchObject({ state: 'talking' });
      await caller.hangsUp();
      await nothingIsLeft(line);
    },
    QUEUE_LINE,
  );

  journey(
    'hears an announcement to its end, though somebody becomes free meanwhile',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      await called(line, ANN).hangsUp();
      await line.passes(1_000);
      const caller = await joins(line, 71);
      await caller.hears('You are number 1');
      await isAvailableAgain(line, 'ann');
      expect(await takes(line, ANN)).toBe('71');
      const heard = (await caller.all())[0]?.heard.find(({ content }) => /^You are/.test(content));
      expect(heard).toMatchObject({ done: true });
    },
    QUEUE_LINE,
  );

  journey(
    'is told how long it takes by how long the talks were',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      await line.passes(600_000);
      await called(line, ANN).hangsUp();
      await line.passes(1_000);
      const caller = await joins(line, 71);
      await caller.hears('You are number 1, for 11 minutes.');
    },
    QUEUE_LINE,
  );

  journey(
    'is told by how many are there for their line how long it takes',
    async (line) => {
      await picksUp(line, ANN, BOB);
      for (const number of [69, 70]) await joins(line, number);
      expect((await Promise.all([takes(line, ANN), takes(line, BOB)])).sort()).toEqual([
        '69',
        '70',
      ]);
      // three minutes a talk, until one is over
      const caller = await joins(line, 71);
      await caller.hears('You are number 1, for 2 minutes.');
      const second = await joins(line, 72);
      await second.hears('You are number 2, for 3 minutes.');
      const bills = await joins(line, 73, '3');
      await bills.hears('You are number 1, for 3 minutes.');
    },
    QUEUE_LINE,
  );

  journey(
    'is told their place as it is when they hear it, also when somebody goes before them',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      const first = await hearsAt(caller, 'You are number 1');
      await line.passes(25_000);
      const urgent = await joins(line, 72, '2');
      await urgent.hears('You are number 1');
      const second = await hearsAt(caller, 'You are number 2');
      expect(second - first).toBeLessThan(35);
      await urgent.hangsUp();
      await line.passes(50_000);
      const told = (await announced(caller)).map((words) => /number \d/.exec(words)?.[0]);
      expect(told).toEqual(['number 1', 'number 2', 'number 1']);
      // what is told was looked for in the turn before: nothing is waited for in between
      const { timeline } = await recordOf(line, 71);
      const looks = timeline.filter(({ type }) => type === 'lookUpPlace');
      const spoken = (await caller.all())[0]?.heard.filter(({ content }) => /^You/.test(content));
      expect(looks).toHaveLength(3);
      for (const [index, { at }] of looks.entries()) {
        const heardAt = Date.parse(spoken?.[index]?.at ?? '');
        expect(heardAt - Date.parse(at)).toBeGreaterThanOrEqual(0);
        expect(heardAt - Date.parse(at)).toBeLessThan(500);
      }
    },
    QUEUE_LINE,
  );

  journey(
    'presses keys to no effect, that for a person included',
    async (line) => {
      await areAway(line, 'bob');
      await picksUp(line, ANN);
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      await caller.hears('music.wav');
      await caller.presses('0*03');
      await line.passes(3_000);
      const { call, tones } = await recordOf(line, 71);
      expect(call).toMatchObject({ state: 'waiting', step: 'anybody' });
      expect(tones.map(({ digits }) => digits).join('')).toContain('0*03');
    },
    QUEUE_LINE,
  );

  journey(
    'waits on though the music cannot be played, and hears their place when it is due',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      await caller.hears('You are number 1');
      await line.faults({ play: { fail: 8536, times: 1 } });
      await line.passes(36_000);
      expect(await announced(caller)).toHaveLength(2);
    },
    QUEUE_LINE,
  );

  journey(
    'goes on hearing music and their place, though ACS does not tell that something was played',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      await caller.hears('You are number 1');
      await line.faults({ callbacks: { types: ['PlayCompleted'], lose: true } });
      await line.passes(240_000);
      expect((await announced(caller)).length).toBeGreaterThan(3);
      expect((await recordOf(line, 71)).call).toMatchObject({ state: 'waiting' });
    },
    QUEUE_LINE,
  );

  journey(
    'is told their place as often as the flow says',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      await caller.hears('You are number 1');
      await line.passes(60_000);
      expect(await announced(caller)).toHaveLength(4);
    },
    { ...QUEUE_LINE, flow: queueFlow(', everySeconds: 15') },
  );
});

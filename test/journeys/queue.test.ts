import { describe, expect } from 'vitest';
import { areAway, isAvailableAgain, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { journey } from './support/line.ts';
import { publishes } from './support/publishing.ts';
import {
  ANN,
  BOB,
  inLine,
  joins,
  nothingIsLeft,
  picksUp,
  QUEUE_LINE,
  QUEUE_STAFF,
  queueText,
  recordOf,
  takes,
} from './support/queue-line.ts';

describe('a caller who comes to a queue', () => {
  journey(
    'when somebody is free is offered to them at once, and hears no announcement',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      const caller = await joins(line, 71);
      expect(await takes(line, ANN)).toBe('71');
      const [phone] = await caller.all();
      expect(phone).toMatchObject({ state: 'talking', hearing: null });
      expect(JSON.stringify(phone?.heard)).not.toContain('You are number');
      await caller.hangsUp();
      await nothingIsLeft(line);
      const { call, offers } = await recordOf(line, 71);
      expect(call).toMatchObject({
        outcome: 'answered-by-agent',
        queueExit: 'accepted',
        offers: 1,
      });
      expect(offers).toMatchObject([{ agent: 'ann', result: 'accepted' }]);
    },
    QUEUE_LINE,
  );

  journey(
    'that was published since the line started is offered to an agent as soon as one becomes available',
    async (line) => {
      expect((await publishes(line, queueText())).status).toBe(201);
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      expect(await takes(line, ANN)).toBe('70');
      const caller = await joins(line, 71);
      await caller.hears('You are number 1');
      await called(line, ANN).hangsUp();
      await line.passes(100);
      const freeAt = line.clock.now();
      await isAvailableAgain(line, 'ann');
      await called(line, ANN).rings();
      expect(line.clock.now() - freeAt).toBeLessThan(1_000); // not when the watchdog looks
      await caller.hangsUp();
      await nothingIsLeft(line);
    },
    { agents: QUEUE_STAFF },
  );

  journey(
    'is served in the order of all who came, by one agent who becomes available again and again',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      expect(await takes(line, ANN)).toBe('70');
      for (const number of [71, 72, 73, 74, 75]) {
        const caller = await joins(line, number);
        await caller.hears(`You are number ${number - 70}`);
      }
      expect(await inLine()).toEqual(['71', '72', '73', '74', '75']);
      for (const next of ['71', '72', '73', '74', '75']) {
        await called(line, ANN).hangsUp();
        await line.passes(1_000);
        await isAvailableAgain(line, 'ann');
        expect(await takes(line, ANN)).toBe(next);
      }
      await called(line, ANN).hangsUp();
      await nothingIsLeft(line);
      const calls = await line.calls();
      expect(calls.map(({ queueExit }) => queueExit)).toEqual(calls.map(() => 'accepted'));
    },
    QUEUE_LINE,
  );

  journey(
    'is offered within a second when the wrap-up of an agent is over, though nobody says so',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      await joins(line, 71);
      await called(line, ANN).hangsUp();
      await line.passes(1_000);
      const { agents } = (await line.api('/agents')).json as {
        agents: { id: string; wrapUpUntil: string }[];
      };
      const until = Date.parse(agents.find(({ id }) => id === 'ann')?.wrapUpUntil ?? '');
      await line.passes(until - line.clock.now() - 100);
      expect(await standing(line)).toMatchObject({ ann: 'wrap-up' });
      await line.passes(1_000);
      expect(await standing(line)).toMatchObject({ ann: 'offered' });
      expect(await takes(line, ANN)).toBe('71');
    },
    QUEUE_LINE,
  );

  journey(
    'of a lower priority number goes before those who came earlier',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      await joins(line, 71);
      await joins(line, 72, '2');
      await joins(line, 73, '2');
      expect(await inLine()).toEqual(['72', '73', '71']);
      for (const next of ['72', '73', '71']) {
        await called(line, ANN).hangsUp();
        await line.passes(1_000);
        await isAvailableAgain(line, 'ann');
        expect(await takes(line, ANN)).toBe(next);
      }
    },
    QUEUE_LINE,
  );

  journey(
    'who needs a skill waits for whoever has it, and others go to those who have not',
    async (line) => {
      await picksUp(line, ANN, BOB);
      await joins(line, 70);
      await takes(line, ANN);
      await joins(line, 71, '3');
      await joins(line, 72);
      expect(await takes(line, BOB)).toBe('72');
      expect(await inLine()).toEqual(['71']);
      await called(line, ANN).hangsUp();
      await line.passes(1_000);
      await isAvailableAgain(line, 'ann');
      expect(await takes(line, ANN)).toBe('71');
    },
    QUEUE_LINE,
  );

  journey(
    'whom one agent declines is offered to the next, and to the first again after a minute',
    async (line) => {
      await sets(line, ANN, { on: 'decline', afterMs: 2_000 });
      await sets(line, BOB, { on: 'decline', afterMs: 2_000 });
      const caller = await joins(line, 71);
      await line.passes(30_000);
      expect(await standing(line)).toEqual({ ann: 'available', bob: 'available' });
      expect((await caller.all())[0]).toMatchObject({ state: 'talking' });
      expect((await recordOf(line, 71)).offers).toMatchObject([
        { agent: 'ann', result: 'declined' },
        { agent: 'bob', result: 'declined' },
      ]);
      await picksUp(line, ANN, BOB);
      await line.passes(45_000);
      expect((await recordOf(line, 71)).offers).toHaveLength(3);
      await caller.hangsUp();
      await nothingIsLeft(line);
    },
    QUEUE_LINE,
  );

  journey(
    'calls an agent from their own phone: they are offered somebody else',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'ann');
      await areAway(line, 'bob');
      await isAvailableAgain(line, 'ann');
      await joins(line, 61);
      await line.passes(12_000);
      expect(await standing(line)).toMatchObject({ ann: 'available' });
      await joins(line, 71);
      expect(await takes(line, ANN)).toBe('71');
      expect(await inLine()).toEqual(['61']);
    },
    QUEUE_LINE,
  );
});

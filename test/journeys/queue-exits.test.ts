import { describe, expect } from 'vitest';
import { areAway, isAvailableAgain, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { journey } from './support/line.ts';
import {
  ANN,
  announced,
  BOB,
  hearsAt,
  inLine,
  joins,
  nothingIsLeft,
  picksUp,
  QUEUE_LINE,
  queueFlow,
  recordOf,
  takes,
} from './support/queue-line.ts';

const SHORT = { ...QUEUE_LINE, flow: queueFlow(', longestMinutes: 1') };

describe('a caller leaves a queue', () => {
  journey(
    'by the way out of their step when they have waited for too long',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      await line.passes(58_000);
      expect(JSON.stringify((await caller.all())[0]?.heard)).not.toContain('Sorry');
      await line.passes(5_000);
      await caller.hears('Sorry about that.');
      await caller.isHungUpOn();
      expect(await inLine()).toEqual([]);
      const { call } = await recordOf(line, 71);
      expect(call).toMatchObject({ queueExit: 'timeout', waitSeconds: 60, step: 'sorry' });
      const heard = (await caller.all())[0]?.heard ?? [];
      expect(heard.filter(({ content }) => content.includes('Sorry'))).toHaveLength(1);
      await called(line, ANN).hangsUp();
      await nothingIsLeft(line);
    },
    SHORT,
  );

  journey(
    'whose longest wait ends while they are offered to somebody only when that one does not take them',
    async (line) => {
      await sets(line, ANN, { on: 'decline', afterMs: 15_000 });
      await areAway(line, 'bob');
      const caller = await joins(line, 71);
      await line.passes(20_000);
      await sets(line, BOB, { on: 'decline', afterMs: 19_000 });
      await line.passes(27_000);
      const answer = await fetch(`${line.host.url}/api/agents/bob`, {
        method: 'PUT',
        body: '{"state":"available"}',
      });
      expect(answer.status).toBe(200);
      await line.passes(16_000);
      expect((await caller.all())[0]).toMatchObject({ state: 'on-hold' });
      await caller.hears('Sorry about that.');
      await caller.isHungUpOn();
      await nothingIsLeft(line);
      const { call, offers } = await recordOf(line, 71);
      expect(call).toMatchObject({ queueExit: 'timeout' });
      expect(offers).toMatchObject([{ agent: 'ann' }, { agent: 'bob', result: 'declined' }]);
    },
    SHORT,
  );

  journey(
    'at once when it is full, after the first words',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      await joins(line, 71);
      const caller = await joins(line, 72);
      await caller.hears('Sorry about that.');
      expect(await inLine()).toEqual(['71']);
      const { call } = await recordOf(line, 72);
      expect(call).toMatchObject({ queueExit: 'full', escalation: 'not-taken' });
    },
    { ...QUEUE_LINE, flow: queueFlow(', most: 1') },
  );

  journey(
    'at once when nobody who could take the call is on duty',
    async (line) => {
      await areAway(line, 'ann');
      const caller = await joins(line, 71, '3');
      await caller.hears('Sorry about that.');
      await caller.isHungUpOn();
      await nothingIsLeft(line);
      const { call } = await recordOf(line, 71);
      expect(call).toMatchObject({ queueExit: 'nobody-on-duty', waitSeconds: 0 });
    },
    QUEUE_LINE,
  );

  journey(
    'when the last agent has gone away and is so for two announcements, which are left out',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      const told = await hearsAt(caller, 'You are number 1');
      await called(line, ANN).hangsUp();
      await line.passes(1_000);
      await areAway(line, 'ann');
      await line.passes(40_000);
      expect(await announced(caller)).toHaveLength(1);
      expect((await caller.all())[0]?.hearing?.content).toContain('music.wav');
      expect(await inLine()).toEqual(['71']);
      const left = await hearsAt(caller, 'Sorry about that.');
      expect(left - told).toBeGreaterThanOrEqual(60);
      expect(left - told).toBeLessThan(75);
      await caller.isHungUpOn();
      expect(await announced(caller)).toHaveLength(1);
      await nothingIsLeft(line);
      const { call } = await recordOf(line, 71);
      expect(call).toMatchObject({ queueExit: 'nobody-on-duty', escalation: 'not-taken' });
    },
    QUEUE_LINE,
  );

  journey(
    'not when the last agent was away for one announcement: who comes back is offered them',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      await caller.hears('You are number 1');
      await called(line, ANN).hangsUp();
      await line.passes(1_000);
      await areAway(line, 'ann');
      await line.passes(45_000);
      await isAvailableAgain(line, 'ann');
      expect(await takes(line, ANN)).toBe('71');
      await caller.hangsUp();
      await nothingIsLeft(line);
    },
    QUEUE_LINE,
  );

  journey(
    'by hanging up, while they wait and while they are offered to somebody; the agent gets the next one',
    async (line) => {
      await sets(line, ANN, { on: 'ring' });
      await areAway(line, 'bob');
      const first = await joins(line, 71);
      const second = await joins(line, 72);
      await joins(line, 73);
      await line.passes(3_000);
      await second.hangsUp();
      await line.passes(1_000);
      expect(await inLine()).toEqual(['71', '73']);
      await picksUp(line, ANN);
      await first.hangsUp();
      expect(await takes(line, ANN)).toBe('73');
      expect(await inLine()).toEqual([]);
      expect(await standing(line)).toMatchObject({ ann: 'talking' });
      for (const number of [71, 72]) {
        const { call } = await recordOf(line, number);
        expect(call).toMatchObject({ outcome: 'abandoned', queueExit: 'abandoned' });
      }
      await called(line, ANN).hangsUp();
      await nothingIsLeft(line);
    },
    QUEUE_LINE,
  );
});

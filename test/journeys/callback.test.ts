import { describe, expect } from 'vitest';
import { areAway, isAvailableAgain, standing } from './support/agents.ts';
import { CALLBACK_LINE, everybodyIsBusy, leavesForCallback } from './support/callback-line.ts';
import { askedBy, callbacks, outcomes, waitsForCall } from './support/callbacks.ts';
import { called, sets } from './support/called.ts';
import { journey } from './support/line.ts';
import {
  ANN,
  inLine,
  joins,
  nothingIsLeft,
  picksUp,
  QUEUE_LINE,
  takes,
} from './support/queue-line.ts';

const CALLER = '+15550171';

describe('somebody who is to be called back', () => {
  journey(
    'is dialled when an agent has accepted by key, and talks to them',
    async (line) => {
      line.caller();
      await areAway(line, 'ann', 'bob');
      await waitsForCall(line, 71, { arrival: '2026-11-19T18:00:00.000Z' }); // over a night
      await line.passes(25_000);
      await picksUp(line, ANN);
      await sets(line, CALLER, { on: 'answer', afterMs: 3_000 });
      const before = line.clock.now();
      await isAvailableAgain(line, 'ann');
      await called(line, ANN).rings();
      expect(line.clock.now() - before).toBeLessThan(1_000);
      expect(await called(line, CALLER).all()).toEqual([]);

      expect(await takes(line, ANN)).toBe('71');
      const [agent] = await called(line, ANN).all();
      expect(agent?.heard[0]?.content).toContain('callback');
      expect(agent?.heard[0]?.content).toContain('account 7 8');
      await line.passes(4_000);
      const [caller] = await called(line, CALLER).all();
      expect(caller).toMatchObject({ state: 'talking', heard: [], other: line.lineNumber });
      expect(await standing(line)).toMatchObject({ ann: 'talking' });
      expect(await inLine()).toEqual([]);
      expect(await outcomes()).toEqual({ 71: 'reached after 1' });

      await line.passes(20_000);
      await called(line, CALLER).hangsUp();
      await nothingIsLeft(line);
      const [call] = await line.calls();
      expect(call).toMatchObject({
        direction: 'outbound',
        outcome: 'answered-by-agent',
        escalation: 'accepted',
        agent: 'ann',
        callback: askedBy(71),
      });
      expect(call?.agentSeconds).toBeGreaterThanOrEqual(20);
      expect(await called(line, CALLER).all()).toHaveLength(1);
    },
    QUEUE_LINE,
  );

  journey(
    'and does not answer is tried three times, ten minutes apart, and keeps their place',
    async (line) => {
      line.caller();
      await areAway(line, 'ann', 'bob');
      await waitsForCall(line, 71);
      await picksUp(line, ANN);
      await sets(line, CALLER, { on: 'ring' });
      const triedAt: number[] = [];
      await isAvailableAgain(line, 'ann');
      for (const tries of [1, 2, 3]) {
        expect(await takes(line, ANN)).toBe('71');
        triedAt.push(line.clock.now());
        await called(line, ANN).hears('They do not answer');
        await called(line, ANN).isHungUpOn();
        await line.passes(1_000);
        expect((await called(line, CALLER).all()).map(({ state }) => state)).toEqual(
          Array.from({ length: tries }, () => 'ended'),
        );
        expect(await standing(line)).toMatchObject({ ann: 'available' });
        if (tries < 3) await line.passes(9 * 60_000);
      }
      const gaps = triedAt
        .slice(1)
        .map((at, index) => Math.round((at - (triedAt[index] ?? 0)) / 60_000));
      expect(gaps).toEqual([11, 11]);
      expect(await outcomes()).toEqual({ 71: 'not-reached after 3' });
      await line.passes(20 * 60_000);
      expect(await called(line, CALLER).all()).toHaveLength(3);
      await nothingIsLeft(line);
      expect((await line.calls()).map(({ outcome }) => outcome)).toEqual([
        'no-answer',
        'no-answer',
        'no-answer',
      ]);
    },
    QUEUE_LINE,
  );

  journey(
    'is offered to the next agent when one declines, and no try is counted',
    async (line) => {
      line.caller();
      await areAway(line, 'ann', 'bob');
      await waitsForCall(line, 71);
      await sets(line, ANN, { on: 'decline', afterMs: 2_000 });
      await sets(line, CALLER, { on: 'answer', afterMs: 1_000 });
      await isAvailableAgain(line, 'ann');
      await line.passes(4_000);
      expect(await callbacks().find(CALLER)).toMatchObject({ state: 'in-line', tries: 0 });
      expect(await standing(line)).toMatchObject({ ann: 'available' });
      expect(await called(line, ANN).all()).toHaveLength(1);
      await picksUp(line, ANN);
      await line.passes(70_000); // nobody is offered the same caller again within a minute
      expect(await takes(line, ANN)).toBe('71');
      await line.passes(3_000);
      expect(await outcomes()).toEqual({ 71: 'reached after 1' });
      await called(line, ANN).hangsUp();
      await called(line, CALLER).hears('Goodbye after the talk');
      await nothingIsLeft(line);
    },
    QUEUE_LINE,
  );

  journey(
    'asked for it in line, and has the turn that would have been theirs',
    async (line) => {
      await everybodyIsBusy(line);
      const before = await joins(line, 72);
      await before.hears('You are number 1');
      await leavesForCallback(line, 71);
      const after = await joins(line, 73);
      await after.hears('You are number 3');
      expect(await inLine()).toEqual(['72', '71', '73']);
      await sets(line, CALLER, { on: 'answer', afterMs: 2_000 });
      for (const next of ['72', '71', '73']) {
        await called(line, ANN).hangsUp();
        await line.passes(31_000);
        expect(await takes(line, ANN)).toBe(next);
        await line.passes(3_000);
      }
      const [rung] = await called(line, CALLER).all();
      expect(rung).toMatchObject({ direction: 'called' });
      expect(await outcomes()).toEqual({ 71: 'reached after 1' });
      await after.hangsUp();
      await nothingIsLeft(line);
      const calls = (await line.calls()).filter((call) => /71$/.test(`${call.from}${call.to}`));
      expect(calls.map(({ outcome }) => outcome)).toContain('answered-by-agent');
    },
    CALLBACK_LINE,
  );
});

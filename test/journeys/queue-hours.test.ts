import { describe, expect } from 'vitest';
import type { Calendar } from '../../calls/opening-hours.ts';
import { areAway, isAvailableAgain } from './support/agents.ts';
import { called } from './support/called.ts';
import { journey, type LineOptions } from './support/line.ts';
import {
  ANN,
  hearsAt,
  inLine,
  joins,
  nothingIsLeft,
  picksUp,
  QUEUE_LINE,
  QUEUE_STAFF,
  queueFlow,
  recordOf,
  takes,
} from './support/queue-line.ts';

/** A line whose queue has hours for callers who press 1; it is a quarter past ten in London, on Friday, 20 November 2026. */
function queueOpen(until: number, holidays: Calendar['holidays'] = {}): LineOptions {
  const flow = queueFlow();
  const { anybody } = flow.steps;
  if (anybody?.kind !== 'escalate') throw new Error('key 1 leads to nobody');
  const desk = {
    zone: 'Europe/London',
    open: { fri: [{ from: 8 * 60, to: 10 * 60 + until }] },
    holidays,
  };
  const steps = { ...flow.steps, anybody: { ...anybody, hours: 'desk' } };
  return { flow: { ...flow, hours: { desk }, steps }, agents: QUEUE_STAFF };
}

describe('a queue with opening hours', () => {
  journey(
    'that closes keeps who is in line, and lets nobody else in',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      await hearsAt(caller, 'You are number 1');
      await line.passes(60_000);
      const late = await joins(line, 72, '2');
      expect(await inLine()).toEqual(['72', '71']); // key 2 has no hours
      await late.hangsUp();
      await expect(joins(line, 73)).rejects.toThrow('Sorry about that.');
      expect(await inLine()).toEqual(['71']);
      expect((await recordOf(line, 73)).call).not.toHaveProperty('queueExit');
      await called(line, ANN).hangsUp();
      await line.passes(1_000);
      await isAvailableAgain(line, 'ann');
      expect(await takes(line, ANN)).toBe('71');
      await called(line, ANN).hangsUp();
      await nothingIsLeft(line);
    },
    queueOpen(16),
  );

  for (const [when, options] of [
    ['out of hours', queueOpen(15)],
    ['on a holiday', queueOpen(20, { '2026-11-20': [] })],
  ] as const) {
    journey(
      `lets nobody in ${when}, who hears so at once though agents are free`,
      async (line) => {
        await picksUp(line, ANN);
        await expect(joins(line, 71)).rejects.toThrow('Sorry about that.');
        expect(await inLine()).toEqual([]);
        const { call, offers } = await recordOf(line, 71);
        expect([call.outcome, call.step, offers]).toEqual(['completed', 'sorry', []]);
        await nothingIsLeft(line);
      },
      options,
    );
  }

  journey(
    'is a queue as any while it is open',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 71);
      expect(await takes(line, ANN)).toBe('71');
    },
    { ...QUEUE_LINE, ...queueOpen(20, { '2026-11-27': [] }) },
  );
});

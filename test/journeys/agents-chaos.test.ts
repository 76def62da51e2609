import { expect, test } from 'vitest';
import { STAFFED } from './support/agents.ts';
import { startLine } from './support/line.ts';
import { randomDay } from './support/random-staff.ts';

/** How many days are run, each of two calls at once. */
const DAYS = 20;
const LEFT = /^(available|away .+|wrap-up)$/;

test.each(Array.from({ length: DAYS }, (_, index) => index + 1))(
  'two callers and four agents, whatever they do and whatever is lost, end well: seed %i',
  { timeout: 60_000 },
  async (seed) => {
    const line = await startLine(STAFFED);
    try {
      const { records, standing, running } = await randomDay(line, seed);
      expect(running).toEqual([]);
      expect(records).toHaveLength(2);
      for (const { call, timeline, offers } of records) {
        const told = timeline.filter(({ type }) => type === 'outcome').map(({ words }) => words);
        expect(told).toHaveLength(1);
        expect(call.outcome).toBeDefined();
        const agents = offers.map(({ agent }) => agent);
        expect(new Set(agents).size).toBe(agents.length);
      }
      for (const state of Object.values(standing)) expect(state).toMatch(LEFT);
      expect(line.logged.filter(({ event }) => event === 'unhandled')).toEqual([]);
    } finally {
      await line.stop();
    }
  },
);

import { describe, expect, test } from 'vitest';
import { purgeHistory } from '../../functions/purge-history.ts';
import { fakeDeps, type Given } from './support/fakes.ts';

const NOW = '2026-11-24T03:00:00.000Z';
const DAY = 86_400_000;

/** A Durable that has a history at each of these times, in days before now, and takes `minutes` for each request. */
async function night(config: Given['config'], histories: number[], minutes = 0, away = Infinity) {
  const asked: { from: number; to: number }[] = [];
  let now = Date.parse(NOW);
  let left = histories.map((days) => Date.parse(NOW) - days * DAY);
  const { deps, log } = fakeDeps({ config });
  await purgeHistory(
    { ...deps, now: () => now },
    {
      purge: async () => 0,
      async purgeBetween(from, to) {
        if (asked.length === away) throw new Error('Durable Functions could not purge histories.');
        asked.push({ from, to });
        now += minutes * 60_000;
        const before = left.length;
        left = left.filter((at) => at < from || at > to);
        return before - left.length;
      },
    },
  );
  return { asked, log, left: left.map((at) => (Date.parse(NOW) - at) / DAY) };
}

describe('the histories of calls', () => {
  test('go when they are older than seven days, however old, and those that are not stay', async () => {
    const { left, log } = await night({}, [0, 1, 6.99, 7, 7.01, 8.5, 30, 100, 2_000]);
    expect(left).toEqual([0, 1, 6.99]);
    expect(log).toEqual([
      { level: 'info', event: 'purged', fields: { of: 'histories', histories: 6, isDone: true } },
    ]);
  });

  test.each([
    [{ historyDays: 1 }, [0.9]],
    [{ historyDays: 30 }, [0.9, 1.1, 3, 7.1, 29.9]],
    [{ historyDays: 7, retentionDays: 2 }, [0.9, 1.1]],
    [{ historyDays: 7, retentionDays: 90 }, [0.9, 1.1, 3]],
  ])(
    'are kept for as long as is said, and no longer than the calls themselves: %j',
    async (config, kept) => {
      const { left } = await night(config, [0.9, 1.1, 3, 7.1, 29.9, 30.1]);
      expect(left).toEqual(kept);
    },
  );

  test('go in pieces without a hole, those of the newest day hour by hour', async () => {
    const { asked } = await night({}, []);
    const [first] = asked;
    expect(first?.to).toBe(Date.parse(NOW) - 7 * DAY);
    const [ends, begins] = [asked.map(({ to }) => to), asked.map(({ from }) => from)];
    expect(ends.slice(1)).toEqual(begins.slice(0, -1));
    expect(asked.slice(0, 24).map(({ from, to }) => to - from)).toEqual(Array(24).fill(DAY / 24));
    expect(asked.at(-1)?.from).toBe(0);
    expect(asked.length).toBeLessThan(100);
  });

  test('are left to the next night when the time is over', async () => {
    const { asked, log, left } = await night({}, [7.01, 7.5, 9], 1);
    expect(asked).toHaveLength(5);
    expect(left).toEqual([7.5, 9]);
    const fields = { of: 'histories', histories: 1, isDone: false };
    expect(log).toEqual([{ level: 'info', event: 'purged', fields }]);
  });

  test('are left to the next night when Durable is away, and the log says so', async () => {
    const { log } = await night({}, [7.01, 7.1, 9], 0, 2);
    const reason = 'Durable Functions could not purge histories.';
    const fields = { of: 'histories', histories: 1, reason };
    expect(log).toEqual([{ level: 'error', event: 'not-purged', fields }]);
  });
});

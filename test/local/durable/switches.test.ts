import { describe, expect, test } from 'vitest';
import type { Switches } from '../../../local/durable/switches.ts';
import { orchestra } from './orchestra.ts';

async function runWork(switches: Switches) {
  let runs = 0;
  const { host, errors, start, standstill } = await orchestra({
    orchestrators: {
      *boss(context) {
        const results: string[] = [];
        for (let n = 0; n < 3; n += 1) {
          try {
            results.push(yield context.df.callActivity('work', n));
          } catch (error) {
            results.push((error as Error).message.split('\n')[0] ?? '');
          }
        }
        return results;
      },
    },
    activities: {
      work: (n: number) => {
        runs += 1;
        return `work ${n}`;
      },
    },
    switches,
  });
  const id = await start('boss');
  await standstill();
  return { runs, output: host.durable.instance(id)?.output, errors };
}

describe('a switch', () => {
  const died = "Activity function 'work' failed:  node exited with code 137 (0x89) ";

  test('lets the worker die before the handler of an activity ran (trap r)', async () => {
    const { runs, output } = await runWork({
      activityDies: (_name, attempt) => (attempt === 2 ? 'before' : undefined),
    });
    expect(output).toEqual(['work 0', died, 'work 2']);
    expect(runs).toBe(2);
  });

  test('lets the worker die after it ran: the work is done, and nobody knows', async () => {
    const { runs, output } = await runWork({
      activityDies: (_name, attempt) => (attempt === 2 ? 'after' : undefined),
    });
    expect(output).toEqual(['work 0', died, 'work 2']);
    expect(runs).toBe(3);
  });

  test('runs activities twice', async () => {
    const { runs, output } = await runWork({ activityRunsTwice: true });
    expect(output).toEqual(['work 0', 'work 1', 'work 2']);
    expect(runs).toBe(6);
  });

  test('runs only the named activities twice', async () => {
    const { runs } = await runWork({ activityRunsTwice: (name) => name === 'other' });
    expect(runs).toBe(3);
  });

  test('holds messages back, so that several meet in one episode in an order of the seed', async () => {
    const order = async (seed: number) => {
      const { host, start, raise, standstill } = await orchestra({
        orchestrators: {
          *collect(context) {
            const all: number[] = [];
            while (all.length < 5) all.push(yield context.df.waitForExternalEvent('n'));
            return all;
          },
        },
        switches: { holdBackInbox: { seed, ms: 500 } },
      });
      const id = await start('collect');
      for (const n of [1, 2, 3, 4, 5]) await raise(id, 'n', n);
      await standstill();
      await host.stop();
      return host.durable.instance(id)?.output as number[];
    };
    const first = await order(1);
    expect([...first].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(await order(1)).toEqual(first);
    expect(await order(2)).not.toEqual(first);
  });
});

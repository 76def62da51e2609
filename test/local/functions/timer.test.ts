import { app, type Timer } from '@azure/functions';
import { describe, expect, test } from 'vitest';
import { during } from '../../../emulator/clock.ts';
import { hostFor } from './functions-host.ts';

const at = (time: string) => Date.parse(`2026-11-${time}.000Z`);

describe('a timer function', () => {
  // The virtual clock starts at 10:15:02 on Friday, 20 November 2026.
  const schedules: [string, string, string[]][] = [
    ['every ten seconds', '*/10 * * * * *', ['20T10:15:10', '20T10:15:20', '20T10:15:30']],
    ['on the hour', '0 0 * * * *', ['20T11:00:00', '20T12:00:00', '20T13:00:00']],
    ['at night, UTC', '0 30 2 * * *', ['21T02:30:00', '22T02:30:00', '23T02:30:00']],
    ['on Mondays', '0 0 8 * * 1', ['23T08:00:00', '30T08:00:00']],
  ];

  test.for(schedules)('runs %s', async ([, schedule, expected]) => {
    const runs: number[] = [];
    const { promise: enough, resolve } = Promise.withResolvers<void>();
    const { clock } = await hostFor(() =>
      app.timer('tick', {
        schedule,
        handler: () => {
          runs.push(clock.now());
          if (runs.length === expected.length) resolve();
        },
      }),
    );
    await enough;
    expect(runs.slice(0, expected.length)).toEqual(expected.map(at));
  });

  test('reads its schedule from an app setting', async () => {
    const { promise: ran, resolve } = Promise.withResolvers<number>();
    const { clock } = await hostFor(
      () => app.timer('tick', { schedule: '%TICK%', handler: () => resolve(clock.now()) }),
      { settings: { TICK: '0 20 10 * * *' } },
    );
    expect(await ran).toBe(at('20T10:20:00'));
  });

  test('is told about its schedule in camel case', async () => {
    const { promise: told, resolve } = Promise.withResolvers<Timer>();
    await hostFor(() =>
      app.timer('tick', { schedule: '0 0 * * * *', handler: (timer) => resolve(timer) }),
    );
    expect(await told).toMatchObject({
      isPastDue: false,
      scheduleStatus: { next: '2026-11-20T12:00:00.000Z' },
    });
  });

  test('is not started again while it runs', async () => {
    const runs: number[] = [];
    const { promise: enough, resolve } = Promise.withResolvers<void>();
    const { clock } = await hostFor(() =>
      app.timer('slow', {
        schedule: '*/10 * * * * *',
        handler: async () => {
          runs.push(clock.now());
          await clock.wait(25_000);
          if (runs.length === 2) resolve();
        },
      }),
    );
    await enough;
    expect(runs.slice(0, 2)).toEqual([at('20T10:15:10'), at('20T10:15:40')]);
  });

  test('runs again after a run that failed', async () => {
    let runs = 0;
    const { promise: enough, resolve } = Promise.withResolvers<void>();
    const { errors } = await hostFor(() =>
      app.timer('tick', {
        schedule: '0 * * * * *',
        handler: () => {
          runs += 1;
          if (runs === 1) throw new Error('once');
          resolve();
        },
      }),
    );
    await enough;
    expect(errors).toEqual(['Function "tick" failed: once']);
  });

  test('does not run by itself when an app setting has switched it off', async () => {
    let runs = 0;
    const { clock, host } = await hostFor(
      () =>
        app.timer('tick', {
          schedule: '*/10 * * * * *',
          handler: () => {
            runs += 1;
          },
        }),
      { settings: { 'AzureWebJobs.tick.Disabled': 'true' } },
    );
    await during(clock, () => clock.wait(60_000));
    await host.idle();
    expect(runs).toBe(0);
  });

  test('with a schedule that is none stops the start', async () => {
    const load = () => app.timer('tick', { schedule: 'often', handler: () => {} });
    await expect(hostFor(load)).rejects.toThrow(
      'Timer "tick": the schedule "often" is not NCRONTAB.',
    );
  });
});

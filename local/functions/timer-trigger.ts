import { Cron } from 'croner';
import * as z from 'zod';
import type { Clock } from '../../emulator/clock.ts';
import type { App } from './app.ts';
import type { RegisteredFunction } from './worker.ts';

const options = z.object({ schedule: z.string(), runOnStartup: z.boolean().default(false) });

/** Node's timers overflow beyond 24.8 days: longer waits are looked at again every day. */
const longestWait = 24 * 3600 * 1000;

/**
 * Schedules the timer functions of the app on the clock, in UTC. `start` runs one by name, as work that counts for
 * itself; the next run is looked for when it is over, so that no run overlaps with the one before.
 * Throws for a schedule that is not NCRONTAB. Returns what cancels all.
 */
export function scheduleTimers(
  app: App,
  clock: Clock,
  start: (registered: RegisteredFunction) => Promise<void>,
): () => void {
  const cancels = new Map<string, () => void>();
  let cancelled = false;

  function arm(name: string, cron: Cron): void {
    const next = cron.nextRun(new Date(clock.now()));
    if (!next || cancelled) return;
    const wait = next.getTime() - clock.now();
    const task = wait > longestWait ? () => arm(name, cron) : () => fire(name, cron);
    cancels.set(name, clock.after(Math.min(wait, longestWait), task));
  }

  function fire(name: string, cron: Cron): void {
    const registered = app.find(name, 'timerTrigger');
    // Not awaited: the run counts for itself, so that it may wait on the clock.
    if (registered) void start(registered).finally(() => arm(name, cron));
  }

  for (const { name } of app.all()) {
    const registered = app.find(name, 'timerTrigger');
    if (!registered) continue;
    const cron = parseSchedule(registered);
    if (options.parse(registered.trigger).runOnStartup) fire(name, cron);
    else arm(name, cron);
  }
  return () => {
    cancelled = true;
    for (const cancel of cancels.values()) cancel();
  };
}

/** What a timer function is told: its last run is not kept, the next one is known. */
export function timerData(registered: RegisteredFunction, now: number): { json: string } {
  const next = parseSchedule(registered).nextRun(new Date(now));
  const at = new Date(now).toISOString();
  return {
    json: JSON.stringify({
      Schedule: { AdjustForDST: true },
      ScheduleStatus: { Last: at, Next: next?.toISOString() ?? at, LastUpdated: at },
      IsPastDue: false,
    }),
  };
}

function parseSchedule({ name, trigger }: RegisteredFunction): Cron {
  const { schedule } = options.parse(trigger);
  const pattern = schedule.replace(/^%(.+)%$/, (_, setting: string) => process.env[setting] ?? '');
  try {
    return new Cron(pattern, { mode: '5-or-6-parts', domAndDow: true, timezone: 'UTC' });
  } catch (cause) {
    const hint = 'A schedule has six fields: second minute hour day month weekday.';
    throw new Error(`Timer "${name}": the schedule "${schedule}" is not NCRONTAB. ${hint}`, {
      cause,
    });
  }
}

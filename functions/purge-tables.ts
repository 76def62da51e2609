import { eachOf } from '../adapters/at-once.ts';
import { dayAt } from '../adapters/call-keys.ts';
import type { CallRow } from '../calls/rows.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import { nightlyRun } from './nightly-run.ts';

const DAY = 86_400_000;
/** Calls that are read at once, and between two looks at the time. */
const PART = 200;

/** What a run has removed. */
interface Counts extends Record<string, number> {
  /** Keys of requests to place a call. */
  requests: number;
  /** Days of which no call is left. */
  days: number;
  calls: number;
  /** Callbacks that are over. */
  callbacks: number;
  /** Rows of those calls beside `Calls` and `CallsByCaller`. */
  rows: number;
  /** Calls without an outcome whose orchestration goes on: they stay. */
  left: number;
}

const NOTHING: Counts = { requests: 0, days: 0, calls: 0, callbacks: 0, rows: 0, left: 0 };

/**
 * Removes from the tables what is too old: requests to place a call, which count for a day, and calls of days before the last
 * `RETENTION_DAYS`, if there is a limit. The oldest day goes first; its sums are kept before.
 */
export async function purgeTables(deps: Deps, instances: CallInstances): Promise<void> {
  await nightlyRun(deps, 'tables', { ...NOTHING }, async (counts, isOver) => {
    if (!(await oldRequests(deps, counts, isOver))) return false;
    const { retentionDays } = deps.config;
    if (retentionDays === 0) return true;
    return (
      (await oldDays(deps, instances, counts, isOver)) && (await oldCallbacks(deps, counts, isOver))
    );
  });
}

async function oldRequests(
  { requests, now }: Deps,
  counts: Counts,
  isOver: () => boolean,
): Promise<boolean> {
  for (let more = true; more; ) {
    if (isOver()) return false;
    const old = await requests.removeOld(now());
    counts.requests += old.removed;
    more = old.more;
  }
  return true;
}

async function oldDays(
  deps: Deps,
  instances: CallInstances,
  counts: Counts,
  isOver: () => boolean,
): Promise<boolean> {
  const { housekeeping, config, now } = deps;
  const before = dayAt(now() - config.retentionDays * DAY);
  let day = await housekeeping.nextDay('', before);
  for (; day !== undefined; day = await housekeeping.nextDay(day, before)) {
    await housekeeping.keepStatistics(day, new Date(now()).toISOString());
    if (!(await callsOf(deps, instances, day, counts, isOver))) return false;
  }
  return true;
}

async function oldCallbacks(
  { callbackTable, config, now }: Deps,
  counts: Counts,
  isOver: () => boolean,
): Promise<boolean> {
  const before = new Date(now() - config.retentionDays * DAY).toISOString();
  for (let more = true; more; ) {
    if (isOver()) return false;
    const old = await callbackTable.removeOld(before);
    counts.callbacks += old.removed;
    more = old.more;
  }
  return true;
}

async function callsOf(
  { housekeeping }: Deps,
  instances: CallInstances,
  day: string,
  counts: Counts,
  isOver: () => boolean,
): Promise<boolean> {
  const leftBefore = counts.left;
  const after = (last?: CallRow) => housekeeping.callsOfDay(day, PART, last);
  for (let calls = await after(); calls.length > 0; calls = await after(calls.at(-1))) {
    if (isOver()) return false;
    await eachOf(calls, async (call) => {
      if (await goesOn(instances, call)) {
        counts.left += 1;
        return;
      }
      const { answers, keys, timeline } = await housekeeping.remove(call, 'Calls');
      counts.calls += 1;
      counts.rows += answers + keys + timeline;
    });
  }
  if (counts.left === leftBefore) counts.days += 1;
  return true;
}

/** Nobody talks for days; but whose orchestration is still there, it would write its rows again. */
async function goesOn(instances: CallInstances, { callId, state }: CallRow): Promise<boolean> {
  return state !== 'ended' && (await instances.look(callId)).is === 'running';
}

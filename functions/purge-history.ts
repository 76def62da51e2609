import type { CallHistories } from './call-histories.ts';
import type { Deps } from './deps.ts';
import { nightlyRun } from './nightly-run.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Purges the histories of calls and deadlines that are older than `HISTORY_DAYS`, and than `RETENTION_DAYS` where the tables keep calls for
 * less: they hold numbers.
 */
export async function purgeHistory(deps: Deps, histories: CallHistories): Promise<void> {
  const { historyDays, retentionDays } = deps.config;
  const days = retentionDays > 0 ? Math.min(historyDays, retentionDays) : historyDays;
  const before = deps.now() - days * DAY;
  await nightlyRun(deps, 'histories', { histories: 0 }, async (removed, isOver) => {
    for (const [from, to] of pieces(before)) {
      if (isOver()) return false;
      removed.histories += await histories.purgeBetween(from, to);
    }
    return true;
  });
}

/**
 * All time before `before` in pieces, the latest first: one request for all would end in a time-out and remove nothing, where many calls
 * were made. A day that no run has seen yet is worth its hours; what a missed night, or a line without this function, has left behind
 * gets longer pieces, the older the longer.
 */
function* pieces(before: number): Generator<readonly [from: number, to: number]> {
  let to = before;
  for (const [count, length] of [
    [24, HOUR],
    [29, DAY],
    [12, 30 * DAY],
  ] as const) {
    for (let n = 0; n < count; n += 1, to -= length) yield [to - length, to];
  }
  yield [0, to];
}

import { reasonOf } from '../adapters/table-answers.ts';
import type { Deps } from './deps.ts';

/** Milliseconds after which a run stops, and leaves the rest to the next one: well below `functionTimeout` in host.json. */
const RUN_TIME = 4 * 60_000;

/** How much was removed so far, by what it was. */
export type Removed = Record<string, number>;

/**
 * A nightly run, with a line of log about what it removed: `purged`, also when its time was over before all was done, or `not-purged` when
 * something was away. Never rejects: the next run is due tomorrow, and begins where this one ended.
 *
 * `work` counts in `removed`, stops when `isOver` says so, and tells whether all is done.
 */
export async function nightlyRun<Counts extends Removed>(
  { log, now }: Pick<Deps, 'log' | 'now'>,
  of: string,
  removed: Counts,
  work: (removed: Counts, isOver: () => boolean) => Promise<boolean>,
): Promise<void> {
  const began = now();
  try {
    const isDone = await work(removed, () => now() - began > RUN_TIME);
    log('info', 'purged', { of, ...removed, isDone });
  } catch (error) {
    log('error', 'not-purged', { of, ...removed, reason: reasonOf(error) });
  }
}

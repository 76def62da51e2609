/**
 * What the local runtime does not do by itself but Azure may: for tests, all off by default, may be changed while the
 * host runs.
 */
export interface Switches {
  /** Runs before every episode: tests restart the worker there. */
  beforeEpisode?: () => Promise<void> | void;
  /** Activities run at least once: run them twice, and keep the second result. */
  activityRunsTwice?: boolean | ((name: string) => boolean);
  /**
   * The worker dies during an activity, before or after its handler ran: the activity fails and is not run again.
   * `attempt` counts the starts of that activity by one instance, from 1.
   */
  activityDies?: (name: string, attempt: number) => 'before' | 'after' | undefined;
  /**
   * Milliseconds from the start of a host on what another left behind until the activities run again that ran when that one died;
   * default: at once. With Azure Storage it is about 300,000 (Durable protocol reference, section 5, trap r).
   */
  runsAgainAfterMs?: number;
  /** Messages wait `ms` milliseconds on the clock, so that several meet in one episode, in an order taken from `seed`. */
  holdBackInbox?: { seed: number; ms: number };
}

/** Puts `items` into an order that depends on `seed` alone. The first `fixed` items stay where they are. */
export function shuffled<T>(items: T[], seed: number, fixed: number): T[] {
  const result = [...items];
  let state = seed >>> 0;
  for (let last = result.length - 1; last > fixed; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = fixed + (state % (last - fixed + 1));
    const moved = result[last] as T;
    result[last] = result[other] as T;
    result[other] = moved;
  }
  return result;
}

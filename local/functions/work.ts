import type { Clock } from '../../emulator/clock.ts';

/**
 * What is in progress in the host. Each piece counts exactly once on the clock, so that a handler that waits on the
 * clock (`clock.wait`) lets virtual time go on.
 */
export interface Work {
  /** Marks a piece of work. Call what it returns, once, when it is over. */
  begin(): () => void;
  /** Resolves when nothing is in progress and nothing follows at once. */
  idle(): Promise<void>;
}

/** Counts work on `clock` and for `idle`. */
export function countWork(clock: Clock): Work {
  let inProgress = 0;
  let waiting: (() => void)[] = [];

  function look(): void {
    setImmediate(() => {
      if (inProgress > 0) return;
      const waiters = waiting;
      waiting = [];
      for (const resolve of waiters) resolve();
    });
  }

  return {
    begin() {
      inProgress += 1;
      const end = clock.begin();
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        inProgress -= 1;
        end();
        if (inProgress === 0 && waiting.length > 0) look();
      };
    },
    idle() {
      return new Promise((resolve) => {
        waiting.push(resolve);
        look();
      });
    },
  };
}

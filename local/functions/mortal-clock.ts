import type { Clock } from '../../emulator/clock.ts';

/** The clock of one process: what that process does on it ends with the process. */
export interface MortalClock extends Clock {
  /** From now on nothing counts, no timer fires, and who waits waits for ever. */
  end(): void;
}

/** A part of `clock` that can end by itself, while others go on. */
export function mortalClock(clock: Clock): MortalClock {
  let isOver = false;
  const cancels = new Set<() => void>();
  /** One for each piece of work that counts at the moment. Which is whose does not matter: they are counted. */
  const counted: (() => void)[] = [];

  function count(): void {
    if (!isOver) counted.push(clock.begin());
  }

  function discount(): void {
    counted.pop()?.();
  }

  function begin(): () => void {
    count();
    let ended = false;
    return () => {
      if (!ended) discount();
      ended = true;
    };
  }

  function after(ms: number, task: () => void | Promise<void>): () => void {
    if (isOver) return () => {};
    const cancelTimer = clock.after(ms, () => {
      cancels.delete(cancel);
      const ends = begin();
      void Promise.resolve(task()).finally(ends);
    });
    const cancel = () => {
      cancels.delete(cancel);
      cancelTimer();
    };
    cancels.add(cancel);
    return cancel;
  }

  return {
    now: clock.now,
    after,
    begin,
    wait(ms) {
      return new Promise((resolve) => {
        after(ms, () => {
          count();
          resolve();
        });
        discount();
      });
    },
    end() {
      isOver = true;
      for (const cancel of [...cancels]) cancel();
      for (const end of counted.splice(0)) end();
    },
  };
}

import type { Clock } from './clock.ts';
import { type Timer, timerQueue } from './timer-queue.ts';

export interface VirtualClock extends Clock {
  /** Tells when the clock stands still: nothing in progress and no timer left. Returns what unsubscribes. */
  onStandstill(listener: () => void): () => void;
  /** Stops the clock for good; timers that are left never fire. */
  stop(): void;
}

/**
 * A clock that starts at `startAt` and jumps to the next timer when no work is in progress, looked at again after a
 * `setImmediate`, since a settled promise often starts the next piece of work. One timer fires at a time and what it
 * starts is finished before the next one, so that a call tells the same story on every run.
 *
 * `startAt`: ISO 8601, UTC.
 */
export function virtualClock(startAt = '2026-11-20T10:15:02.000Z'): VirtualClock {
  let now = Date.parse(startAt);
  let inProgress = 0;
  let looking = false;
  let stopped = false;
  const timers = timerQueue();
  const listeners = new Set<() => void>();

  function settle(): void {
    if (inProgress > 0 || looking || stopped) return;
    looking = true;
    setImmediate(() => {
      looking = false;
      if (inProgress > 0 || stopped) return;
      const next = timers.shift();
      if (next) fire(next);
      else for (const listener of [...listeners]) listener();
    });
  }

  function fire(timer: Timer): void {
    now = Math.max(now, timer.due);
    const end = begin();
    void Promise.resolve(timer.task()).finally(end);
  }

  function begin(): () => void {
    inProgress += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      inProgress -= 1;
      settle();
    };
  }

  function after(ms: number, task: Timer['task']): () => void {
    const cancel = timers.add({ due: now + Math.max(0, ms), task });
    settle();
    return cancel;
  }

  return {
    now: () => now,
    after,
    begin,
    wait(ms) {
      return new Promise((resolve) => {
        after(ms, () => {
          inProgress += 1; // the waiter is at work again before the clock can look
          resolve();
        });
        inProgress -= 1;
        settle();
      });
    },
    onStandstill(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      timers.clear();
    },
  };
}

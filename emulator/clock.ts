import { timerQueue } from './timer-queue.ts';

/**
 * The one clock of emulator, local runtime and scripted callers. People get the real one; tests get a virtual one that
 * jumps to the next timer as soon as nothing is in progress any more.
 */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Runs `task` in `ms` milliseconds; the task counts as work until its promise settles. Returns what cancels it. */
  after(ms: number, task: () => void | Promise<void>): () => void;
  /** Marks work that virtual time has to wait for. Call what it returns, once, when the work is over. */
  begin(): () => void;
  /** Waits on this clock. Only for work marked by `begin`, `during` or `after`: while it waits it is not in progress. */
  wait(ms: number): Promise<void>;
}

/** Runs `work` as work in progress on `clock`. */
export async function during<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  const end = clock.begin();
  try {
    return await work();
  } finally {
    end();
  }
}

/**
 * The wall clock. Its timers fire in the order they fall due, however late the process is: Node's own fire those of one duration
 * together, and keys that a busy machine presses late would come in another order than they were pressed. They do not keep
 * the process alive: whoever serves does.
 */
export function realClock(): Clock {
  const timers = timerQueue();
  let alarm: NodeJS.Timeout | undefined;

  function arm(): void {
    clearTimeout(alarm);
    const next = timers.first();
    if (!next) return;
    alarm = setTimeout(fire, Math.min(Math.max(0, next.due - Date.now()), LONGEST_TIMER));
    alarm.unref();
  }

  function fire(): void {
    for (let next = timers.first(); next && next.due <= Date.now(); next = timers.first()) {
      timers.shift();
      void next.task();
    }
    arm();
  }

  return {
    now: () => Date.now(),
    after(ms, task) {
      const timer = { due: Date.now() + Math.max(0, ms), task };
      const cancel = timers.add(timer);
      if (timers.first() === timer) arm();
      return cancel;
    },
    begin: () => () => {},
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

/** Milliseconds; Node fires longer timers at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

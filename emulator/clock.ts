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

/** The wall clock. Timers do not keep the process alive: whoever serves does. */
export function realClock(): Clock {
  return {
    now: () => Date.now(),
    after(ms, task) {
      const timer = setTimeout(() => void task(), ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
    begin: () => () => {},
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

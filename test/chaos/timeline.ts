import { timerQueue } from '../../emulator/timer-queue.ts';

/** Virtual milliseconds from 0, and what is due in them; without any clock. */
export interface Timeline {
  now(): number;
  after(ms: number, task: () => void): () => void;
  /** Does what is due, one thing after the other, until nothing is left. */
  run(): void;
}

export function timeline(): Timeline {
  let now = 0;
  const due = timerQueue();
  return {
    now: () => now,
    after: (ms, task) => due.add({ due: now + ms, task }),
    run() {
      for (let next = due.shift(); next; next = due.shift()) {
        now = next.due;
        void next.task();
      }
    },
  };
}

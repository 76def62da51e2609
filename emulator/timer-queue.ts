/** A task and the moment it falls due, in milliseconds since 1970. */
export interface Timer {
  due: number;
  task: () => void | Promise<void>;
}

/** Timers in the order they fall due; those of the same moment in the order they were set. */
export interface TimerQueue {
  /** Returns what cancels it. */
  add(timer: Timer): () => void;
  /** The next one, still in the queue. */
  first(): Timer | undefined;
  /** Takes the next one out. */
  shift(): Timer | undefined;
  clear(): void;
}

/** An empty queue. */
export function timerQueue(): TimerQueue {
  const timers: Timer[] = [];

  /** Where a timer of this moment goes: behind all that fall due no later. */
  function place(due: number): number {
    let low = 0;
    let high = timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((timers[middle]?.due ?? 0) <= due) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(timer) {
      timers.splice(place(timer.due), 0, timer);
      return () => {
        const at = timers.indexOf(timer);
        if (at >= 0) timers.splice(at, 1);
      };
    },
    first: () => timers[0],
    shift: () => timers.shift(),
    clear() {
      timers.length = 0;
    },
  };
}

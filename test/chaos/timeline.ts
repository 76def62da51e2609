/** Virtual milliseconds from 0, and what is due in them; without any clock. */
export interface Timeline {
  now(): number;
  after(ms: number, task: () => void): () => void;
  /** Does what is due, one thing after the other, until nothing is left. */
  run(): void;
}

export function timeline(): Timeline {
  let now = 0;
  let count = 0;
  const due: { at: number; order: number; task: () => void }[] = [];
  return {
    now: () => now,
    after(ms, task) {
      count += 1;
      const entry = { at: now + ms, order: count, task };
      due.push(entry);
      return () => {
        const place = due.indexOf(entry);
        if (place >= 0) due.splice(place, 1);
      };
    },
    run() {
      while (due.length > 0) {
        due.sort((one, other) => one.at - other.at || one.order - other.order);
        const next = due.shift();
        if (!next) return;
        now = next.at;
        next.task();
      }
    },
  };
}

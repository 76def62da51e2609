/** What many ask for at the same time, and what is read of it once for all of them. */
export interface SharedReads<Value> {
  /** What was read under a key, now or a moment ago. Rejects as reading does. */
  of(key: string): Promise<Value>;
  /** It has changed: who asks from now on has it read anew. */
  forget(key: string): void;
}

/**
 * Milliseconds for which what was read serves others. In a long line everybody asks for their place within 30 seconds; and it takes no
 * longer than this until a voice speaks.
 */
const SHARED_MS = 250;

/** Reads with `read`, for all who ask within a moment of its beginning. `now`: milliseconds since 1970. */
export function sharedReads<Value>(
  read: (key: string) => Promise<Value>,
  now: () => number,
): SharedReads<Value> {
  const reads = new Map<string, { since: number; value: Promise<Value> }>();
  return {
    of(key) {
      const last = reads.get(key);
      const since = now();
      if (last && since - last.since < SHARED_MS) return last.value;
      const begun = { since, value: read(key) };
      reads.set(key, begun);
      begun.value.catch(() => {
        if (reads.get(key) === begun) reads.delete(key);
      });
      return begun.value;
    },
    forget: (key) => void reads.delete(key),
  };
}

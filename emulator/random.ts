/** Seeded pseudo-randomness: two runs with the same seed and the same calls are the same. */
export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number, both ends included. */
  integer(from: number, to: number): number;
  bytes(length: number): Buffer;
}

/** A generator (mulberry32) that starts at `seed`. Not for secrets: nothing the emulator makes is one. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    next,
    integer: (from, to) => from + Math.floor(next() * (to - from + 1)),
    bytes(length) {
      const bytes = Buffer.alloc(length);
      for (let at = 0; at < length; at += 1) bytes[at] = Math.floor(next() * 256);
      return bytes;
    },
  };
}

/** A generator of its own for the `nth` call, so that calls side by side do not disturb each other's numbers. */
export function randomOfCall(seed: number, nth: number): Random {
  return seededRandom(Math.imul(seed, 0x9e3779b1) + Math.imul(nth, 0x85ebca6b));
}

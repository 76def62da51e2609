/** Runs `work` as soon as there is room for it, in the order asked for. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** A gate that lets at most `most` be under way at once. */
export function gate(most: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside < most) inside += 1;
    else await new Promise<void>((enter) => waiting.push(enter)); // takes the place of one that leaves
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inside -= 1;
    }
  };
}

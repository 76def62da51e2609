import * as fc from 'fast-check';
import type { FiringRange } from './firing-range.ts';
import { type Shot, shots } from './shots.ts';

export interface Salvo {
  fired: number;
  /** What went wrong, with the request that it went wrong with. */
  wrong?: string;
}

/** Fires `count` shots one after the other, or as many as fit into so many milliseconds. The same seed is the same salvo. */
export async function salvo(
  range: FiringRange,
  options: { seed: number; count: number; withinMs?: number },
): Promise<Salvo> {
  let fired = 0;
  let last = '';
  const isHarmless = fc.asyncProperty(
    shots.map((shot) => ({ shot })),
    async ({ shot }) => {
      fired += 1;
      const wrong = await range.fire(shot);
      if (wrong === undefined) return;
      last = `${wrong}\n\n${described(shot)}`;
      throw new Error(last);
    },
  );
  const { seed, count: numRuns, withinMs: interruptAfterTimeLimit } = options;
  const { failed } = await fc.check(isHarmless, { seed, numRuns, interruptAfterTimeLimit });
  return { fired, wrong: failed ? last : await range.leftBehind() };
}

function described({ method, path, headers, body, statuses }: Shot): string {
  const start = body?.subarray(0, 600).toString() ?? '';
  return `${method} ${path} (${body?.length ?? 0} bytes)\n${JSON.stringify(headers)}\n${start}\nmay answer ${statuses.join(', ')}`;
}

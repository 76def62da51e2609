import { parseArgs } from 'node:util';
import { parsedArguments, WrongUsage } from './wrong-usage.ts';

export const BENCH_HELP = `npm run bench [-- options]   how quick the line is on this laptop, and what it takes

  --only one           50 calls, one after the other
  --only fifty         50 callers at once
  --only people        50 calls, one after the other, in which a caller asks for a person and gets one
  --only two-hundred   200 callers at once, each keying a number of their own
                       (may be given several times; these four where none is given)
  --only waiting       1,000 callers in line, and an agent who becomes available again and again
  --callers N          so many in line instead, 1 to 1000
  --help               this text

Exit code: 0 done, 1 a caller did not get through, or a digit or a ring is wrong, 2 wrong usage.`;

/** The parts that are the whole bench. Waiting is none of them: it takes a quarter of an hour, and a quiet machine. */
const WHOLE = ['one', 'fifty', 'people', 'two-hundred'] as const;
const PARTS = [...WHOLE, 'waiting'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  parts: ReadonlySet<Part>;
  /** How many wait in line. */
  callers: number;
}

/** The longest line that a queue may have (docs/queues.md). */
const MOST_CALLERS = 1_000;

/**
 * The parts of the bench to run; `help` when that was asked for.
 *
 * @throws WrongUsage
 */
export function benchOptions(args: string[]): BenchOptions | 'help' {
  const { values } = parsedArguments(() =>
    parseArgs({
      args,
      options: {
        only: { type: 'string', multiple: true, default: [...WHOLE] },
        callers: { type: 'string', default: String(MOST_CALLERS) },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  return { parts: new Set(values.only.map(partOf)), callers: callersOf(values.callers) };
}

function callersOf(given: string): number {
  const count = Number(given);
  if (/^\d+$/.test(given) && count >= 1 && count <= MOST_CALLERS) return count;
  throw new WrongUsage(`--callers: "${given}" is no number of callers. Give 1 to ${MOST_CALLERS}.`);
}

function partOf(given: string): Part {
  const part = PARTS.find((one) => one === given);
  if (part) return part;
  throw new WrongUsage(`--only: "${given}" is no part of the bench. Give ${PARTS.join(', ')}.`);
}

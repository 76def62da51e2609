import { parseArgs } from 'node:util';
import { parsedArguments, WrongUsage } from './wrong-usage.ts';

export const BENCH_HELP = `npm run bench [-- options]   how quick the line is on this laptop, and what it takes

  --only one           50 calls, one after the other
  --only fifty         50 callers at once
  --only people        50 calls, one after the other, in which a caller asks for a person and gets one
  --only two-hundred   200 callers at once, each keying a number of their own
                       (may be given several times; all four)
  --help               this text

Exit code: 0 done, 1 a caller did not get through or a digit is wrong, 2 wrong usage.`;

const PARTS = ['one', 'fifty', 'people', 'two-hundred'] as const;
export type Part = (typeof PARTS)[number];

/**
 * The parts of the bench to run; `help` when that was asked for.
 *
 * @throws WrongUsage
 */
export function benchOptions(args: string[]): ReadonlySet<Part> | 'help' {
  const { values } = parsedArguments(() =>
    parseArgs({
      args,
      options: {
        only: { type: 'string', multiple: true, default: [...PARTS] },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  return values.help ? 'help' : new Set(values.only.map(partOf));
}

function partOf(given: string): Part {
  const part = PARTS.find((one) => one === given);
  if (part) return part;
  throw new WrongUsage(`--only: "${given}" is no part of the bench. Give ${PARTS.join(', ')}.`);
}

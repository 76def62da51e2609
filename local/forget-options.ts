import { parseArgs } from 'node:util';
import { dialledNumber } from './phone-number.ts';
import { parsedArguments, portOf, WrongUsage } from './wrong-usage.ts';

export const FORGET_HELP = `npm run forget -- +15550100 [options]   removes everything that is kept of a caller's calls, for good

  --yes                without a question
  --json               what was removed as JSON, for other programs
  --port 7071          where the line listens (or environment PORT)
  --help               this text

API_TOKEN holds an access token, where the line asks for one: see docs/access.md.
What is removed, and what is not: docs/operations.md.

Exit code: 0 done, 1 a call of this number goes on, the answer was no, or the line failed, 2 wrong usage or nothing listens there.`;

export interface ForgetOptions {
  /** E.164. */
  number: string;
  /** Whether to ask before. */
  isSure: boolean;
  json: boolean;
  port: number;
}

/**
 * Whom to forget; `help` when that was asked for.
 *
 * @throws WrongUsage
 */
export function forgetOptions(
  args: string[],
  env: Record<string, string | undefined>,
): ForgetOptions | 'help' {
  const { values, positionals } = parsedArguments(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const [typed = ''] = positionals;
  if (typed === 'anonymous')
    throw new WrongUsage(
      'anonymous stands for everybody who withholds their number: one of them cannot be told from the others.',
    );
  // one that was typed with spaces may come in parts
  const number = dialledNumber(positionals.join(''));
  if (number === undefined)
    throw new WrongUsage('Give one number, with its country code: npm run forget -- +15550100.');
  const port = portOf('--port', values.port, { name: 'PORT', value: env.PORT }, 7071);
  return { number, isSure: values.yes, json: values.json, port };
}

import { parseArgs } from 'node:util';
import { parsedArguments, portOf, WrongUsage } from './wrong-usage.ts';

export const CALLS_HELP = `npm run calls [-- options]            today's calls (UTC), newest first
npm run calls -- <callId>             all that is kept of one call

  --from +15550100     the calls of one number, on any day
  --day 2026-11-20     the calls of that day (UTC)
  --outcome completed  only calls that ended so
  --limit 50           how many to show at most
  --json               as JSON, for other programs
  --port 7071          where the line listens (or environment PORT)
  --help               this text

API_TOKEN holds an access token, where the line asks for one: see docs/access.md.

Exit code: 0 done, 1 no such call or the line failed, 2 wrong usage or nothing listens there.`;

export interface CallsOptions {
  callId?: string;
  from?: string;
  day?: string;
  outcome?: string;
  /** From 1. */
  limit: number;
  json: boolean;
  port: number;
}

/**
 * What to look for; `help` when that was asked for. What a number, a day or an outcome may be, the line itself checks.
 *
 * @throws WrongUsage
 */
export function callsOptions(
  args: string[],
  env: Record<string, string | undefined>,
): CallsOptions | 'help' {
  const { values, positionals } = parsedArguments(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        day: { type: 'string' },
        outcome: { type: 'string' },
        limit: { type: 'string', default: '50' },
        json: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const { from, day, outcome, json } = values;
  const limit = Number(values.limit);
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new WrongUsage(
      `--limit: "${values.limit}" is no number of calls. Give a whole number from 1.`,
    );
  }
  const [callId, another] = positionals;
  if (another !== undefined) throw new WrongUsage('Give one call id at a time.');
  if (callId !== undefined && (from ?? day ?? outcome) !== undefined) {
    throw new WrongUsage('Give either a call id, or --from, --day and --outcome.');
  }
  const port = portOf('--port', values.port, { name: 'PORT', value: env.PORT }, 7071);
  return { callId, from, day, outcome, limit, json, port };
}

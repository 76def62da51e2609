import { parseArgs } from 'node:util';
import { parsedArguments, portOf, WrongUsage } from './wrong-usage.ts';

export const QUEUES_HELP = `npm run queues [-- options]           who waits in line, and who is there to serve them

  --json               as JSON, for other programs
  --port 7071          where the line listens (or environment PORT)
  --help               this text

API_TOKEN holds an access token, where the line asks for one: see docs/access.md.

Exit code: 0 done, 1 the line failed, 2 wrong usage or nothing listens there.`;

export interface QueuesOptions {
  json: boolean;
  port: number;
}

/**
 * How to show the queues; `help` when that was asked for.
 *
 * @throws WrongUsage
 */
export function queuesOptions(
  args: string[],
  env: Record<string, string | undefined>,
): QueuesOptions | 'help' {
  const { values, positionals } = parsedArguments(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const [given] = positionals;
  if (given !== undefined) {
    throw new WrongUsage(
      `"${given}" is not understood: all queues are shown, and none is changed.`,
    );
  }
  const port = portOf('--port', values.port, { name: 'PORT', value: env.PORT }, 7071);
  return { json: values.json, port };
}

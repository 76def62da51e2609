import { parseArgs } from 'node:util';
import { parsedArguments, portOf, WrongUsage } from './wrong-usage.ts';

export const DIAL_HELP = `npm run dial -- --to +15550100 [options]   has the line call a number, and tells how it goes

  --to +15550100       the number to call, E.164
  --extension w123#    keys to send once somebody answers; w is half a second, W and , a second
  --context name=Ann   what prompts say as {context.name}; once for each name
  --flow main          the step of the flow to begin with
  --port 7071          where the line listens (or environment PORT)
  --help               this text

API_TOKEN holds an access token, where the line asks for one: see docs/access.md.

A number of the emulator rings until somebody answers it: see docs/outbound.md.

Exit code: 0 the call was answered, 1 it was not, or the line refused or failed, 2 wrong usage or nothing listens there.`;

export interface DialOptions {
  /** What `POST /api/calls` takes. */
  call: {
    to: string;
    flow?: string;
    extension?: string;
    context?: Record<string, string>;
  };
  port: number;
}

/**
 * Whom to call, and with what; `help` when that was asked for. What a number or an extension may be, the line itself checks.
 *
 * @throws WrongUsage
 */
export function dialOptions(
  args: string[],
  env: Record<string, string | undefined>,
): DialOptions | 'help' {
  const { values } = parsedArguments(() =>
    parseArgs({
      args,
      options: {
        to: { type: 'string' },
        flow: { type: 'string' },
        extension: { type: 'string' },
        context: { type: 'string', multiple: true },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const { to, flow, extension, context } = values;
  if (to === undefined) throw new WrongUsage('Name the number to call: --to +15550100.');
  const port = portOf('--port', values.port, { name: 'PORT', value: env.PORT }, 7071);
  return { call: { to, flow, extension, context: context && named(context) }, port };
}

function named(pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined || text === undefined)
        throw new WrongUsage(`--context: "${pair}" names nothing. Write it as name=text.`);
      return [name, text];
    }),
  );
}

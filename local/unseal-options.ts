import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isCallId } from '../adapters/call-keys.ts';
import type { Access } from '../adapters/config.ts';
import { AZURITE_CONNECTION_STRING } from '../adapters/laptop-defaults.ts';
import { DIGITS_KEY_FILE } from './digits-key.ts';
import { parsedArguments, WrongUsage } from './wrong-usage.ts';

export const UNSEAL_HELP = `npm run unseal -- <callId>        the secret digits of a call, in clear, for whoever holds the private key

  --key FILE     the private key as a JWK (.local/${DIGITS_KEY_FILE}, which the first npm start makes)
  --help         this text

The tables are those of TABLES_CONNECTION_STRING or TABLES_ENDPOINT, else this laptop's, while npm start runs.
What is printed is secret: it is not in any log, and should not get into one.

Exit code: 0 done, 1 nothing to open or it does not open, 2 wrong usage, no key or no tables.`;

export interface UnsealOptions {
  callId: string;
  /** Path of the private key. */
  key: string;
  tables: Access;
}

/**
 * Which call to open, and with what; `help` when that was asked for.
 *
 * @throws WrongUsage
 */
export function unsealOptions(
  args: string[],
  env: Record<string, string | undefined>,
): UnsealOptions | 'help' {
  const { values, positionals } = parsedArguments(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string', default: join('.local', DIGITS_KEY_FILE) },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const [callId = '', another] = positionals;
  if (another !== undefined) throw new WrongUsage('Give one call id at a time.');
  if (!isCallId(callId)) {
    throw new WrongUsage(
      'Give the id of a call: npm run unseal -- 20261120T101502-3f9a0c1be27d. npm run calls lists them.',
    );
  }
  return { callId, key: values.key, tables: tablesOf(env) };
}

function tablesOf(env: Record<string, string | undefined>): Access {
  if (env.TABLES_CONNECTION_STRING) return { connectionString: env.TABLES_CONNECTION_STRING };
  if (env.TABLES_ENDPOINT) return { endpoint: env.TABLES_ENDPOINT };
  return { connectionString: AZURITE_CONNECTION_STRING };
}

import { parseArgs } from 'node:util';
import { FILE, FLOW_VERSION } from '../adapters/flow-entities.ts';
import { didYouMean } from '../calls/flow-words.ts';
import { parsedArguments, portOf, WrongUsage } from './wrong-usage.ts';

export const FLOW_HELP = `npm run flow -- check [file ...]    what is wrong with a flow: where, and how to mend it
                                    (no file: the one that FLOW names, or flows/main.yaml)
npm run flow -- schema              writes flows/flow.schema.json, by which editors help to write a flow

Of a line that is up, without a deployment:
npm run flow -- publish [file]      checks a flow and has new calls take it; calls in progress keep theirs
npm run flow -- rollback            new calls take the flow before it again
npm run flow -- rollback <version>  or that one; "file" is the flow that the line was deployed with
npm run flow -- versions            all that were published: when, by whom, and which is current
npm run flow -- show [version]      the text of a flow as it was published (no version: the current one)

  --note "…"           with publish: why, for the list of versions
  --expected VERSION   with publish and rollback: only if that one is current
  --to-file            with rollback: the same as the version "file"
  --json               with versions: as JSON, for other programs
  --port 7071          where the line listens (or environment PORT)
  --help               this text

API_TOKEN holds an access token, where the line asks for one: see docs/access.md.

Exit code: 0 all is well, 1 a flow has mistakes, was not changed, or the line failed, 2 wrong usage or nothing listens there.`;

export const SCHEMA_FILE = 'flows/flow.schema.json';

/** What to do; `port` is where the line listens. */
export type FlowCommand =
  | { does: 'check'; files: string[] }
  | { does: 'schema' }
  | { does: 'publish'; file: string; note?: string; expected?: string; port: number }
  | { does: 'rollback'; version?: string; expected?: string; port: number }
  | { does: 'versions'; json: boolean; port: number }
  | { does: 'show'; version?: string; port: number };

type Does = FlowCommand['does'];

/** The options of each command. */
const OPTIONS: Record<Does, readonly string[]> = {
  check: [],
  schema: [],
  publish: ['note', 'expected', 'port'],
  rollback: ['expected', 'to-file', 'port'],
  versions: ['json', 'port'],
  show: ['port'],
};

const COMMANDS = Object.keys(OPTIONS) as Does[];

/**
 * What to do with flows; `help` when that was asked for. What a version or a note may be, the line itself checks.
 *
 * @throws WrongUsage
 */
export function flowOptions(
  args: string[],
  env: Record<string, string | undefined>,
): FlowCommand | 'help' {
  const { values, positionals } = parsedArguments(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        note: { type: 'string' },
        expected: { type: 'string' },
        'to-file': { type: 'boolean' },
        json: { type: 'boolean' },
        port: { type: 'string' },
        help: { type: 'boolean' },
      },
    }),
  );
  if (values.help) return 'help';
  const [command, ...rest] = positionals;
  const does = commandOf(command);
  for (const option of Object.keys(values))
    if (!OPTIONS[does].includes(option))
      throw new WrongUsage(`--${option} is not for ${does}. See --help.`);

  const usual = env.FLOW || 'flows/main.yaml';
  if (does === 'check') return { does, files: rest.length > 0 ? rest : [usual] };
  const [first, another] = rest;
  if (does === 'schema') {
    if (first !== undefined)
      throw new WrongUsage(`schema takes no file; it writes ${SCHEMA_FILE}.`);
    return { does };
  }
  const port = portOf('--port', values.port, { name: 'PORT', value: env.PORT }, 7071);
  const { note, expected, json = false } = values;
  if (does === 'versions') {
    if (first !== undefined) throw new WrongUsage('versions takes none: show tells one of them.');
    return { does, json, port };
  }
  if (another !== undefined)
    throw new WrongUsage(does === 'publish' ? 'Publish one flow at a time.' : 'Give one version.');
  if (does === 'publish') return { does, file: first ?? usual, note, expected, port };
  if (first !== undefined && first !== FILE && !FLOW_VERSION.test(first))
    throw new WrongUsage(
      `"${first}" is no version: give twelve hex digits, or "${FILE}". npm run flow -- versions lists them.`,
    );
  if (does === 'show') return { does, version: first, port };
  if (values['to-file'] && first !== undefined)
    throw new WrongUsage('--to-file: Give either this or a version.');
  return { does, version: values['to-file'] ? FILE : first, expected, port };
}

function commandOf(command: string | undefined): Does {
  const known = COMMANDS.find((name) => name === command);
  if (known) return known;
  const all = `${COMMANDS.slice(0, -1).join(', ')} or ${COMMANDS.at(-1)}`;
  if (command === undefined) throw new WrongUsage(`Say what to do: ${all}. See --help.`);
  throw new WrongUsage(
    `There is no command "${command}".${didYouMean(command, COMMANDS)} See --help.`,
  );
}

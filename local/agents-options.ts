import { parseArgs } from 'node:util';
import { didYouMean } from '../calls/flow-words.ts';
import { parsedArguments, portOf, WrongUsage } from './wrong-usage.ts';

export const AGENTS_HELP = `npm run agents [-- options]             all agents, and what they do at the moment
npm run agents -- <id> available      the agent takes calls
npm run agents -- <id> away           the agent takes none

  --reason lunch       why they are away
  --json               as JSON, for other programs
  --port 7071          where the line listens (or environment PORT)
  --help               this text

API_TOKEN holds an access token, where the line asks for one: see docs/access.md.

Exit code: 0 done, 1 no such agent, one in a call, or the line failed, 2 wrong usage or nothing listens there.`;

const STATES = ['available', 'away'];

export interface AgentsOptions {
  /** Absent: all agents are shown. */
  change?: { id: string; state: string; reason?: string };
  json: boolean;
  port: number;
}

/**
 * What to show or to change; `help` when that was asked for. What an id or a reason may be, the line itself checks.
 *
 * @throws WrongUsage
 */
export function agentsOptions(
  args: string[],
  env: Record<string, string | undefined>,
): AgentsOptions | 'help' {
  const { values, positionals } = parsedArguments(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        reason: { type: 'string' },
        json: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const { reason, json } = values;
  const [id, state, another] = positionals;
  if (another !== undefined) throw new WrongUsage('Change one agent at a time.');
  if (id !== undefined && (state === undefined || !STATES.includes(state))) {
    const said = state === undefined ? '' : `"${state}" is no state.${didYouMean(state, STATES)} `;
    throw new WrongUsage(`${said}Say what ${id} is to be: available or away.`);
  }
  if (reason !== undefined && state !== 'away')
    throw new WrongUsage('--reason: Give it with an agent who is away.');
  const port = portOf('--port', values.port, { name: 'PORT', value: env.PORT }, 7071);
  return { ...(id && state ? { change: { id, state, reason } } : {}), json, port };
}

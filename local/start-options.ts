import { parseArgs } from 'node:util';

/** How a stack on this laptop is started. Ports: 0 takes any free one. */
export interface StartOptions {
  port: number;
  emulatorPort: number;
  tablesPort: number;
  /** Folder of the tables' data. */
  data: string;
  flow: string;
  /** File that describes the agents; absent: the usual one, if it is there. */
  agents?: string;
  /** The APIs ask for access tokens. */
  apiTokens: boolean;
  /** Prints what was measured, at the end. */
  metrics: boolean;
  /** Empties the tables first. */
  fresh: boolean;
  /** Leaves after the scripted call. */
  once: boolean;
}

export type ParsedStart =
  | { ok: true; options: StartOptions }
  | { ok: false; help: boolean; problem?: string };

export const START_HELP = `Starts the line on this laptop: tables, the ACS emulator and the functions, then a scripted caller.

  npm start -- [options]

  --port N            of the line (environment PORT; 7071)
  --emulator-port N   of the ACS emulator (EMULATOR_PORT; 8600)
  --tables-port N     of the tables (TABLES_PORT; 10002)
  --data DIR          where the tables' data is kept (.local)
  --flow FILE         the line's menus (FLOW; flows/main.yaml)
  --agents FILE       who may take over a call (AGENTS; flows/agents.yaml if it is there)
  --api-tokens        the APIs ask for access tokens, as in Azure; docs/access.md says how commands get one
  --metrics           print what was measured when it ends: calls, outcomes, latencies, refusals
  --fresh             empty tables
  --once              leave after the scripted call: 0 if it got through, else 1
  --help              this text
`;

/** Options from the command line, then from the environment, then the defaults. */
export function parseStart(args: string[], env: Record<string, string | undefined>): ParsedStart {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: env.PORT || '7071' },
        'emulator-port': { type: 'string', default: env.EMULATOR_PORT || '8600' },
        'tables-port': { type: 'string', default: env.TABLES_PORT || '10002' },
        data: { type: 'string', default: '.local' },
        flow: { type: 'string', default: env.FLOW || 'flows/main.yaml' },
        agents: { type: 'string', default: env.AGENTS },
        'api-tokens': { type: 'boolean', default: false },
        metrics: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { ok: false, help: true };
    const { data, flow, agents, metrics, fresh, once } = values;
    return {
      ok: true,
      options: {
        port: portNumber('--port', 'PORT', values.port),
        emulatorPort: portNumber('--emulator-port', 'EMULATOR_PORT', values['emulator-port']),
        tablesPort: portNumber('--tables-port', 'TABLES_PORT', values['tables-port']),
        data,
        flow,
        agents: agents || undefined,
        apiTokens: values['api-tokens'],
        metrics,
        fresh,
        once,
      },
    };
  } catch (error) {
    const [problem] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { ok: false, help: false, problem };
  }
}

function portNumber(option: string, variable: string, value: string): number {
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port;
  throw new Error(`${option} (or ${variable}) is "${value}"; a port is a number from 0 to 65535.`);
}

import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { AgentProperties } from '../adapters/agents-schema.ts';
import type { Flow } from '../calls/flow.ts';
import type { Clock } from '../emulator/clock.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { type ScriptedCaller, scriptedCaller } from '../emulator/scripted-caller.ts';
import { serveEmulator } from '../emulator/serve.ts';
import type { TrafficWatch } from '../emulator/world.ts';
import { openDeps } from '../functions/deps.ts';
import { supply } from '../functions/host-supplies.ts';
import { register } from '../functions/register.ts';
import { secretStep } from '../functions/secret-step.ts';
import { newDigitsKey, publicHalf } from './digits-key.ts';
import type { Switches } from './durable/switches.ts';
import { type Host, type HostOptions, startHost } from './functions/host.ts';
import { listening } from './start-problem.ts';
import { startTokenIssuer, type TokenIssuer } from './token-issuer.ts';

export interface StackOptions {
  clock: Clock;
  flow: Flow;
  /** Who may take over a call; default: nobody. */
  agents?: readonly AgentProperties[];
  /** A file made by `npm run build`, to be loaded in the place of the sources; `FLOW` and `AGENTS` name its files. */
  app?: string;
  /** Connection string of the table service, which runs by itself. */
  tables: string;
  /** Port of the line; 0 takes any free one. */
  port?: number;
  emulatorPort?: number;
  /** Environment of the functions, over what the stack sets. */
  settings?: Record<string, string>;
  /** Takes the functions' log, a JSON line at a time. */
  log?: (line: string) => void;
  /** Takes all that functions and their libraries tell the host, of every level. */
  onHostLog?: (text: string) => void;
  /** Takes what went wrong inside a function. */
  onError?: (text: string) => void;
  /** Whether the APIs ask for access tokens, as in Azure; default: nobody is asked for anything. */
  apiTokens?: boolean;
  switches?: Switches;
  speechMsPerCharacter?: number;
  seed?: number;
  /** Starts the Functions host; default: `startHost`. Tests let it die and start again. */
  host?: (options: HostOptions) => Promise<Host>;
  /** Told of all that is sent to the line, and that it asks of ACS. */
  watch?: TrafficWatch;
}

/** The whole line on this laptop: emulator, functions and orchestrations, on one clock, over one table service. */
export interface Stack {
  clock: Clock;
  emulator: Emulator;
  emulatorUrl: string;
  connectionString: string;
  /** Who issues the access tokens of the APIs, if they ask for any. */
  tokenIssuer?: TokenIssuer;
  host: Host;
  /** The number that callers ring. */
  lineNumber: string;
  /** A phone with a script. In virtual time the clock stands still until the first one is asked for. */
  caller(from?: string): ScriptedCaller;
  /** Lets time pass: everything that falls due in it has happened when this resolves. */
  passes(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** The number of the line, unless settings say otherwise. */
export const LINE_NUMBER = '+15550199';

/** Starts everything but the tables, and connects the parts: the functions to ACS, and Event Grid to the functions. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { clock, port = 0, emulatorPort = 0, host: start = startHost } = options;
  const settings = options.settings?.DIGITS_KEY
    ? options.settings
    : { ...options.settings, ...(await sealingFor(options.flow)) };
  let release = clock.begin();
  const served = await listening(
    'the emulator',
    emulatorPort,
    '--emulator-port',
    'EMULATOR_PORT',
    () =>
      serveEmulator({
        clock,
        port: emulatorPort,
        speechMsPerCharacter: options.speechMsPerCharacter,
        seed: options.seed,
        watch: options.watch,
      }),
  );
  const { emulator, endpoint, connectionString } = served;
  const tokenIssuer = options.apiTokens ? await startTokenIssuer(() => clock.now()) : undefined;
  const stopNeighbours = async () => {
    await tokenIssuer?.stop();
    await served.stop();
  };
  try {
    const host = await listening('the line', port, '--port', 'PORT', async () =>
      start({
        clock,
        port,
        hostJson: JSON.parse(await readFile(new URL('../host.json', import.meta.url), 'utf8')),
        settings: {
          ACS_CONNECTION_STRING: connectionString,
          TABLES_CONNECTION_STRING: options.tables,
          LINE_NUMBERS: LINE_NUMBER,
          ...tokenIssuer?.settings,
          ...settings,
        },
        switches: options.switches,
        onError: options.onError,
        // only lines of ours are JSON; what the libraries tell of themselves is not for people
        onLog: (_level, text) => {
          options.onHostLog?.(text);
          if (text.startsWith('{')) options.log?.(text);
        },
        load: (clock) =>
          options.app
            ? loadFile(options.app, { ...options, clock })
            : loadSources({ ...options, clock }),
      }),
    );
    const stop = async () => {
      await host.stop();
      await stopNeighbours();
    };
    release(); // the handshake is no work of ours, and may need the clock to move
    await subscribe(emulator, endpoint, host.url);
    release = clock.begin();
    return {
      clock,
      emulator,
      emulatorUrl: endpoint,
      connectionString,
      tokenIssuer,
      host,
      lineNumber: LINE_NUMBER,
      caller(from) {
        const caller = scriptedCaller({ emulator, clock, from, to: LINE_NUMBER });
        release();
        release = () => {};
        return caller;
      },
      passes: (ms) => clock.wait(ms),
      stop,
    };
  } catch (error) {
    await stopNeighbours();
    throw error;
  }
}

/** The line as its sources compose it, with the flow and the agents that were given. */
async function loadSources({ flow, agents = [], log, clock }: StackOptions): Promise<void> {
  register(await openDeps({ env: process.env, flow, agents, clock, log }));
}

let loads = 0;

/** The line as Azure loads it: one file, which reads its flow and agents itself. Another address each time, or it is loaded once. */
async function loadFile(app: string, { clock, log }: StackOptions): Promise<void> {
  supply({ clock: { now: () => clock.now(), wait: (ms) => clock.wait(ms) }, log });
  loads += 1;
  await import(`${pathToFileURL(app)}?load=${loads}`);
}

/** Points the emulator's Event Grid at the function, as the event subscription does in Azure. */
export async function subscribe(
  emulator: Emulator,
  endpoint: string,
  hostUrl: string,
): Promise<void> {
  const url = `${hostUrl}/runtime/webhooks/eventgrid?functionName=incomingCall`;
  const answer = await emulator.fetch(
    new Request(`${endpoint}/_sim/subscribers`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url }),
    }),
  );
  if (!answer.ok) throw new Error(`the emulator took no subscriber: ${await answer.text()}`);
  await emulator.handshake();
}

/** A key for secret digits whose private half nobody keeps. Making one takes a moment: only a flow that needs one waits. */
async function sealingFor(flow: Flow): Promise<Record<string, string>> {
  if (secretStep(flow) === undefined) return {};
  return { DIGITS_KEY: JSON.stringify(publicHalf(await newDigitsKey())) };
}

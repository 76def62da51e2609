import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AgentProperties } from '../adapters/agents-schema.ts';
import type { Flow } from '../calls/flow.ts';
import { realClock } from '../emulator/clock.ts';
import { scriptedCaller } from '../emulator/scripted-caller.ts';
import { serveEmulator } from '../emulator/serve.ts';
import type { LineProcessMessage, LineProcessOptions } from './bench-line-process.ts';
import type { OwnUse } from './bench-load.ts';
import { LINE_NUMBER, type Stack, subscribe } from './stack.ts';
import type { TablesServer } from './tables-server.ts';

/** The stack in three processes: the tables, the line, and this one with emulator and callers. */
export interface SplitStack
  extends Pick<Stack, 'emulator' | 'emulatorUrl' | 'caller' | 'passes' | 'stop'> {
  host: Pick<Stack['host'], 'url'>;
  /** Measures the line's process from now on. */
  measureLine(): { stop(): Promise<OwnUse> };
}

/** Starts the line beside `tables`, on the wall clock, with `settings` over its usual environment. */
export async function startSplitStack(
  tables: TablesServer,
  line: { flow: Flow; agents: readonly AgentProperties[]; settings: Record<string, string> },
): Promise<SplitStack> {
  const clock = realClock();
  const served = await serveEmulator({ clock, port: 0 });
  const { emulator, endpoint } = served;
  const [tablesConnectionString = ''] = tables.connectionStrings;
  const options: LineProcessOptions = {
    ...line,
    tablesPort: tables.port,
    settings: {
      ACS_CONNECTION_STRING: served.connectionString,
      TABLES_CONNECTION_STRING: tablesConnectionString,
      LINE_NUMBERS: LINE_NUMBER,
      ...line.settings,
    },
  };
  const file = fileURLToPath(new URL('./bench-line-process.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(options)]);
  const stop = async () => {
    await ended(child);
    await served.stop();
  };
  try {
    const { url } = await told(child, (message) => ('url' in message ? message : undefined));
    await subscribe(emulator, endpoint, url);
    return {
      emulator,
      emulatorUrl: endpoint,
      host: { url },
      caller: (from) => scriptedCaller({ emulator, clock, from, to: LINE_NUMBER }),
      passes: (ms) => clock.wait(ms),
      measureLine() {
        child.send('begin');
        return {
          async stop() {
            child.send('tell');
            const used = (message: LineProcessMessage) =>
              'used' in message ? message.used : undefined;
            return told(child, used);
          },
        };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The next thing that the line's process tells; an error when it has ended instead. */
async function told<Told>(
  child: ChildProcess,
  read: (message: LineProcessMessage) => Told | undefined,
): Promise<Told> {
  const message = once(child, 'message').then(([one]) => read(one as LineProcessMessage));
  const found = await Promise.race([message, once(child, 'exit').then(() => undefined)]);
  if (found === undefined) throw new Error(`the line has ended with code ${child.exitCode}`);
  return found;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.send('stop');
  await exit;
}

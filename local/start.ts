import { once } from 'node:events';
import { resolve } from 'node:path';
import { styleText } from 'node:util';
import { loadFlow } from '../adapters/flow-file.ts';
import { emptyTables } from '../adapters/table-clients.ts';
import type { Flow } from '../calls/flow.ts';
import { realClock } from '../emulator/clock.ts';
import { firstCall } from './first-call.ts';
import { type Stack, startStack } from './stack.ts';
import { parseStart, START_HELP, type StartOptions } from './start-options.ts';
import { listening, StartProblem } from './start-problem.ts';
import { startTablesServer } from './tables-server.ts';
import { type TurnLog, turnLog } from './turn-log.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  const parsed = parseStart(process.argv.slice(2), process.env);
  if (!parsed.ok) {
    if (parsed.help) console.log(START_HELP);
    else console.error(`${parsed.problem} See npm start -- --help.`);
    return parsed.help ? 0 : 2;
  }
  try {
    return await run(parsed.options);
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function run(options: StartOptions): Promise<number> {
  const loaded = await loadFlow(options.flow);
  if (!loaded.ok)
    throw new StartProblem(`${loaded.report}\nMend it, or choose another: --flow FILE.`);
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

  const tables = await listening(
    'the tables',
    options.tablesPort,
    '--tables-port',
    'TABLES_PORT',
    () =>
      startTablesServer({ port: options.tablesPort, dataDir: resolve(options.data) }).catch(
        notKept,
      ),
  );
  console.log(`  Tables     ${tables.url}   Azurite, data in ${options.data}`);
  try {
    const [connectionString = ''] = tables.connectionStrings;
    if (options.fresh) await emptyTables(connectionString);
    const log = turnLog((line) => console.error(styleText('yellow', `  ${line}`)));
    const stack = await startStack({
      clock: realClock(),
      flow: loaded.flow,
      tables: connectionString,
      port: options.port,
      emulatorPort: options.emulatorPort,
      log: log.take,
      seed: Date.now(), // ids differ from those of the last start, whose calls are still in the tables
    });
    try {
      return await Promise.race([
        use(stack, loaded.flow, log, options, interrupted),
        interrupted.then(() => 130),
      ]);
    } finally {
      await stack.stop();
    }
  } finally {
    await tables.stop();
  }
}

async function use(
  stack: Stack,
  flow: Flow,
  log: TurnLog,
  options: StartOptions,
  interrupted: Promise<unknown>,
): Promise<number> {
  const { functions } = stack.host;
  const orchestrations = functions.filter(({ trigger }) => trigger === 'orchestrationTrigger');
  console.log(`  Emulator   ${stack.emulatorUrl}    Azure Communication Services, on this laptop`);
  console.log(
    `  Line       ${stack.host.url}    ${functions.length} functions, one of them the orchestration ${orchestrations.map(({ name }) => name).join(', ')}\n`,
  );
  console.log(styleText('bold', `  A caller rings ${stack.lineNumber}\n`));

  const call = await firstCall(stack, flow, log.onTurn, console.log);
  log.onTurn(() => {});
  if (call.ok) {
    const { call: row, digits, timeline } = call.kept;
    console.log(
      `\n  Kept: 1 call, ${digits.length} answers, ${timeline.length} timeline rows     npm run calls -- ${row.callId}`,
    );
  } else {
    console.error(styleText('red', `\n  The call did not get through: ${call.why}`));
  }
  if (options.once) return call.ok ? 0 : 1;

  console.log(
    '\n  Call it yourself:  npm run call          Support:  npm run calls          Stop: Ctrl-C',
  );
  await interrupted;
  return call.ok ? 0 : 1;
}

function notKept(error: unknown): never {
  const isPlain = error instanceof Error && !('code' in error && error.code === 'EADDRINUSE');
  if (isPlain && error.message.startsWith('The tables cannot be kept')) {
    throw new StartProblem(
      `${error.message.replace(/: choose.*/, '')}. Choose another folder: --data DIR.`,
    );
  }
  throw error;
}

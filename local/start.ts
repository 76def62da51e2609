import { once } from 'node:events';
import { resolve } from 'node:path';
import { styleText } from 'node:util';
import { AGENTS_FILE, loadAgents } from '../adapters/agents-file.ts';
import { loadFlow } from '../adapters/flow-file.ts';
import { emptyTables } from '../adapters/table-clients.ts';
import type { Flow } from '../calls/flow.ts';
import { realClock } from '../emulator/clock.ts';
import { NotConfigured } from '../functions/deps.ts';
import { type TokenFile, writeTokenFile } from './api-token-file.ts';
import { KeyProblem, laptopDigitsKey, publicHalf } from './digits-key.ts';
import { firstCall } from './first-call.ts';
import { flowAtStart } from './flow-at-start.ts';
import { type LocalMetrics, localMetrics } from './metrics.ts';
import { type Stack, startStack } from './stack.ts';
import { parseStart, START_HELP, type StartOptions } from './start-options.ts';
import { listening, StartProblem } from './start-problem.ts';
import { FolderProblem, startTablesServer } from './tables-server.ts';
import { type TurnLog, turnLog } from './turn-log.ts';

const HOW_TO_GO_ON =
  '  Call it yourself:  npm run call          Support:  npm run calls          Stop: Ctrl-C';

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
    console.error(mendable(error));
    return 1;
  }
}

/** What a person can mend, in one line; everything else is a bug and passes through. */
function mendable(error: unknown): string {
  if (error instanceof FolderProblem) return `${error.message} Choose another folder: --data DIR.`;
  const told = [StartProblem, NotConfigured, KeyProblem];
  if (error instanceof Error && told.some((kind) => error instanceof kind)) return error.message;
  throw error;
}

async function run(options: StartOptions): Promise<number> {
  const loaded = await loadFlow(options.flow);
  if (!loaded.ok)
    throw new StartProblem(`${loaded.report}\nMend it, or choose another: --flow FILE.`);
  const described = await loadAgents(options.agents ?? AGENTS_FILE, options.agents !== undefined);
  if (!described.ok)
    throw new StartProblem(`${described.report}\nMend it, or choose another: --agents FILE.`);
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

  const tables = await listening(
    'the tables',
    options.tablesPort,
    '--tables-port',
    'TABLES_PORT',
    () => startTablesServer({ port: options.tablesPort, dataDir: resolve(options.data) }),
  );
  console.log(`  Tables     ${tables.url}   Azurite, data in ${options.data}`);
  try {
    const [connectionString = ''] = tables.connectionStrings;
    if (options.fresh) await emptyTables(connectionString);
    const metrics = options.metrics ? localMetrics() : undefined;
    const log = turnLog((line) => console.error(styleText('yellow', `  ${line}`)));
    const stack = await startStack({
      clock: realClock(),
      flow: loaded.flow,
      agents: described.agents,
      tables: connectionString,
      port: options.port,
      emulatorPort: options.emulatorPort,
      // recordings and music are beside the flow
      settings: { FLOW: resolve(options.flow), DIGITS_KEY: await digitsKey(options.data) },
      log: log.take,
      apiTokens: options.apiTokens,
      seed: Date.now(), // ids differ from those of the last start, whose calls are still in the tables
    });
    let token: TokenFile | undefined;
    try {
      token = stack.tokenIssuer && (await writeTokenFile(options.data, stack.tokenIssuer));
      const through = await Promise.race([
        showFirstCall(stack, loaded.flow, options.flow, log, token),
        interrupted.then(() => 'interrupted' as const),
      ]);
      if (through === 'interrupted') return 130;
      if (!options.once) {
        console.log(`\n${HOW_TO_GO_ON}`);
        await interrupted;
      }
      return through ? 0 : 1;
    } finally {
      await token?.remove();
      await stack.stop();
      if (metrics) await showMetrics(metrics);
    }
  } finally {
    await tables.stop();
  }
}

async function showMetrics({ lines }: LocalMetrics): Promise<void> {
  console.log(styleText('bold', '\n  Measured\n'));
  for (const line of await lines()) console.log(`  ${line}`);
}

/** The key of the environment, else of the folder: the same at every start, so that what was sealed can be read later. */
async function digitsKey(data: string): Promise<string> {
  return process.env.DIGITS_KEY || JSON.stringify(publicHalf(await laptopDigitsKey(data)));
}

/** Lets the scripted caller ring, and tells whether the call got through. */
async function showFirstCall(
  stack: Stack,
  file: Flow,
  path: string,
  log: TurnLog,
  token: TokenFile | undefined,
): Promise<boolean> {
  const { functions, url } = stack.host;
  console.log(`  Emulator   ${stack.emulatorUrl}    Azure Communication Services, on this laptop`);
  console.log(`  Line       ${url}    ${functions.length} functions`);
  if (token)
    console.log(
      `  Token      ${token.path}    for API_TOKEN: the APIs ask for one (docs/access.md)`,
    );
  const apiToken = await stack.tokenIssuer?.token(['calls.read']);
  const { flow, told } = await flowAtStart(stack.host.port, apiToken, file, path);
  if (told) console.log(`  Flow       ${told}`);
  console.log(styleText('bold', `\n  A caller rings ${stack.lineNumber}\n`));

  const call = await firstCall(stack, flow, log.onTurn, console.log);
  log.onTurn(() => {});
  if (!call.ok) {
    console.error(styleText('red', `\n  The call did not get through: ${call.why}`));
    return false;
  }
  const { call: row, digits, timeline } = call.kept;
  const kept = `1 call, ${digits.length} answers, ${timeline.length} timeline rows`;
  console.log(`\n  Kept: ${kept}     npm run calls -- ${row.callId}`);
  return true;
}

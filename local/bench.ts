import { loadFlow } from '../adapters/flow-file.ts';
import { emptyTables } from '../adapters/table-clients.ts';
import type { Flow } from '../calls/flow.ts';
import { printable } from '../emulator/story-line.ts';
import { startFifty } from './bench-fifty.ts';
import { BENCH_HELP, type BenchOptions, benchOptions } from './bench-options.ts';
import { callersToPeople } from './bench-people.ts';
import { twoHundredAtOnce } from './bench-two-hundred.ts';
import { callersInLine } from './bench-waiting.ts';
import { startTablesServer, type TablesServer } from './tables-server.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = benchOptions(process.argv.slice(2));
    if (options !== 'help') return (await run(options)) ? EXIT.done : EXIT.failed;
    console.log(BENCH_HELP);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(printable(error.message));
    return EXIT.wrongUsage;
  }
}

/** Whether every caller got through, and every digit and ring is right. */
async function run({ parts, callers }: BenchOptions): Promise<boolean> {
  const tables = await startTablesServer({ port: 0 });
  try {
    const [connectionString = ''] = tables.connectionStrings;
    await emptyTables(connectionString);
    const fifty = await ofFifty(tables, parts);
    if (parts.has('people')) await callersToPeople(tables, await mainFlow());
    const crowd = parts.has('two-hundred') ? await twoHundredAtOnce(tables) : true;
    // the last one: its callers are still in line when it ends
    const inLine = parts.has('waiting') ? await callersInLine(tables, callers) : true;
    return fifty && crowd && inLine;
  } finally {
    await tables.stop();
  }
}

async function ofFifty(tables: TablesServer, parts: BenchOptions['parts']): Promise<boolean> {
  if (!parts.has('one') && !parts.has('fifty')) return true;
  const fifty = await startFifty(tables, await mainFlow());
  try {
    if (parts.has('one')) await fifty.oneByOne();
    return parts.has('fifty') ? await fifty.allAtOnce() : true;
  } finally {
    await fifty.stop();
  }
}

async function mainFlow(): Promise<Flow> {
  const loaded = await loadFlow('flows/main.yaml');
  if (!loaded.ok) throw new Error(loaded.report);
  return loaded.flow;
}

import { styleText } from 'node:util';
import { loadFlow } from '../adapters/flow-file.ts';
import { emptyTables } from '../adapters/table-clients.ts';
import { realClock } from '../emulator/clock.ts';
import { keyLatencies, percentile } from './bench-latency.ts';
import { baselines, type Counted, memoryOf, traffic } from './bench-measures.ts';
import { type Move, rehearsal } from './rehearsal.ts';
import { type Stack, startStack } from './stack.ts';
import { startTablesServer } from './tables-server.ts';

/** Speech is quick here: the bench measures the line, not its prompts. */
const SPEECH_MS_PER_CHARACTER = 2;
const CALLS = 50;

const loaded = await loadFlow('flows/main.yaml');
if (!loaded.ok) throw new Error(loaded.report);
const moves = rehearsal(loaded.flow);
const tables = await startTablesServer({ port: 0 });
const [connectionString = ''] = tables.connectionStrings;
await emptyTables(connectionString);
const counted: Counted = { activities: 0, rows: 0 };
const stack = await startStack({
  clock: realClock(),
  flow: loaded.flow,
  tables: connectionString,
  speechMsPerCharacter: SPEECH_MS_PER_CHARACTER,
  log: (line) => count(line),
});

try {
  heading(`${CALLS} calls, one after the other`);
  await oneByOne();
  heading(`${CALLS} callers at once`);
  await allAtOnce();
} finally {
  await stack.stop();
  await tables.stop();
}

async function oneByOne(): Promise<void> {
  const latencies: number[] = [];
  let requests = 0;
  await call(stack, '+15550100'); // warms up what is loaded once
  counted.activities = 0;
  counted.rows = 0;
  const base = await baselines(stack, connectionString);
  for (let n = 0; n < CALLS; n += 1) {
    const before = (await traffic(stack)).requests.at(-1)?.at ?? '';
    await call(stack, `+1555010${String(n).padStart(4, '0')}`);
    const seen = await traffic(stack);
    const deliveries = seen.deliveries.filter(({ at }) => at > before);
    const asked = seen.requests.filter(
      ({ at, path }) => at > before && path.startsWith('/calling'),
    );
    latencies.push(...keyLatencies({ deliveries, requests: asked }));
    requests += asked.filter(({ path }) => path.includes('callConnections')).length;
  }
  const p50 = percentile(latencies, 0.5);
  const p95 = percentile(latencies, 0.95);
  tell(
    'from a key to the next prompt, p50',
    `${p50} ms`,
    times(p50, base.rowMs, 'one row written'),
  );
  tell(
    'from a key to the next prompt, p95',
    `${p95} ms`,
    times(p95, base.rowMs, 'one row written'),
  );
  tell('keys measured', `${latencies.length}`);
  tell('one row written, p50', `${base.rowMs.toFixed(1)} ms`, 'baseline of this run');
  tell('one request to the line, p50', `${base.requestMs.toFixed(1)} ms`, 'baseline of this run');
  tell('requests to ACS a call', (requests / CALLS).toFixed(1));
  tell('activities a call', (counted.activities / CALLS).toFixed(1));
  tell('rows written a call', (counted.rows / CALLS).toFixed(1));
}

async function allAtOnce(): Promise<void> {
  const idle = memoryOf(tables.pid);
  const began = performance.now();
  const numbers = Array.from({ length: CALLS }, (_, n) => `+1555020${String(n).padStart(4, '0')}`);
  const calls = await Promise.allSettled(numbers.map((number) => call(stack, number)));
  const through = calls.filter(({ status }) => status === 'fulfilled').length;
  const seconds = (performance.now() - began) / 1000;
  const memory = memoryOf(tables.pid);
  tell('got through', `${through} of ${CALLS}`);
  tell('time for all', `${seconds.toFixed(1)} s`);
  tell('memory, line and emulator', `${memory.self} MB`, `${idle.self} MB before`);
  tell('memory, tables', `${memory.tables} MB`, `${idle.tables} MB before`);
  tell('memory of the whole stack', `${memory.self + memory.tables} MB`);
  if (through < CALLS) process.exitCode = 1;
}

async function call({ caller: phone }: Stack, from: string): Promise<void> {
  const caller = phone(from);
  await caller.rings();
  for (const move of moves) {
    await caller.hears(move.hears);
    press(move);
  }
  await caller.isHungUpOn();

  function press({ presses }: Move): void {
    if (presses) caller.presses(presses, 20);
  }
}

function count(line: string): void {
  const { event, rows } = JSON.parse(line) as { event: string; rows?: number };
  if (event !== 'turn') return;
  counted.activities += 1;
  counted.rows += rows ?? 0;
}

function heading(text: string): void {
  console.log(styleText('bold', `\n${text}`));
}

function tell(what: string, value: string, remark = ''): void {
  console.log(`  ${what.padEnd(38)}${value.padStart(12)}   ${styleText('dim', remark)}`.trimEnd());
}

function times(value: number | undefined, base: number, of: string): string {
  return value === undefined ? '' : `${(value / base).toFixed(1)} × ${of}`;
}

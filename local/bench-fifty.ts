import type { Flow } from '../calls/flow.ts';
import { realClock } from '../emulator/clock.ts';
import { keyLatencies } from './bench-latency.ts';
import { baselines, countTurns, memoryOf } from './bench-measures.ts';
import { heading, tell, tellLatencies } from './bench-report.ts';
import { trafficLog } from './bench-traffic.ts';
import { type Move, rehearsal } from './rehearsal.ts';
import { type Stack, startStack } from './stack.ts';
import type { TablesServer } from './tables-server.ts';

/** Speech is quick here: the bench measures the line, not its prompts. */
const SPEECH_MS_PER_CHARACTER = 2;
const CALLS = 50;

/** The two parts of the bench that ring the line as it is. */
export interface Fifty {
  /** 50 calls, one after the other: what a caller waits for, beside what the machine takes for one row and one request. */
  oneByOne(): Promise<void>;
  /** 50 callers at once; whether all got through. */
  allAtOnce(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Starts the line with `flow`, whose callers take the way of a rehearsal. */
export async function startFifty(tables: TablesServer, flow: Flow): Promise<Fifty> {
  const [connectionString = ''] = tables.connectionStrings;
  const traffic = trafficLog();
  const turns = countTurns();
  const stack = await startStack({
    clock: realClock(),
    flow,
    tables: connectionString,
    speechMsPerCharacter: SPEECH_MS_PER_CHARACTER,
    watch: traffic,
    log: turns.take,
  });
  const moves = rehearsal(flow);

  async function oneByOne(): Promise<void> {
    heading(`${CALLS} calls, one after the other`);
    await call(stack, moves, '+15550100'); // warms up what is loaded once
    const base = await baselines(stack, connectionString);
    turns.clear();
    traffic.clear();
    for (const number of numbers('+1555010')) await call(stack, moves, number);
    const requests = traffic.requests.filter(({ path }) => path.includes('/callConnections'));
    tellLatencies(
      keyLatencies(traffic),
      (ms) => `${(ms / base.rowMs).toFixed(1)} × one row written`,
    );
    tell('one row written, p50', `${base.rowMs.toFixed(1)} ms`, 'baseline of this run');
    tell('one request to the line, p50', `${base.requestMs.toFixed(1)} ms`, 'baseline of this run');
    tell('requests to ACS a call', (requests.length / CALLS).toFixed(1));
    tell('activities a call', (turns.activities / CALLS).toFixed(1));
    tell('rows written a call', (turns.rows / CALLS).toFixed(1), 'keys not counted');
  }

  async function allAtOnce(): Promise<boolean> {
    heading(`${CALLS} callers at once`);
    const idle = memoryOf(tables.pid);
    const began = performance.now();
    const calls = await Promise.allSettled(
      numbers('+1555020').map((number) => call(stack, moves, number)),
    );
    const through = calls.filter(({ status }) => status === 'fulfilled').length;
    const seconds = (performance.now() - began) / 1000;
    const memory = memoryOf(tables.pid);
    tell('got through', `${through} of ${CALLS}`);
    tell('time for all', `${seconds.toFixed(1)} s`);
    tell('memory, line and emulator', `${memory.self} MB`, `${idle.self} MB before`);
    tell('memory, tables', `${memory.tables} MB`, `${idle.tables} MB before`);
    tell('memory of the whole stack', `${memory.self + memory.tables} MB`);
    return through === CALLS;
  }

  return { oneByOne, allAtOnce, stop: () => stack.stop() };
}

async function call({ caller: phone }: Stack, moves: readonly Move[], from: string): Promise<void> {
  const caller = phone(from);
  await caller.rings();
  for (const { hears, presses } of moves) {
    await caller.hears(hears);
    if (presses) caller.presses(presses, 20);
  }
  await caller.isHungUpOn();
}

function numbers(prefix: string): string[] {
  return Array.from({ length: CALLS }, (_, n) => `${prefix}${String(n).padStart(4, '0')}`);
}

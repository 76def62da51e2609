import { setTimeout as wait } from 'node:timers/promises';
import type { SplitStack } from './bench-line.ts';
import { meterOf, type OwnUse, ownMeter, type Use } from './bench-load.ts';
import type { TablesServer } from './tables-server.ts';

/** What the three processes of the stack took in a time. */
export interface Sample {
  seconds: number;
  line: OwnUse;
  /** Emulator and callers. */
  emulator: OwnUse;
  tables: Use;
}

/** Lets so many seconds pass, and measures meanwhile. */
export async function sample(
  { measureLine }: Pick<SplitStack, 'measureLine'>,
  { port, pid }: TablesServer,
  seconds: number,
): Promise<Sample> {
  const line = measureLine();
  const emulator = ownMeter(port);
  const tables = meterOf(pid);
  await wait(seconds * 1_000);
  return { seconds, emulator: emulator.stop(), tables: tables.stop(), line: await line.stop() };
}

/** What one caller adds. */
export interface CallerCosts {
  /** Requests of the line to the tables in a minute. */
  requests: number;
  reads: number;
  /** KB, of the whole stack. */
  memory: number;
  /** Milliseconds of a processor in a minute. */
  cpu: { line: number; emulator: number; tables: number };
}

/** What each of `callers` adds to the stack: `during` against `before`. */
export function callerCosts(before: Sample, during: Sample, callers: number): CallerCosts {
  const each = (of: (one: Sample) => number) => (of(during) - of(before)) / callers;
  return {
    requests: each(({ line, seconds }) => (line.requests * 60) / seconds),
    reads: each(({ line, seconds }) => (line.reads * 60) / seconds),
    memory: each((one) => wholeMemory(one) * 1_024),
    cpu: {
      line: each(({ line }) => line.cpu * 60_000),
      emulator: each(({ emulator }) => emulator.cpu * 60_000),
      tables: each(({ tables }) => tables.cpu * 60_000),
    },
  };
}

/** MB of the whole stack. */
export function wholeMemory({ line, emulator, tables }: Sample): number {
  return line.memory + emulator.memory + tables.memory;
}

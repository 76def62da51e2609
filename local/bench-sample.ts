import { setTimeout as wait } from 'node:timers/promises';
import { type Load, loadOf } from './bench-load.ts';
import { type Memory, peakMemory } from './bench-measures.ts';
import { countStorage } from './bench-storage.ts';
import type { TablesServer } from './tables-server.ts';

/** What the stack took in a time. */
export interface Sample {
  seconds: number;
  /** Requests to the tables. */
  requests: number;
  /** Those that read. */
  reads: number;
  /** At its highest. */
  memory: Memory;
  load: Load;
}

/** Lets so many seconds pass, and measures meanwhile. */
export async function sample({ port, pid }: TablesServer, seconds: number): Promise<Sample> {
  const storage = countStorage(port);
  const memory = peakMemory(pid);
  const load = loadOf(pid);
  await wait(seconds * 1_000);
  storage.stop();
  const { requests, reads } = storage.count;
  return { seconds, requests, reads, memory: memory.stop(), load: load.stop() };
}

/** What one caller adds. */
export interface CallerCosts {
  /** Requests to the tables in a minute. */
  requests: number;
  reads: number;
  /** KB, of the whole stack. */
  memory: number;
  /** Milliseconds of a processor in a minute: line, emulator and the caller's phone; and the tables. */
  cpu: number;
  tablesCpu: number;
}

/** What each of `callers` adds to the stack: `during` against `before`. */
export function callerCosts(before: Sample, during: Sample, callers: number): CallerCosts {
  const each = (of: (one: Sample) => number) => (of(during) - of(before)) / callers;
  return {
    requests: each(({ requests, seconds }) => (requests * 60) / seconds),
    reads: each(({ reads, seconds }) => (reads * 60) / seconds),
    memory: each(({ memory }) => (memory.self + memory.tables) * 1_024),
    cpu: each(({ load }) => load.self * 60_000),
    tablesCpu: each(({ load }) => load.tables * 60_000),
  };
}

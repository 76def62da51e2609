import { readFileSync } from 'node:fs';
import { TableClient } from '@azure/data-tables';
import { percentile } from './bench-latency.ts';
import type { Stack } from './stack.ts';

/** What the functions' log tells of their turns. */
export interface TurnCounter {
  activities: number;
  rows: number;
  /** Takes one line of the log. */
  take(line: string): void;
  clear(): void;
}

/** A counter at zero. */
export function countTurns(): TurnCounter {
  const counter: TurnCounter = {
    activities: 0,
    rows: 0,
    take(line) {
      const { event, rows } = JSON.parse(line) as { event: string; rows?: number };
      if (event !== 'turn') return;
      counter.activities += 1;
      counter.rows += rows ?? 0;
    },
    clear: () => void Object.assign(counter, { activities: 0, rows: 0 }),
  };
  return counter;
}

/** Milliseconds, as medians: what the same machine takes for one row, and for one request to the line that does nothing. */
export interface Baselines {
  rowMs: number;
  requestMs: number;
}

const SAMPLES = 50;

/** Measures the baselines on the running stack. */
export async function baselines(stack: Stack, connectionString: string): Promise<Baselines> {
  const table = TableClient.fromConnectionString(connectionString, 'Baseline', {
    allowInsecureConnection: true,
  });
  await table.createTable();
  const row = { partitionKey: 'baseline', rowKey: 'row' };
  const rowMs = await median((n) => table.upsertEntity({ ...row, n }, 'Replace'));
  await table.deleteTable();
  const requestMs = await median(async () => {
    await (await fetch(`${stack.host.url}/api/nowhere`)).text();
  });
  return { rowMs, requestMs };
}

async function median(once: (n: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < SAMPLES; n += 1) {
    const began = performance.now();
    await once(n);
    taken.push(performance.now() - began);
  }
  return percentile(taken, 0.5) ?? 0;
}

/** Resident memory in MB: of this process, which holds line and emulator, and of the tables' (Linux only, else 0). */
export interface Memory {
  self: number;
  tables: number;
}

/** The memory as it is now. */
export function memoryOf(tablesPid: number): Memory {
  return {
    self: megabytes(process.memoryUsage().rss),
    tables: megabytes(residentBytes(tablesPid)),
  };
}

/** Looks at the memory every half second until it is stopped, which gives back the highest of each. */
export function peakMemory(tablesPid: number): { stop(): Memory } {
  const peak = memoryOf(tablesPid);
  const look = () => {
    const { self, tables } = memoryOf(tablesPid);
    peak.self = Math.max(peak.self, self);
    peak.tables = Math.max(peak.tables, tables);
  };
  const timer = setInterval(look, 500);
  return {
    stop() {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}

function residentBytes(pid: number): number {
  try {
    const [, kilobytes] =
      /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

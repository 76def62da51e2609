import { readFileSync } from 'node:fs';
import { TableClient } from '@azure/data-tables';
import { percentile, type Traffic } from './bench-latency.ts';
import type { Stack } from './stack.ts';

/** What the functions' log counted. */
export interface Counted {
  activities: number;
  rows: number;
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

/** The traffic of late, from the emulator's control door. */
export async function traffic({ emulator, emulatorUrl }: Stack): Promise<Traffic> {
  const get = async (path: string) =>
    (await emulator.fetch(new Request(`${emulatorUrl}/_sim/${path}`))).json();
  const { deliveries } = (await get('deliveries')) as Pick<Traffic, 'deliveries'>;
  const { requests } = (await get('requests')) as Pick<Traffic, 'requests'>;
  return { deliveries, requests };
}

/** Resident memory in MB: of this process, which holds line and emulator, and of the tables' (Linux only, else 0). */
export function memoryOf(tablesPid: number): { self: number; tables: number } {
  return {
    self: megabytes(process.memoryUsage().rss),
    tables: megabytes(residentBytes(tablesPid)),
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

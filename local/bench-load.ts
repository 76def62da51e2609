import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { countStorage } from './bench-storage.ts';

/** What a process took in a time. */
export interface Use {
  /** Processors that it had, on average: 1 is one of them all the time. */
  cpu: number;
  /** Resident memory in MB, at the end. */
  memory: number;
}

/** The same of a Node process that measures itself. */
export interface OwnUse extends Use {
  /** Share of the time, 0-1, in which the event loop had something to do, or waited for a processor to do it. */
  eventLoop: number;
  /** Milliseconds by which the event loop was late: in 19 of 20 looks no more. */
  eventLoopDelayMs: number;
  /** Requests to the tables, and those of them that read. */
  requests: number;
  reads: number;
}

export interface OwnMeter {
  stop(): OwnUse;
}

/** Milliseconds between two looks at the event loop, which count as no delay. */
const LOOK_MS = 10;

/** Measures this process from now on. `tablesPort`: where the tables are. */
export function ownMeter(tablesPort: number): OwnMeter {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const loop = performance.eventLoopUtilization();
  const delay = monitorEventLoopDelay({ resolution: LOOK_MS });
  const storage = countStorage(tablesPort);
  delay.enable();
  return {
    stop() {
      delay.disable();
      storage.stop();
      const seconds = (performance.now() - began) / 1_000;
      const { user, system } = process.cpuUsage(cpu);
      const { requests, reads } = storage.count;
      return {
        cpu: (user + system) / 1_000_000 / seconds,
        memory: process.memoryUsage.rss() / 1024 / 1024,
        eventLoop: performance.eventLoopUtilization(loop).utilization,
        eventLoopDelayMs: Math.max(0, delay.percentile(95) / 1_000_000 - LOOK_MS),
        requests,
        reads,
      };
    },
  };
}

/** Ticks of a process's time in a second, as Linux counts them for everybody. */
const TICKS = 100;

/** Measures another process from now on (Linux only, else 0). */
export function meterOf(pid: number): { stop(): Use } {
  const began = performance.now();
  const cpu = cpuSeconds(pid);
  return {
    stop() {
      const seconds = (performance.now() - began) / 1_000;
      return { cpu: (cpuSeconds(pid) - cpu) / seconds, memory: residentMegabytes(pid) };
    },
  };
}

/** What a process has had of the processors, in seconds. */
function cpuSeconds(pid: number): number {
  // the name may hold blanks: behind it are the state and the other fields, of which the 12th and 13th are times
  const [, fields = ''] = /\)\s+(.*)/.exec(told(pid, 'stat')) ?? [];
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) / TICKS;
}

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(told(pid, 'status'))?.[1] ?? 0) / 1024;
}

function told(pid: number, file: 'stat' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** How busy the stack was. */
export interface Load {
  /** Processors that line, emulator and callers had, on average: 1 is one of them all the time. */
  self: number;
  /** The same of the tables (Linux only, else 0). */
  tables: number;
  /** Share of the time, 0-1, in which the event loop of line and emulator had something to do, or waited for a processor to do it. */
  eventLoop: number;
  /** Milliseconds by which the event loop was late: in 19 of 20 looks no more. */
  eventLoopDelayMs: number;
}

/** Ticks of a process's time in a second, as Linux counts them for everybody. */
const TICKS = 100;
/** Milliseconds between two looks at the event loop, which count as no delay. */
const LOOK_MS = 10;

/** Measures from now on until it is stopped. `tablesPid`: of the tables' process. */
export function loadOf(tablesPid: number): { stop(): Load } {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const tables = cpuSeconds(tablesPid);
  const loop = performance.eventLoopUtilization();
  const delay = monitorEventLoopDelay({ resolution: LOOK_MS });
  delay.enable();
  return {
    stop() {
      delay.disable();
      const seconds = (performance.now() - began) / 1_000;
      const { user, system } = process.cpuUsage(cpu);
      return {
        self: (user + system) / 1_000_000 / seconds,
        tables: (cpuSeconds(tablesPid) - tables) / seconds,
        eventLoop: performance.eventLoopUtilization(loop).utilization,
        eventLoopDelayMs: Math.max(0, delay.percentile(95) / 1_000_000 - LOOK_MS),
      };
    },
  };
}

/** What a process has had of the processors, in seconds. */
function cpuSeconds(pid: number): number {
  try {
    // the name may hold blanks: behind it are the state and the other fields, of which the 12th and 13th are times
    const [, fields = ''] = /\)\s+(.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
    return (user + system) / TICKS;
  } catch {
    return 0;
  }
}

import { loadavg } from 'node:os';
import type { Announcements } from './bench-heard.ts';
import { percentile } from './bench-latency.ts';
import type { OwnUse } from './bench-load.ts';
import type { Offers } from './bench-offers.ts';
import { tell } from './bench-report.ts';
import { callerCosts, type Sample, wholeMemory } from './bench-sample.ts';

/** Prints how many got in line, and how long that took. */
export function tellInLine(there: number, wanted: number, seconds: number): void {
  tell('in line', `${there} of ${wanted}`);
  tell('time for all to join', `${seconds.toFixed(0)} s`);
}

/** Prints what waiting costs, and what callers notice of it. */
export function tellWaiting(
  { before, during, callers }: { before: Sample; during: Sample; callers: number },
  { gaps, silences }: Announcements,
): void {
  const costs = callerCosts(before, during, callers);
  const minute = ({ line, seconds }: Sample) => ((line.requests * 60) / seconds).toFixed(0);
  const whole = (one: Sample) => `${wholeMemory(one).toFixed(0)} MB`;
  tell('storage requests a caller and minute', costs.requests.toFixed(1), reads(costs.reads));
  tell('storage requests a minute', minute(during), `${minute(before)} before`);
  tell('memory of the whole stack', whole(during), `${whole(before)} before`);
  tell('memory a caller', `${costs.memory.toFixed(0)} KB`);
  tellProcessor('processor a caller and minute', costs.cpu, (ms) => `${ms.toFixed(0)} ms`);
  const { line, emulator, tables } = during;
  const used = { line: line.cpu, emulator: emulator.cpu, tables: tables.cpu };
  tellProcessor('processors in use', used, (share) => share.toFixed(2));
  tellLoop('event loop of the line', line);
  tellLoop('event loop of emulator and callers', emulator);
  tell('load of the machine, last minute', (loadavg()[0] ?? 0).toFixed(1), 'all that runs on it');
  tellSpread('between two announcements', gaps, 's', 1);
  tellSpread('silence before an announcement', silences, 'ms');
}

/** Prints how soon the agent was rung, and whether for the right caller. */
export function tellOffers({ ms, wrong, failure }: Offers): void {
  if (failure) console.error(`\nNot all offers were made: ${failure}`);
  const rings = Object.values(ms).flat();
  tell('rings for another than the first', `${wrong}`, `of ${rings.length}`);
  tellSpread('from available to the ring', [...ms.set, ...ms['wrapped-up']], 'ms');
  tellSpread('  after PUT /api/agents', ms.set, 'ms');
  tellSpread('  after the end of a wrap-up', ms['wrapped-up'], 'ms');
  tellSpread('from the key that declines to the next', ms.declined, 'ms');
}

/** The sum, and of what. */
function tellProcessor(what: string, of: Record<string, number>, shown: (value: number) => string) {
  const parts = Object.entries(of).map(([name, value]) => `${name} ${shown(value)}`);
  const sum = Object.values(of).reduce((all, one) => all + one, 0);
  tell(what, shown(sum), parts.join(', '));
}

function tellLoop(what: string, { eventLoop, eventLoopDelayMs }: OwnUse): void {
  const late = `${eventLoopDelayMs.toFixed(0)} ms late, p95`;
  tell(what, `${(eventLoop * 100).toFixed(0)} %`, late);
}

function reads(count: number): string {
  return `${count.toFixed(1)} of them reads`;
}

/** The median, with the nineteen twentieths and the most behind it. */
function tellSpread(what: string, values: readonly number[], unit: string, places = 0): void {
  const shown = (p: number) => `${percentile(values, p)?.toFixed(places) ?? '-'} ${unit}`;
  const rest = `p95 ${shown(0.95)}, at most ${shown(1)}, ${values.length} measured`;
  tell(`${what}, p50`, shown(0.5), rest);
}

import { readFile } from 'node:fs/promises';
import type { AgentProperties } from '../adapters/agents-schema.ts';
import type { Flow } from '../calls/flow.ts';
import { realClock } from '../emulator/clock.ts';
import { openDeps } from '../functions/deps.ts';
import { register } from '../functions/register.ts';
import { type OwnMeter, type OwnUse, ownMeter } from './bench-load.ts';
import { startHost } from './functions/host.ts';

/** What the line of the bench is started with, as JSON. */
export interface LineProcessOptions {
  settings: Record<string, string>;
  flow: Flow;
  agents: readonly AgentProperties[];
  tablesPort: number;
}

/** What the parent asks for: to begin to measure, to say what was measured, or to end. */
export type LineProcessRequest = 'begin' | 'tell' | 'stop';
/** What this process tells: where it listens, once; then what it used, each time. */
export type LineProcessMessage = { url: string } | { used: OwnUse };

/** The process that `bench-line.ts` forks: functions and orchestrations, on a processor of their own, as they are in Azure. */
const options = JSON.parse(process.argv[2] ?? '{}') as LineProcessOptions;
const { settings, flow, agents, tablesPort } = options;
const clock = realClock();
let meter: OwnMeter | undefined;

const host = await startHost({
  clock,
  port: 0,
  hostJson: JSON.parse(await readFile(new URL('../host.json', import.meta.url), 'utf8')),
  settings,
  onLog: () => {},
  async load() {
    register(await openDeps({ env: process.env, flow, agents, clock, log: () => {} }));
  },
});

function tell(message: LineProcessMessage): void {
  process.send?.(message);
}

async function stop(): Promise<void> {
  await host.stop();
  process.exit(0);
}

process.on('message', (request: LineProcessRequest) => {
  if (request === 'begin') meter = ownMeter(tablesPort);
  else if (request === 'tell' && meter) tell({ used: meter.stop() });
  else void stop();
});
process.on('disconnect', () => void stop());
// Ctrl-C reaches the whole process group; the parent decides
process.on('SIGINT', () => {});
tell({ url: host.url });

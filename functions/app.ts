import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AGENTS_FILE, loadAgents } from '../adapters/agents-file.ts';
import { loadFlow } from '../adapters/flow-file.ts';
import { openLog } from '../adapters/log.ts';
import { configOf, openDeps } from './deps.ts';
import { supplied } from './host-supplies.ts';
import { register } from './register.ts';

/** Where Azure and Core Tools begin: `dist/app.js` is made of this file. The root of the app is one folder above either. */
const root = resolve(import.meta.dirname, '..');

try {
  await start();
} catch (error) {
  // the host shows this exception only in its own log, so ours tells it as well
  const reason = error instanceof Error ? error.message : 'unknown';
  openLog()('error', 'not-started', { reason });
  throw error;
}

async function start(): Promise<void> {
  const config = configOf(process.env);
  const loaded = await loadFlow(resolve(root, config.flow));
  if (!loaded.ok) throw new Error(loaded.report);
  const path = resolve(root, config.agents ?? AGENTS_FILE);
  const described = await loadAgents(path, config.agents !== undefined);
  if (!described.ok) throw new Error(described.report);
  const { flow } = loaded;
  const { agents } = described;
  const { clock, log } = supplied() ?? { clock: { now: Date.now, wait } };
  register(await openDeps({ env: process.env, flow, agents, clock, log }));
}

import { readFile, writeFile } from 'node:fs/promises';
import { loadFlow } from '../../adapters/flow-file.ts';
import { emptyTables } from '../../adapters/table-clients.ts';
import type { ScriptedCaller } from '../../emulator/scripted-caller.ts';
import { virtualClock } from '../../emulator/virtual-clock.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { startTablesServer } from '../../local/tables-server.ts';
import { replayed } from './replay.ts';

/** Calls worth keeping from each release: `npm run record-histories` writes them to test/histories/<version>-<name>.json. */
const calls: Record<string, (caller: ScriptedCaller, stack: Stack) => Promise<void>> = {
  async completed(caller) {
    await caller.rings();
    await caller.hears('press 1');
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('12345678#');
    await caller.hears('1 2 3 4 5 6 7 8');
    caller.presses('1');
    await caller.isHungUpOn();
  },
  async 'silent-and-wrong'(caller) {
    await caller.rings();
    await caller.hears('For a power cut');
    await caller.staysSilent();
    caller.presses('7');
    await caller.hears('Press 1, 2 or 3');
    await caller.staysSilent();
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('123#');
    await caller.hears('top of your bill');
    await caller.hangsUp();
  },
  async 'operator-in-an-entry'(caller) {
    await caller.rings();
    await caller.hears('press 1');
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('12*0');
    await caller.hears('someone to help');
    await caller.isHungUpOn();
  },
  async 'worker-died'(caller, stack) {
    await caller.rings();
    await caller.hears('press 3');
    stack.host.durable.switches.activityDies = (_name, attempt) =>
      attempt === 1 ? 'before' : undefined;
    caller.presses('3');
    await caller.hears('eight to six');
    await caller.hangsUp();
    stack.host.durable.switches.activityDies = undefined;
  },
};

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const loaded = await loadFlow('flows/main.yaml');
if (!loaded.ok) throw new Error(loaded.report);
const tables = await startTablesServer({ port: 0 });

for (const [name, talk] of Object.entries(calls)) {
  const clock = virtualClock();
  const [connectionString = ''] = tables.connectionStrings;
  await emptyTables(connectionString);
  const stack = await startStack({
    clock,
    flow: loaded.flow,
    tables: connectionString,
    log: () => {},
  });
  const caller = stack.caller();
  await talk(caller, stack);
  await stack.passes(10_000);
  const [call] = stack.host.durable.instances();
  if (call?.status !== 'Completed') throw new Error(`${name}: the call is ${call?.status}`);
  const history = stack.host.durable.history(call.id);
  clock.stop();
  await stack.stop();
  const file = `test/histories/${version}-${name}.json`;
  const recorded = JSON.stringify(history).replaceAll(contextOf(history), 'not kept');
  const kept = { recordedBy: 'npm run record-histories', history: JSON.parse(recorded) };
  const expected = await replayed(kept.history);
  await writeFile(file, `${JSON.stringify({ ...kept, expected }, null, 1)}\n`);
  console.log(`${file}: ${history.length} events`);
}
await tables.stop();

/** The credential in the orchestration's input: worthless by now, and 8 kB. */
function contextOf(history: readonly { EventType: number; Input?: string }[]): string {
  const started = history.find(({ EventType }) => EventType === 0);
  return JSON.parse(started?.Input ?? '{}').incomingCallContext;
}

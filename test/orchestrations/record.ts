import { readFile, writeFile } from 'node:fs/promises';
import { AGENTS_FILE, loadAgents } from '../../adapters/agents-file.ts';
import { audioBeside } from '../../adapters/flow-audio.ts';
import { loadFlow, parseFlow } from '../../adapters/flow-file.ts';
import { emptyTables } from '../../adapters/table-clients.ts';
import type { Flow } from '../../calls/flow.ts';
import { virtualClock } from '../../emulator/virtual-clock.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { startTablesServer } from '../../local/tables-server.ts';
import { CALL } from '../../orchestrations/names.ts';
import { startBackEnd } from '../journeys/support/back-end.ts';
import type { Phones } from '../journeys/support/called.ts';
import { flowOf } from '../journeys/support/flow-text.ts';
import {
  RECORDED_CALLBACK,
  RECORDED_CALLING_BACK,
  RECORDED_CALLS,
  RECORDED_IN_LINE,
  RECORDED_LOOKING_UP,
  type RecordedCall,
} from './recorded-calls.ts';
import { replayed } from './replay.ts';

/** `npm run record-histories` writes the calls of `recorded-calls.ts` to test/histories/<version>-<name>.json. */
const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const loaded = await loadFlow('flows/main.yaml');
if (!loaded.ok) throw new Error(loaded.report);
const staff = await loadAgents(AGENTS_FILE, true);
if (!staff.ok) throw new Error(staff.report);
const tables = await startTablesServer({ port: 0 });
const mainText = await readFile('flows/main.yaml', 'utf8');
const sounds = await audioBeside('flows/main.yaml');
const [inLine, withCallback] = ['{}', '{ callback: {} }'].map((queue) => {
  const text = mainText
    .replace(/^steps:/m, `queues: { support: ${queue} }\nsteps:`)
    .replace(/^ {4}escalate:/m, '    queue: support\n    escalate:');
  const parsed = parseFlow(text, 'main.yaml', sounds);
  if (!parsed.ok) throw new Error(parsed.report);
  return parsed.flow;
}) as [Flow, Flow];
const lookingUp = flowOf(`
  welcome:
    gather: Your number, please.
    digits: { exactly: 4 }
    as: account
    next: ask
    otherwise: operator
  ask:
    lookup: billing
    send: [account]
    keep: { amount: /amount }
    waiting: One moment, please.
    sorry: { say: 'This takes longer than usual. To leave, press 2.', keys: { 2: operator } }
    next: balance
    otherwise: operator
  balance: { hangUp: 'Your balance is {amount} euros.' }
  operator: { hangUp: A person answers. }
`);
const backEnd = await startBackEnd();
backEnd.answers({ afterMs: 9_000, body: { amount: '42.50' } });
const wanted = [
  ...all(RECORDED_CALLS, loaded.flow),
  ...all(RECORDED_IN_LINE, inLine),
  ...all(RECORDED_CALLBACK, withCallback),
  ...all(RECORDED_CALLING_BACK, withCallback).map((one) => ({ ...one, isLast: true })),
  ...all(RECORDED_LOOKING_UP, lookingUp),
];

function all(calls: Record<string, RecordedCall>, flow: Flow) {
  return Object.entries(calls).map(([name, talk]) => ({ name, talk, flow, isLast: false }));
}

for (const { name, talk, flow, isLast } of wanted) {
  const clock = virtualClock();
  backEnd.keepsTimeBy(clock);
  const [connectionString = ''] = tables.connectionStrings;
  await emptyTables(connectionString);
  const stack = await startStack({
    clock,
    flow,
    agents: staff.agents,
    tables: connectionString,
    log: () => {},
    settings: { LOOKUPS: JSON.stringify({ billing: { url: `${backEnd.url}/{account}` } }) },
  });
  const caller = stack.caller();
  await talk(caller, stack, { sim: simOf(stack), passes: stack.passes });
  await stack.passes(10_000);
  const calls = stack.host.durable.instances().filter((instance) => instance.name === CALL);
  const call = calls.at(isLast ? -1 : 0);
  if (call?.status !== 'Completed') throw new Error(`${name}: the call is ${call?.status}`);
  const history = stack.host.durable.history(call.id);
  clock.stop();
  await stack.stop();
  const file = `test/histories/${version}-${name}.json`;
  const context = contextOf(history);
  const text = JSON.stringify(history);
  const recorded = context ? text.replaceAll(context, 'not kept') : text;
  const kept = { recordedBy: 'npm run record-histories', history: JSON.parse(recorded) };
  const expected = await replayed(kept.history);
  await writeFile(file, `${JSON.stringify({ ...kept, expected }, null, 1)}\n`);
  console.log(`${file}: ${history.length} events`);
}
await tables.stop();
await backEnd.stop();

/** The control door of the emulator. */
function simOf({ emulator, emulatorUrl }: Stack): Phones['sim'] {
  return async (method, path, body) => {
    const init = {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const answer = await emulator.fetch(new Request(emulatorUrl + path, init));
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
}

/** The credential in the orchestration's input, of a call that rang us: worthless by now, and 8 kB. */
function contextOf(history: readonly { EventType: number; Input?: string }[]): string | undefined {
  const started = history.find(({ EventType }) => EventType === 0);
  return JSON.parse(started?.Input ?? '{}').incomingCallContext;
}

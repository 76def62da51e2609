import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseAgents } from '../../adapters/agents-file.ts';
import { emptyTables } from '../../adapters/table-clients.ts';
import { realClock } from '../../emulator/clock.ts';
import { lineApi } from '../../local/line-api.ts';
import { startStack } from '../../local/stack.ts';
import { flowOf } from '../journeys/support/flow-text.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { command } from './support/command.ts';

const AGENTS = `- { id: eve, name: Eve Holm, number: '+15550171' }\n`;

const flow = flowOf(`
  welcome: { say: Welcome., next: operator }
  operator: { escalate: Please hold., afterAgent: bye, otherwise: nobody }
  bye: { hangUp: Goodbye. }
  nobody: { hangUp: Nobody is free. }
`);

test('a caller and an agent in two terminals are brought together by the line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-agents-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'agents.yaml');
  writeFileSync(file, AGENTS);
  const described = parseAgents(AGENTS, file);
  if (!described.ok) throw new Error(described.report);
  const tables = tablesConnectionString();
  await emptyTables(tables);
  const clock = realClock();
  const stack = await startStack({
    clock,
    flow,
    agents: described.agents,
    tables,
    log: () => {},
    speechMsPerCharacter: 5,
  });
  onTestFinished(() => stack.stop());
  const emulator = ['--emulator-port', new URL(stack.emulatorUrl).port];

  const eve = command('local/answer.ts', ['eve', '--agents', file, '--once', ...emulator]);
  await eve.says('Eve Holm waits for a ring');
  const caller = command('local/phone.ts', [...emulator, '--port', String(stack.host.port)]);
  await eve.says('Press 1 to take it');
  await caller.says('on hold');
  eve.child.stdin.write('1\n');
  await caller.says('off hold');
  // the line listens to her keys by then
  const stands = async () => JSON.stringify(await lineApi(stack.host.port).agents());
  await expect.poll(stands, { timeout: 15_000 }).toContain('"talking"');
  eve.child.stdin.end('*9\n');

  const told = await Promise.all([caller.done, eve.done]);
  expect(told.map(({ code, err }) => [code, err])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  expect(told[0].out).toMatch(/off hold\n[\s\S]* hears +Goodbye\.\n/);
  expect(told[0].out).toContain('answered-by-agent: npm run calls');
  expect(told[1].out).toMatch(/presses +1 \* 9\n *[\d.]+ s {2}ended +200\/5000\n/);
}, 60_000);

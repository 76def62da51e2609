import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { AGENT_STATES } from '../../adapters/agent-standing.ts';
import { parseAgents } from '../../adapters/agents-file.ts';
import { AGENT_PROPERTIES } from '../../adapters/agents-schema.ts';

const page = await readFile('docs/agents.md', 'utf8');
const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';

/** The first cells of the first table behind a line. */
function tableBehind(line: string): string[] {
  const [, section = ''] = page.split(line);
  const [table = ''] = /(^\|.*\n)+/m.exec(section) ?? [];
  return [...table.matchAll(/^\| `(\S+?)` /gm)].map(([, name = '']) => name);
}

test('every property of an agent is in the table, and every state', () => {
  expect(tableBehind('# Agents')).toEqual(AGENT_PROPERTIES);
  expect(tableBehind('## What they do')).toEqual(AGENT_STATES);
});

test('the example is right, and broken as shown it is told as shown', () => {
  expect(parseAgents(example, 'example')).toMatchObject({ ok: true, agents: [{}, {}] });
  const broken = example.replace('[outages, billing]', 'billing');
  const shown = /at once, and stops the start:\n\n```\n(.*?)\n```/s.exec(page)?.[1];
  expect(parseAgents(broken, 'flows/agents.yaml')).toMatchObject({ ok: false, report: shown });
});

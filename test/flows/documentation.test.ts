import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import { PROPERTIES } from '../../calls/flow-schema.ts';

const hours = await readFile('docs/hours.md', 'utf8');
const lookups = await readFile('docs/lookups.md', 'utf8');
const queues = await readFile('docs/queues.md', 'utf8');
const page = `${await readFile('docs/flows.md', 'utf8')}\n${hours}\n${lookups}`;
const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';

/** What the tables under a heading say of each property. */
function tableUnder(heading: string, of = page): string[] {
  const [, section = ''] = of.split(heading);
  const [table = ''] = section.split(/\n(?=#|Of `)/);
  return [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
}

test.each([
  ['flow', '## The line'],
  ['say', '## `say`'],
  ['menu', '## `menu`'],
  ['gather', '## `gather`'],
  ['digits', 'Of `digits`:'],
  ['form', '## `form`'],
  ['lookup', '## `lookup`: asks a back end\n\n|'],
  ['sorry', 'Of `sorry`:'],
  ['sendTones', '## `sendTones`'],
  ['escalate', '## `escalate`'],
  ['agentTexts', 'Of `agentTexts`'],
  ['transfer', '## `transfer`'],
  ['hours', '## `hours`'],
  ['calendar', 'Of hours:'],
  ['hangUp', '## `hangUp`'],
] as const)('every property of %s is in the table under %j', (part, heading) => {
  expect(tableUnder(heading)).toEqual(PROPERTIES[part]);
});

test('every property of a queue is in the table of its page', () => {
  expect(tableUnder('## Its properties', queues)).toEqual(PROPERTIES.queue);
  expect(tableUnder('## Callbacks', queues)).toEqual(PROPERTIES.callback);
});

test('the queue that is shown can stand in the example, and the step beside it', () => {
  const [, queue = '', step = ''] = /```yaml\n(queues:.*?)\nsteps:\n(.*?)```/s.exec(queues) ?? [];
  const line = example
    .replace('1: reading', '1: person, 3: reading')
    .replace('steps:', `${queue}\nsteps:\n${step}`);
  const result = parseFlow(line, 'example.yaml', { 'music.wav': { seconds: 8 } });
  expect(result.ok ? '' : result.report).toBe('');
  expect(step).not.toBe('');
});

test('the queue with callbacks that is shown can stand in their place', () => {
  const [, queue = ''] = /## Callbacks.*?```yaml\n(queues:.*?)```/s.exec(queues) ?? [];
  const [, step = ''] = /```yaml\nqueues:.*?\nsteps:\n(.*?)```/s.exec(queues) ?? [];
  const line = example
    .replace('1: reading', '1: person, 3: reading')
    .replace('steps:', `${queue}\nsteps:\n${step}`);
  const result = parseFlow(line, 'example.yaml', { 'music.wav': { seconds: 8 } });
  expect(result).toMatchObject({ ok: true, flow: { queues: { support: { callback: {} } } } });
});

test('the example is a flow without a mistake', () => {
  const result = parseFlow(example, 'example.yaml');
  expect(result.ok ? '' : result.report).toBe('');
});

test.each(['register', 'person', 'engineers', 'welcome'])(
  'the step "%s" that is shown is one that can stand in the example',
  (name) => {
    const [, step = ''] = new RegExp(`\`\`\`yaml\n( {2}${name}:.*?)\`\`\``, 's').exec(page) ?? [];
    const line = example.replace('1: reading', `1: ${name}, 3: reading`) + step;
    const result = parseFlow(line, 'example.yaml', {
      'music.wav': { seconds: 8 },
      'welcome.wav': { seconds: 2 },
    });
    expect(result.ok ? '' : result.report).toBe('');
    expect(step).not.toBe('');
  },
);

test('the hours that are shown, and the step that goes by them, can stand in the example', () => {
  const [calendars = '', steps = ''] = [...hours.matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, yaml]) => yaml,
  );
  const line = example
    .replace('start: main', 'start: daytime')
    .replace('steps:\n', `${calendars}steps:\n${steps}`);
  const result = parseFlow(line, 'example.yaml');
  expect(result.ok ? '' : result.report).toBe('');
  expect(line).toContain('open: main');
});

test('the lookup that is shown is one that can follow the entry of the example', () => {
  const [, steps = ''] = /```yaml\n( {2}balance:.*?)```/s.exec(page) ?? [];
  const line = `${example.replace('next: thanks', 'next: balance')}\n${steps}`;
  const result = parseFlow(line, 'example.yaml', { 'music.wav': { seconds: 8 } });
  expect(result.ok ? '' : result.report).toBe('');
  expect(steps).not.toBe('');
});

test('the mistakes shown are what the example gives once it is broken so', () => {
  const broken = example
    .replace('2: hours', '2: hour')
    .replace("end: '#' }", "end: '#', betweenKeysSeconds: 90 }")
    .replace('  goodbye:', '  survey:\n    hangUp: true\n\n  goodbye:');
  const result = parseFlow(broken, 'flows/main.yaml');
  const shown = /## What check tells\n\n```\n(.*?)\n```/s.exec(page)?.[1];
  expect(result).toMatchObject({ ok: false, report: shown });
});

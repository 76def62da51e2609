import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadFlow } from '../../adapters/flow-file.ts';
import { flowJsonSchema } from '../../calls/flow-schema.ts';

test('the line that comes with the repository has no mistake', async () => {
  const result = await loadFlow('flows/main.yaml');
  expect(result.ok ? '' : result.report).toBe('');
});

test('its operator key leads to a step', async () => {
  const result = await loadFlow('flows/main.yaml');
  expect(result).toMatchObject({ flow: { operator: 'operator', operatorSequence: '*0' } });
});

test('the JSON schema for editors is what `npm run flow -- schema` writes', async () => {
  const written: unknown = JSON.parse(await readFile('flows/flow.schema.json', 'utf8'));
  expect(written).toEqual(flowJsonSchema());
});

test('an editor finds the JSON schema through the first line of the flow', async () => {
  const [first] = (await readFile('flows/main.yaml', 'utf8')).split('\n');
  expect(first).toBe('# yaml-language-server: $schema=./flow.schema.json');
});

import { expect, test } from 'vitest';
import { parseBicep } from '../../local/infra/bicep-syntax.ts';
import { kindOf, kindOfType } from '../../local/infra/expression.ts';
import { templateOf } from '../../local/infra/template.ts';

test.each([
  ["'a'", 'string'],
  ['-1', 'int'],
  ['!yes', 'bool'],
  ['count == 2', 'bool'],
  ['count + 2', 'unknown'],
  ['[1, 2]', 'array'],
  ['[for each in names: each]', 'array'],
  ["yes ? 'a' : 'b'", 'string'],
  ["yes ? 'a' : 2", 'unknown'],
  ['(count)', 'int'],
  ['names', 'array'],
  ['size', 'string'],
  ['other', 'object'],
  ["split('a,b', ',')", 'array'],
  ['anything(1)', 'unknown'],
  ['part.outputs.total', 'int'],
  ['part.outputs.gone', 'unknown'],
])('%s is of the kind %s', async (expression, kind) => {
  const text = `param count int
param yes bool
param names string[]
param size 'small' | 'large'
var other = { a: 1 }
module part 'part.bicep' = {}
var it = ${expression}
`;
  const template = templateOf('main.bicep', text, await parseBicep('main.bicep', text));
  const value = template.variables.find(({ name }) => name === 'it')?.value;
  expect(value).toBeDefined();
  const outputType = (_: string, output: string) => (output === 'total' ? 'int' : undefined);
  expect(value && kindOf(value, template, outputType)).toBe(kind);
});

test('a type that Bicep gives another name is of the same kind', () => {
  expect(['object', '{ a: int }', 'string[]', "'a'", 'size'].map(kindOfType)).toEqual([
    'object',
    'object',
    'array',
    'string',
    'unknown',
  ]);
});

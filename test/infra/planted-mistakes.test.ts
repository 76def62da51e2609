import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadAzureTypes } from '../../local/infra/azure-types.ts';
import type { TextFile } from '../../local/infra/telemetry-names.ts';
import { checkTemplates } from '../../local/infra/templates.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const types = loadAzureTypes(join(FIXTURES, 'azure-types.json'));

const fixtures = readdirSync(FIXTURES).filter(
  (name) => /\.bicep(param)?$/.test(name) && name !== 'template.bicep',
);

/** A fixture, and the files that it names. */
function withNeighbours(file: string): TextFile[] {
  const text = readFileSync(join(FIXTURES, file), 'utf8');
  const named = [...text.matchAll(/'((?:modules\/)?[a-z]+\.bicep)'/g)].map(([, path = '']) => path);
  const there = named.filter((path) => !/no module|no template/.test(lineWith(text, path)));
  const neighbours = there.map((path) => ({
    file: path,
    text: readFileSync(join(FIXTURES, path), 'utf8'),
  }));
  return [{ file, text }, ...neighbours];
}

const lineWith = (text: string, words: string) =>
  text.split('\n').find((line) => line.includes(words)) ?? '';

/** `// mistake: words` at the end of a line says that the line is wrong, and with which words it is told. */
function planted(files: readonly TextFile[]): { place: string; words: string }[] {
  return files.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, index) => {
      const [, words] = /\/\/ mistake: (.+)$/.exec(line) ?? [];
      return words ? [{ place: `${file}:${index + 1}`, words }] : [];
    }),
  );
}

describe('a planted mistake is found at its line, and no other', () => {
  test.each(fixtures)('%s', async (fixture) => {
    const files = withNeighbours(fixture);
    const expected = planted(files);
    expect(expected).toHaveLength(1);
    const { mistakes } = await checkTemplates(files, types);
    expect(mistakes.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual(
      expected.map(({ place, words }) => containing(place, words)),
    );
  });

  test('there are more than forty of them', () => {
    expect(fixtures.length).toBeGreaterThan(40);
  });
});

function containing(place: string, words: string) {
  return expect.stringMatching(new RegExp(`^${escaped(place)} .*${escaped(words)}`, 's'));
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

test('nothing is told of what is right', async () => {
  const files = readdirSync(join(FIXTURES, 'fine')).map((name) => ({
    file: name,
    text: readFileSync(join(FIXTURES, 'fine', name), 'utf8'),
  }));
  const { mistakes, resources } = await checkTemplates(files, types);
  expect(mistakes).toEqual([]);
  expect(resources).toEqual({ checked: 2, unchecked: 1 });
});

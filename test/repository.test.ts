import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const THIS = 'test/repository.test.ts';

/** Written by a program, so their length and style are nobody's choice. */
const GENERATED = /^(package-lock\.json|flows\/flow\.schema\.json|test\/histories\/.*)$/;
/** Names that people and tools look for as they are. */
const WELL_KNOWN = new Set([
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'LICENSE',
  'AGENTS.md',
]);

interface TextFile {
  path: string;
  text: string;
  lines: string[];
}

const paths = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)));
const files: TextFile[] = paths
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
  .filter(({ text }) => !text.includes('\0'))
  .map((file) => ({ ...file, lines: file.text.trimEnd().split('\n') }));
const written = files.filter(({ path }) => !GENERATED.test(path));
const sources = written.filter(({ path }) => /\.(ts|mjs|js)$/.test(path));

/** `path:line` of every line that matches; this file is left out, as it names what it looks for. */
function places(among: TextFile[], pattern: RegExp): string[] {
  return among
    .filter(({ path }) => path !== THIS)
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
    );
}

describe('files', () => {
  test('are short: none over 300 lines, half of the sources under 100', () => {
    expect(written.filter(({ lines }) => lines.length > 300).map(({ path }) => path)).toEqual([]);
    const lengths = sources.map(({ lines }) => lines.length).sort((one, other) => one - other);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(100);
  });

  test('have kebab-case names', () => {
    const odd = paths.filter((path) => {
      const name = path.split('/').at(-1) ?? '';
      const folders = path.split('/').slice(0, -1);
      return [...folders, ...(WELL_KNOWN.has(name) ? [] : [name])].some(
        (part) => !/^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(part),
      );
    });
    expect(odd).toEqual([]);
  });

  test('have LF line ends and end with one', () => {
    expect(files.filter(({ text }) => text.includes('\r')).map(({ path }) => path)).toEqual([]);
    const unended = written.filter(({ text }) => text !== '' && !text.endsWith('\n'));
    expect(unended.map(({ path }) => path)).toEqual([]);
  });

  test('hold no path of one machine and no package registry', () => {
    const machine =
      /(^|[\s"'`(=:])(\/root\/|\/work\/|\/Users\/\w|\/home\/(?!site\/)\w|[A-Z]:\\Users)/;
    expect(places(files, machine)).toEqual([]);
    expect(places(files, /registry\.npmjs|registry\.yarnpkg|npm\.pkg\.github/i)).toEqual([]);
    expect(places(files, /"resolved":/)).toEqual([]);
  });
});

describe('sources', () => {
  test('are linted for any, for skipped tests and for lost promises', () => {
    const { suspicious, nursery } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'))
      .linter.rules;
    expect({ ...suspicious, ...nursery }).toMatchObject({
      noExplicitAny: 'error',
      noSkippedTests: 'error',
      noFocusedTests: 'error',
      noFloatingPromises: 'error',
    });
  });

  test('switch no check off', () => {
    expect(
      places(sources, /biome-ignore|@ts-(ignore|expect-error|nocheck)|eslint-disable/),
    ).toEqual([]);
  });

  test('leave nothing for later', () => {
    expect(places(written, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  test('skip no test and prefer none', () => {
    const left =
      /\b(test|it|describe|line|suite)\.(skip|only|todo|skipIf|runIf)\b|\bx(it|describe)\(/;
    expect(places(sources, left)).toEqual([]);
  });
});

describe('the scripts of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const commands = Object.entries<string>(scripts);

  test('use no shell syntax, so that they run on Windows', () => {
    const shell = commands.filter(([, line]) =>
      /[&|;<>$`'"*\\()]|^\w+=|^(rm|cp|mv|cd|mkdir) /.test(line),
    );
    expect(shell).toEqual([]);
  });

  test('start files that are there', () => {
    const started = commands.flatMap(([, line]) => /^node (\S+)/.exec(line)?.[1] ?? []);
    expect(started.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('install what is missing first, where they need it', () => {
    const needing = commands.filter(
      ([name, line]) => /^node \S+\.ts/.test(line) && !name.startsWith('pre'),
    );
    expect(needing.filter(([name]) => scripts[`pre${name}`] !== 'node local/setup.mjs')).toEqual(
      [],
    );
  });
});

describe('.funcignore', () => {
  test('lets Azure have the bundle, the flows and what describes them, and nothing else', () => {
    const ignored = readFileSync(join(ROOT, '.funcignore'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map(
        (line) =>
          new RegExp(`^${line.replace(/\/$/, '').replaceAll('.', '\\.').replaceAll('*', '.*')}$`),
      );
    const top = new Set(paths.map((path) => path.split('/')[0] ?? ''));
    const sent = [...top].filter((name) => !ignored.some((pattern) => pattern.test(name)));
    expect(sent.sort()).toEqual(['flows', 'host.json', 'package.json']);
  });
});

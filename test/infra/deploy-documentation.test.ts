import { execFileSync } from 'node:child_process';
import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSeal, publicKey } from '../../adapters/seal.ts';
import { TABLES } from '../../adapters/table-clients.ts';
import { ROOT } from '../local/support/command.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const doc = read('docs/deploy.md');
const { scripts } = JSON.parse(read('package.json'));
const all = (pattern: RegExp, text = doc) =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

describe('docs/deploy.md', () => {
  test('names npm scripts that are there', () => {
    const called = all(/npm (?:run )?([\w:-]+)/g).filter((name) => name !== 'ci');
    expect(called).toContain('infra:check');
    expect(called.filter((name) => !scripts[name])).toEqual([]);
  });

  test('leads to files that are there', () => {
    const linked = all(/\]\((?!https:)([^)#]+)/g).map((path) => join('docs', path));
    const named = all(/\b(infra\/[\w./-]+\.(?:bicep|bicepparam|json))\b/g);
    expect([...linked, ...named].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(named.length).toBeGreaterThan(3);
  });

  test('asks tables that there are, one partition each, as who is signed in', () => {
    const tables = all(/--table-name (\w+)/g);
    expect(tables.length).toBeGreaterThan(5);
    expect(tables.filter((name) => !TABLES.some((table) => table === name))).toEqual([]);
    const filters = all(/--filter "([^"]+)"/g);
    expect(filters).toHaveLength(tables.length);
    for (const filter of filters) expect(filter).toMatch(/^PartitionKey eq '[^']+'/);
    const queries = doc.split('\n').filter((line) => line.includes('az storage entity query'));
    for (const line of queries) expect(line).toContain('--auth-mode login');
  });

  test('says what to do about each alert, and about no other', () => {
    const names = [
      ...all(/^ {2,4}name: '([\w-]+)'$/gm, read('infra/app/modules/alerts.bicep')),
      ...all(/\bmetric: '(\w+)'/g, read('infra/events/main.bicep')),
    ];
    const [, section = ''] = doc.split('\n## Alerts\n');
    const rows = (section.split('\n## ')[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const told = rows.flatMap((row) => all(/`([\w-]+)`/g, row.split('|')[1]));
    expect(told.sort()).toEqual(names.sort());
  });

  test('sets variables that a parameter file reads, or that azd and the scripts know', () => {
    const files = ['app/main.dev', 'app/main.prod', 'events/main'];
    const known = files.flatMap((file) =>
      all(/readEnvironmentVariable\('(\w+)'/g, read(`infra/${file}.bicepparam`)),
    );
    const set = all(/azd env set (\w+)/g);
    expect(set.length).toBeGreaterThan(2);
    expect(set.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('docs/queries', () => {
  const queries = readdirSync(join(ROOT, 'docs/queries'));

  test('are queries, each with a line that says what it is for', () => {
    expect(queries.length).toBeGreaterThan(6);
    for (const name of queries) {
      expect(name).toMatch(/\.kql$/);
      expect(read(`docs/queries/${name}`), name).toMatch(/^\/\/ \w/);
    }
  });
});

test('secret digits are opened by what docs/deploy.md says, with a key that only unwraps', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.parse(pair.publicKey.export({ format: 'jwk' }));
  const seal = await openSeal(key).seal('20261120T101502-3f9a0c1be27d', '4111111111111111');

  // what the vault does with `unwrapkey` and RSA-OAEP-256
  const unwrapped = privateDecrypt(
    { key: pair.privateKey, oaepHash: 'sha256', padding: constants.RSA_PKCS1_OAEP_PADDING },
    Buffer.from(seal.split('.')[1] ?? '', 'base64url'),
  );
  const [, script = ''] = /node -e '\n([^']+)'/.exec(doc) ?? [];
  const args = ['-e', script, seal, unwrapped.toString('base64url')];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()).toBe(
    '4111111111111111',
  );
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TABLES } from '../../adapters/table-clients.ts';
import { METRICS } from '../../adapters/telemetry-names.ts';
import { ROOT } from './support/command.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const page = read('docs/operations.md');

/** The part under a heading of the second level. */
function part(heading: string): string {
  const [, text = ''] = page.split(`\n## ${heading}\n`);
  return text.split('\n## ')[0] ?? '';
}

/** Paths of the values in an object, by their last names. */
function leaves(value: unknown, name = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [name];
  return Object.entries(value).flatMap(([key, inside]) => leaves(inside, key));
}

describe('docs/operations.md', () => {
  test('explains every value of host.json that one can choose', () => {
    const { version: _, logging, extensionBundle, ...rest } = JSON.parse(read('host.json'));
    expect(leaves(logging)).toContain('default');
    expect(extensionBundle.version).toContain('4.36.0');
    const text = part('host.json, value by value');
    const chosen = leaves(rest).filter((name) => name !== 'type');
    expect(chosen.length).toBeGreaterThan(8);
    expect(chosen.filter((name) => !text.includes(name))).toEqual([]);
    expect(text).toContain('logging.logLevel');
    expect(text).toContain('4.36.0');
  });

  test('says how long each table keeps what it has', () => {
    const text = part('What is kept, and for how long');
    expect(TABLES.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  test('names every metric', () => {
    const text = part('Telemetry');
    expect(Object.values(METRICS).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

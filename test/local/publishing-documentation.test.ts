import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flowBody, versionBody } from '../../functions/flow-wanted.ts';
import { FLOW_HELP } from '../../local/flow-options.ts';
import { ROOT } from './support/command.ts';

const page = readFileSync(join(ROOT, 'docs/publishing.md'), 'utf8');

describe('docs/publishing.md', () => {
  test('has every command and option of a line that is up', () => {
    const told = [...FLOW_HELP.matchAll(/^npm run flow -- (\w+)/gm)].map(([, name]) => name ?? '');
    const commands = new Set(told.filter((name) => name !== 'check' && name !== 'schema'));
    expect(commands.size).toBe(4);
    for (const name of commands) expect(page).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm'));
    const options = [...FLOW_HELP.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, name]) => name ?? '');
    expect(options.filter((name) => name !== '--help' && !page.includes(name))).toEqual([]);
  });

  test('has every property that is sent', () => {
    const names = Object.keys({ ...flowBody.shape, ...versionBody.shape });
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

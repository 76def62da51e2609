import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, run } from './support/command.ts';

const SOME = `
import { expect, test } from 'vitest';
test('passes', () => {});
test('fails', () => expect(1).toBe(2));
test.${'skip'}('waits', () => {});
`;

describe('the closing line', () => {
  test('counts each test, and a file that cannot be loaded as a failure', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'switchboard-tests-'));
    try {
      writeFileSync(join(folder, 'some.test.mjs'), SOME);
      writeFileSync(join(folder, 'broken.test.mjs'), `import './nowhere.mjs';`);
      const reporter = join(ROOT, 'test/support/closing-line.ts');
      const args = ['run', '--root', folder, '--reporter', 'dot', '--reporter', reporter];
      const { out, code } = await run('node_modules/vitest/vitest.mjs', [...args, '--globals']);
      expect(out.trimEnd().split('\n').at(-1)).toBe('1 passed, 2 failed, 1 skipped');
      expect(code).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('npm test', () => {
  test('checks everything, and does not look good when no test began', async () => {
    const { out, code } = await run('local/check.ts', ['no-such-test']);
    const lines = out.trimEnd().split('\n');
    for (const heading of ['Format and lint  ', 'Types  ', 'Tests  ']) {
      expect(lines.filter((line) => line.startsWith(heading))).toHaveLength(1);
    }
    expect(lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');
    expect(code).toBe(1);
  }, 120_000);
});

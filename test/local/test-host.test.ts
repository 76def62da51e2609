import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT, run } from './support/command.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-func-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Puts a `func` on the PATH that runs this script. */
function withFunc(script: string): NodeJS.ProcessEnv {
  const func = join(folder, 'func');
  writeFileSync(func, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(func, 0o755);
  return { PATH: `${folder}:${process.env.PATH}` };
}

describe('npm run test:host', () => {
  test('says why it does not run where there are no Core Tools', async () => {
    const { code, out } = await run('local/test-host.ts', [], { PATH: folder });
    expect(out).toContain('Core Tools (func) are not on the PATH');
    expect(code).toBe(0);
  });

  test('tells every journey to the line that func starts', { timeout: 120_000 }, async () => {
    const env = withFunc(join(ROOT, 'test/local/support/func.ts'));
    const { code, out, err } = await run('local/test-host.ts', [], env);
    expect(err).toBe('');
    expect(out).toContain('3 of 3 journeys went well.');
    expect(code).toBe(0);
  });

  test('tells what func said last when it ends', { timeout: 60_000 }, async () => {
    const broken = join(folder, 'broken.mjs');
    writeFileSync(broken, "console.error('No job functions found.'); process.exit(3);");
    const { code, err } = await run('local/test-host.ts', [], withFunc(broken));
    expect(err).toContain('func ended with 3. It said last:\nNo job functions found.');
    expect(code).toBe(1);
  });

  test('tells how it is used', async () => {
    expect((await run('local/test-host.ts', ['--help'])).out).toContain('Exit code');
    expect((await run('local/test-host.ts', ['--fast'])).code).toBe(2);
  });
});

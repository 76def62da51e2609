import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command } from './support/command.ts';
import { freshClone } from './support/fresh-clone.ts';

const NPM_RUN = 'ci --include=dev --include=optional --ignore-scripts --no-audit --no-fund';

describe('before any script', () => {
  test('what is missing is installed, told in two lines, and then nothing more is said or done', async () => {
    using clone = freshClone();
    const first = await clone.setUp().done;
    expect(first.out).toMatch(/^ {2}Installing 1 packages …\n {2}Installing done \(\d+ s\)\n$/);
    expect(first.err).toBe('');
    expect(first.code).toBe(0);
    expect(await clone.setUp().done).toEqual({ code: 0, out: '', err: '' });
    expect(clone.npmRuns()).toEqual([NPM_RUN]);
  });

  test('a changed lockfile is installed anew', async () => {
    using clone = freshClone();
    await clone.setUp().done;
    clone.lock('1.0.1');
    expect((await clone.setUp().done).code).toBe(0);
    expect(clone.npmRuns()).toHaveLength(2);
  });

  test('an install that was interrupted is done again', async () => {
    using clone = freshClone();
    await clone.setUp().done;
    rmSync(join(clone.root, 'node_modules', '.package-lock.json'));
    expect((await clone.setUp().done).out).toContain('Installing');
  });

  test('packages for another kind of machine are no installation', async () => {
    using clone = freshClone();
    await clone.setUp().done;
    const foreign = { 'node_modules/foreign': { version: '1.0.0', os: ['!none'], cpu: 'none' } };
    writeFileSync(
      join(clone.root, 'node_modules', '.package-lock.json'),
      JSON.stringify({
        packages: {
          'node_modules/one': { version: '1.0.0', integrity: 'sha512-1.0.0' },
          ...foreign,
        },
      }),
    );
    expect((await clone.setUp().done).out).toContain('Installing');
  });

  test('two at once install once', async () => {
    using clone = freshClone();
    const hold = join(clone.root, 'hold');
    writeFileSync(hold, '');
    const first = clone.setUp();
    await first.says('Installing');
    const second = clone.setUp();
    await second.says('Another npm command is installing');
    rmSync(hold);
    expect((await Promise.all([first.done, second.done])).map(({ code }) => code)).toEqual([0, 0]);
    expect(clone.npmRuns()).toHaveLength(1);
    expect(existsSync(join(clone.root, '.local', 'installing'))).toBe(false);
  });

  test('the note of an install that died is taken over', async () => {
    using clone = freshClone();
    const gone = command('-e', ['0']);
    await gone.done;
    mkdirSync(join(clone.root, '.local'));
    writeFileSync(join(clone.root, '.local', 'installing'), String(gone.child.pid));
    expect((await clone.setUp().done).code).toBe(0);
  });

  test('when npm fails, its words and what to do are shown', async () => {
    using clone = freshClone();
    writeFileSync(join(clone.root, 'offline'), '');
    const { code, err } = await clone.setUp().done;
    expect(code).toBe(1);
    expect(err).toContain('npm error network');
    expect(err).toContain('run the same command again');
  });

  test('without npm it says who can install', async () => {
    using clone = freshClone();
    const { code, err } = await clone.setUp({ npm_execpath: '' }).done;
    expect({ code, err }).toEqual({
      code: 1,
      err: 'Packages are missing, and only npm can install them: run npm start, or npm ci.\n',
    });
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import { run } from '../local/support/command.ts';
import { journey, type Line } from './support/line.ts';
import { greeted, saying } from './support/publishing.ts';

/** The command `npm run flow --` against this line. */
function flow({ host }: Line, ...args: string[]) {
  return run('local/flow.ts', [...args, '--port', String(host.port)], { API_TOKEN: '' });
}

async function fileSaying(word: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flow-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'line.yaml'), saying(word));
  return join(folder, 'line.yaml');
}

describe('the owner of the line', () => {
  journey('changes what callers hear from a terminal, and goes back', async (line) => {
    const published = await flow(line, 'publish', await fileSaying('Snow'), '--note', 'storm');
    expect(published).toMatchObject({ code: 0, err: '' });
    const [version = ''] = /(?<=version )[0-9a-f]{12}/.exec(published.out) ?? [];
    await greeted(line, 'Snow welcome');
    expect((await flow(line, 'show')).out).toBe(saying('Snow'));
    expect((await flow(line, 'versions')).out).toMatch(new RegExp(`\\*  ${version}  .*  storm\n`));

    const flood = await fileSaying('Flood');
    const late = await flow(line, 'publish', flood, '--expected', 'file');
    expect([late.code, late.out]).toEqual([1, '']);
    expect(late.err).toContain(`Nothing was changed: current is version ${version}`);
    expect((await flow(line, 'publish', flood, '--expected', version)).code).toBe(0);
    await greeted(line, 'Flood welcome');

    expect((await flow(line, 'rollback')).out).toContain(`Current is version ${version}.`);
    await greeted(line, 'Snow welcome');
    expect((await flow(line, 'rollback')).code).toBe(0);
    await greeted(line, 'Welcome to Northwind');
    expect(await flow(line, 'rollback')).toMatchObject({ code: 1, out: '' });
    expect((await flow(line, 'show')).out).toContain('# The line of an energy supplier.');
  });
});

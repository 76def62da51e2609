import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { GOOD } from './broken-flow.ts';

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** A folder of the test's own with a good and a broken flow. */
async function folderWithFlows(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flow-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'flows'));
  await writeFile(join(folder, 'flows/main.yaml'), GOOD);
  await writeFile(join(folder, 'broken.yaml'), GOOD.replace('1: number', '1: numbr'));
  return folder;
}

/** The command `npm run flow --` in such a folder. */
async function flow(...args: string[]): Promise<Ended> {
  return run(await folderWithFlows(), {}, args);
}

function run(cwd: string, env: Record<string, string>, args: string[]): Promise<Ended> {
  const options = { cwd, env: { ...process.env, FLOW: '', NO_COLOR: '1', ...env } };
  return new Promise((done) => {
    execFile(
      process.execPath,
      [resolve('local/flow.ts'), ...args],
      options,
      (error, stdout, stderr) => done({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

test('says of a good flow how large it is', async () => {
  expect(await flow('check')).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      /^flows\/main\.yaml is fine: 5 steps, 1 menu, 1 gather; version [0-9a-f]{12}\.\n$/,
    ),
    stderr: '',
  });
});

test('tells the mistakes of every file it is given, and fails', async () => {
  expect(await flow('check', 'broken.yaml', 'flows/main.yaml', 'none.yaml')).toEqual({
    code: 1,
    stdout: expect.stringMatching(/^flows\/main\.yaml is fine/),
    stderr: [
      'broken.yaml:11:16  menu "main": key 1 leads to "numbr", which does not exist. Did you mean "number"?',
      '1 mistake in broken.yaml',
      'none.yaml:1:1  there is no such file. Name another, or write it; flows/main.yaml shows how.',
      '1 mistake in none.yaml',
      '',
    ].join('\n'),
  });
});

test('checks the file that FLOW names', async () => {
  expect(await run(await folderWithFlows(), { FLOW: 'broken.yaml' }, ['check'])).toMatchObject({
    code: 1,
  });
});

test('writes the JSON schema', async () => {
  const folder = await folderWithFlows();
  expect(await run(folder, {}, ['schema'])).toMatchObject({ code: 0 });
  const schema: unknown = JSON.parse(
    await readFile(join(folder, 'flows/flow.schema.json'), 'utf8'),
  );
  expect(schema).toMatchObject({
    title: 'Switchboard flow',
    required: expect.arrayContaining(['steps']),
  });
});

test('says in one line that it cannot write the schema', async () => {
  const folder = await folderWithFlows();
  await rm(join(folder, 'flows'), { recursive: true });
  expect(await run(folder, {}, ['schema'])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^flows\/flow\.schema\.json cannot be written: .*\n$/),
  });
});

test('explains itself', async () => {
  expect(await flow('--help')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^npm run flow -- check/),
  });
});

test.for([
  [[], 'Say what to do: check, schema, publish, rollback, versions or show. See --help.'],
  [['chekc'], 'There is no command "chekc". Did you mean "check"? See --help.'],
  [['check', '--fast'], "Unknown option '--fast'. See --help for what there is."],
  [['schema', 'x.json'], 'schema takes no file; it writes flows/flow.schema.json.'],
] as const)('tells wrong usage: %j', async ([args, message]) => {
  expect(await flow(...args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
});

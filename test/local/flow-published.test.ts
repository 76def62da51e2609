import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { GOOD } from '../flows/broken-flow.ts';
import { run } from './support/command.ts';
import { type FakeRequest, fakeServer, freePort } from './support/fake-server.ts';

const V1 = '3f9a0c1be27d';
const V2 = 'abcdef012345';
const FLOW = 'local/flow.ts';
const me = userInfo().username;
const setAt = '2026-11-20T10:15:02.000Z';
const current = { version: V2, setBy: 'ann', setAt, previous: V1 };
const published = { publishedAt: setAt, publishedBy: 'ann' };
const list = {
  current,
  file: { version: '000000000000' },
  versions: [
    { version: V2, ...published, note: 'snow\u001b[2J' },
    { version: V1, ...published, publishedBy: 'ben' },
  ],
};

/** A flow file in a folder of the test's own. */
async function fileOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'published-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'line.yaml'), text);
  return join(folder, 'line.yaml');
}

/** Runs the command against a line that answers so; what was asked for beside what came out. */
async function flow(args: string[], answer: (request: FakeRequest) => [number, unknown]) {
  await using api = await fakeServer(answer);
  const ran = await run(FLOW, [...args, '--port', String(api.port)], { API_TOKEN: '' });
  const asked = api.requests.map(({ method, url, body }) => ({ method, url, body }));
  return { ...ran, asked };
}

describe('npm run flow -- publish', () => {
  test('sends the text of the file, and says what becomes of calls and how to go back', async () => {
    const source = `# snow\r\n${GOOD}`;
    const file = await fileOf(source);
    const answer: [number, unknown] = [201, { ...current, previous: 'file' }];
    const args = ['publish', file, '--note', 'snow', '--expected', V1];
    const { code, out, err, asked } = await flow(args, () => answer);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      `${file} is published: 5 steps, 1 menu, 1 gather; version ${V2}.\n` +
        'New calls take it within 15 s, calls in progress keep theirs. Back to the flow that the line was deployed with: npm run flow -- rollback\n',
    );
    expect(asked).toEqual([
      {
        method: 'POST',
        url: '/api/flows',
        body: { source, note: 'snow', expected: V1, by: me },
      },
    ]);
  });

  test('sends no broken flow, and tells its mistakes as check does', async () => {
    const file = await fileOf(GOOD.replace('1: number', '1: numbr'));
    const { code, out, err, asked } = await flow(['publish', file], () => [201, current]);
    expect([code, out, asked]).toEqual([1, '', []]);
    const check = await run(FLOW, ['check', file]);
    expect(err).toBe(check.err);
    expect(err).toContain(`${file}:11:16  menu "main": key 1 leads to "numbr"`);
    expect(await flow(['publish', 'none.yaml'], () => [201, current])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^none\.yaml:1:1 {2}there is no such file/),
    });
  });

  test('tells the mistakes that only the line knows of, in their places', async () => {
    const file = await fileOf(GOOD);
    const mistakes = [
      { line: 14, column: 3, message: 'step "number" asks for secret digits.' },
      { line: 7, column: 10, message: 'audio is "a.wav".' },
    ];
    const error = { code: 'BrokenFlow', message: '2 mistakes', target: 'source', mistakes };
    const { code, out, err } = await flow(['publish', file], () => [400, { error }]);
    expect([code, out]).toEqual([1, '']);
    expect(err.split('\n')).toEqual([
      `${file}:7:10  audio is "a.wav".`,
      `${file}:14:3  step "number" asks for secret digits.`,
      `2 mistakes in ${file}`,
      '',
    ]);
  });

  test('tells who was faster, and how to go on', async () => {
    const file = await fileOf(GOOD);
    const error = { code: 'Changed', message: 'Version … is current.' };
    const { code, out, err } = await flow(['publish', file], () => [409, { error, current }]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      `Nothing was changed: current is version ${V2}, since 2026-11-20 10:15:02 (UTC) by ann. Look at it (npm run flow -- show ${V2}), then ask again with --expected ${V2}.\n`,
    );
  });

  test.each<[number, object, number, string]>([
    [400, { code: 'BadRequest', message: 'note is one line.', target: 'note' }, 2, '--note: note'],
    [401, { code: 'Unauthorized', message: 'A token is needed.' }, 1, 'API_TOKEN'],
    [403, { code: 'Forbidden', message: 'This needs the role flows.write.' }, 1, 'flows.write'],
    [413, { code: 'TooLarge', message: 'The body is larger.' }, 1, 'larger'],
    [503, { code: 'Unavailable', message: 'The tables cannot be reached.' }, 1, 'tables'],
  ])('says in one line why the line did not take it: %d', async (status, error, code, words) => {
    const ran = await flow(['publish', await fileOf(GOOD)], () => [status, { error }]);
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.err).toContain(words);
    expect(ran.err.trim().split('\n')).toHaveLength(1);
  });

  test('sends the token of the environment', async () => {
    await using api = await fakeServer(() => [201, current]);
    const args = ['publish', await fileOf(GOOD), '--port', String(api.port)];
    await run(FLOW, args, { API_TOKEN: 'abc' });
    expect(api.requests.map(({ authorization }) => authorization)).toEqual(['Bearer abc']);
  });

  test('ends with 2 and what to start when nothing listens', async () => {
    const args = ['publish', await fileOf(GOOD), '--port', String(await freePort())];
    const { code, err } = await run(FLOW, args);
    expect(code).toBe(2);
    expect(err).toContain('npm start');
  });
});

describe('npm run flow -- rollback', () => {
  test('goes to the flow before the current one, if that is still current', async () => {
    const back = { version: V1, setBy: me, setAt, previous: 'file' };
    const ran = await flow(['rollback'], ({ method }) => [200, method === 'GET' ? list : back]);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toBe(
      `Current is version ${V1}. New calls take it within 15 s, calls in progress keep theirs.\n`,
    );
    expect(ran.asked).toEqual([
      { method: 'GET', url: '/api/flows', body: undefined },
      {
        method: 'PUT',
        url: '/api/flows/current',
        body: { version: V1, expected: V2, by: me },
      },
    ]);
  });

  test.each([['file'], ['--to-file']])('goes to the deployed flow by %s', async (arg) => {
    const ran = await flow(['rollback', arg], () => [200, { version: 'file' }]);
    expect([ran.code, ran.out]).toEqual([
      0,
      'Current is the flow that the line was deployed with. New calls take it within 15 s, calls in progress keep theirs.\n',
    ]);
    expect(ran.asked).toMatchObject([{ method: 'PUT', body: { version: 'file' } }]);
  });

  test('has nowhere to go from the deployed flow', async () => {
    const none = { ...list, current: { version: 'file' } };
    const { code, err, asked } = await flow(['rollback'], () => [200, none]);
    expect([code, asked.length]).toEqual([1, 1]);
    expect(err).toBe(
      'New calls take the flow that the line was deployed with: none was before it.\n',
    );
  });

  test.each<[number, object, string]>([
    [404, { error: { code: 'NotFound', message: 'No flow.' } }, 'No flow.\n'],
    [
      400,
      { error: { message: 'm', mistakes: [{ line: 1, column: 1, message: 'no.' }] } },
      `${V1}:1:1  no.\n1 mistake in ${V1}\n`,
    ],
  ])('tells why it was not done: %d', async (status, body, told) => {
    const { code, err } = await flow(['rollback', V1], () => [status, body]);
    expect([code, err]).toEqual([1, told]);
  });
});

describe('npm run flow -- versions', () => {
  test('lists them with who and when, marks the current one, and moves no cursor', async () => {
    const { code, out } = await flow(['versions'], () => [200, list]);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      '   Version       Published (UTC)      By   Note',
      `*  ${V2}  2026-11-20 10:15:02  ann  snow\\u001b[2J`,
      `   ${V1}  2026-11-20 10:15:02  ben`,
      '   file                                    deployed with the line: 000000000000',
      '',
    ]);
  });

  test('gives them as JSON', async () => {
    const { out } = await flow(['versions', '--json'], () => [200, list]);
    expect(JSON.parse(out)).toEqual(list);
  });
});

describe('npm run flow -- show', () => {
  const source = `# tab\t, \u001b[2J\r\n${GOOD}`;

  test('writes a flow as it was published', async () => {
    const { code, out, asked } = await flow(['show', V1], () => [200, { version: V1, source }]);
    expect([code, out]).toEqual([0, source]);
    expect(asked.map(({ url }) => url)).toEqual([`/api/flows/${V1}`]);
  });

  test('writes the current one', async () => {
    const { out, asked } = await flow(['show'], ({ url }) => [
      200,
      url === '/api/flows' ? list : { version: V2, source },
    ]);
    expect(out).toBe(source);
    expect(asked.map(({ url }) => url)).toEqual(['/api/flows', `/api/flows/${V2}`]);
  });

  test('says that there is none', async () => {
    const error = { code: 'NotFound', message: 'No flow was published under this version.' };
    const ran = await flow(['show', V1], () => [404, { error }]);
    expect([ran.code, ran.out, ran.err]).toEqual([1, '', `${error.message}\n`]);
  });
});

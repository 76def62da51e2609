import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { confirmed } from '../../local/confirmation.ts';
import { forgetOptions } from '../../local/forget-options.ts';
import { WrongUsage } from '../../local/wrong-usage.ts';
import { run } from './support/command.ts';
import { fakeServer, freePort } from './support/fake-server.ts';

const NUMBER = '+15550142';
const removed = {
  calls: 2,
  answers: 4,
  keys: 7,
  timeline: 31,
  callbacks: 2,
  histories: 3,
  left: 0,
  more: false,
};

/** Runs the command without a question. */
const forget = (port: number, ...args: string[]) =>
  run('local/forget.ts', [NUMBER, '--yes', '--port', String(port), ...args]);

describe('npm run forget', () => {
  test('counts one thing as one', async () => {
    const one = {
      calls: 1,
      answers: 1,
      keys: 1,
      timeline: 1,
      callbacks: 1,
      histories: 1,
      left: 0,
      more: false,
    };
    await using api = await fakeServer(() => [200, one]);
    const { out } = await forget(api.port);
    expect(out).toContain(
      ': 1 call, 1 answer, 1 key, 1 timeline row, 1 callback, 1 Durable history.',
    );
  });

  test('has the line forget a number, which is in no address, and tells what was removed', async () => {
    await using api = await fakeServer(() => [200, removed]);
    expect(await forget(api.port)).toEqual({
      code: 0,
      out: 'Removed of +••••••42: 2 calls, 4 answers, 7 keys, 31 timeline rows, 2 callbacks, 3 Durable histories.\n',
      err: '',
    });
    expect(api.requests).toEqual([
      { method: 'POST', url: '/api/callers/forget', body: { number: NUMBER } },
    ]);
  });

  test('asks again as long as there is more, and gives the sum as JSON', async () => {
    const answers = [
      { ...removed, calls: 100, left: 1, more: true },
      { ...removed, calls: 100, left: 1, more: true },
      removed,
    ];
    await using api = await fakeServer(() => [200, answers.shift()]);
    const { code, out } = await forget(api.port, '--json');
    const sum = {
      calls: 202,
      answers: 12,
      keys: 21,
      timeline: 93,
      callbacks: 6,
      histories: 9,
      left: 0,
    };
    expect([code, JSON.parse(out)]).toEqual([0, sum]);
    expect(api.requests).toHaveLength(3);
  });

  test('ends with 1 when a call goes on, and says to ask again', async () => {
    await using api = await fakeServer(() => [200, { ...removed, left: 1 }]);
    const { code, out } = await forget(api.port);
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('Still there, as they go on: 1. Ask again when they are over.'),
    ]);
  });

  test('says so when there was nothing', async () => {
    const nothing = {
      calls: 0,
      answers: 0,
      keys: 0,
      timeline: 0,
      callbacks: 0,
      histories: 0,
      left: 0,
      more: false,
    };
    await using api = await fakeServer(() => [200, nothing]);
    expect(await forget(api.port)).toMatchObject({
      code: 0,
      out: 'Nothing was kept of +••••••42 that could be removed.\n',
    });
  });

  test.each([
    [503, 1, 'Ask again for the rest.'],
    [403, 1, 'This needs the role calls.forget.'],
    [400, 2, 'number is a number in E.164.'],
  ])('tells what the line says: %d', async (status, code, message) => {
    const error = { code: 'x', message, target: 'number' };
    await using api = await fakeServer(() => [status, { error }]);
    expect(await forget(api.port)).toEqual({ code, out: '', err: `${message}\n` });
  });

  test('ends with 1 when the line fails on the way, though some is removed', async () => {
    const answers: [number, object][] = [
      [200, { ...removed, more: true }],
      [503, { error: { message: 'Ask again for the rest.' } }],
    ];
    await using api = await fakeServer(() => answers.shift() ?? [500, {}]);
    expect(await forget(api.port)).toMatchObject({ code: 1, out: '' });
  });

  test('ends with 2 and what to start when nothing listens', async () => {
    const { code, err } = await forget(await freePort());
    expect(code).toBe(2);
    expect(err).toContain('npm start');
  });

  test('sends the access token of the environment', async () => {
    await using api = await fakeServer(() => [200, removed]);
    await run('local/forget.ts', [NUMBER, '--yes', '--port', String(api.port)], { API_TOKEN: 't' });
    expect(api.requests[0]?.authorization).toBe('Bearer t');
  });

  test('asks nobody to be forgotten where nobody can be asked whether that is meant', async () => {
    await using api = await fakeServer(() => [200, removed]);
    const { code, err } = await run('local/forget.ts', [NUMBER, '--port', String(api.port)]);
    expect([code, err]).toEqual([
      2,
      'It cannot be undone, and nobody is there to be asked: say --yes.\n',
    ]);
    expect(api.requests).toEqual([]);
  });

  test('explains itself', async () => {
    const { code, out } = await run('local/forget.ts', ['--help']);
    expect(code).toBe(0);
    expect(out).toContain('--yes');
  });

  test.each([
    [['anonymous', '--yes'], /^anonymous stands for everybody/],
    [[], 'Give one number, with its country code: npm run forget -- +15550100.'],
    [['15550100'], /^Give one number/],
    [['+15550100', '+15550101'], /^Give one number/],
    [['+15550100', '--day', 'x'], /^Unknown option '--day'/],
    [['+15550100', '--port', '0'], /^--port: "0" is no port/],
  ])('takes no other arguments: %j', (args, message) => {
    const wanted = () => forgetOptions(args, {});
    expect(wanted).toThrow(WrongUsage);
    expect(wanted).toThrow(message);
  });

  test('takes a number as it is written', () => {
    const options = { number: '+442071838750', isSure: false, json: false, port: 7099 };
    expect(forgetOptions(['+44 (20) 7183-8750'], { PORT: '7099' })).toEqual(options);
    expect(forgetOptions(['+44', '20', '71838750'], { PORT: '7099' })).toEqual(options);
  });
});

describe('the question', () => {
  async function asked(typed: string | null): Promise<[boolean, string]> {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const answer = confirmed('Remove it?', input, output);
    if (typed === null) input.end();
    else input.write(`${typed}\n`);
    const isWanted = await answer;
    return [isWanted, String(output.read())];
  }

  test.each([
    ['y', true],
    ['YES', true],
    [' yes ', true],
    ['', false],
    ['n', false],
    ['yesterday', false],
    [null, false],
  ])('answered by %j', async (typed, isWanted) => {
    expect(await asked(typed)).toEqual([isWanted, expect.stringContaining('Remove it? [y/N] ')]);
  });
});

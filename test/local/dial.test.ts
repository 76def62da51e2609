import { describe, expect, test } from 'vitest';
import { run } from './support/command.ts';
import { type FakeRequest, fakeServer, freePort } from './support/fake-server.ts';

const CALL_ID = '20261120T101502-3f9a0c1be27d';
const started = { callId: CALL_ID, from: '', to: '', startedAt: '2026-11-20T10:15:02.000Z' };
const told = (second: number, words: string) => ({
  turn: 1,
  at: `2026-11-20T10:15:0${second}.500Z`,
  kind: 'event',
  type: 'x',
  words,
});

/** A line that takes a call, which ends at the third look. */
function line(outcome: string, answeredAt?: string) {
  let looks = 0;
  return fakeServer(({ method }: FakeRequest): [number, unknown] => {
    if (method === 'POST') return [202, { callId: CALL_ID, statusUrl: 'http://127.0.0.1/x' }];
    looks += 1;
    const timeline = [told(2, 'dials'), told(3, 'connected'), told(4, 'the call is over')];
    const ended = { state: 'ended', outcome, answeredAt };
    const call = { ...started, ...(looks < 3 ? { state: 'ringing' } : ended) };
    return [200, { call, timeline: timeline.slice(0, looks), digits: [], tones: [] }];
  });
}

const dial = (port: number, ...args: string[]) =>
  run('local/dial.ts', ['--port', String(port), ...args]);

describe('npm run dial', () => {
  test('asks for a call, tells each thing that happens once, and how it ended', async () => {
    await using api = await line('completed', '2026-11-20T10:15:03.500Z');
    const { out, code } = await dial(api.port, '--to', '+15550123');
    expect(out.trimEnd().split('\n')).toEqual([
      CALL_ID,
      '     0.50 s  event     dials',
      '     1.50 s  event     connected',
      '     2.50 s  event     the call is over',
      'ended: completed',
    ]);
    expect(code).toBe(0);
    expect(api.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /api/calls',
      ...Array(3).fill(`GET /api/calls/${CALL_ID}`),
    ]);
  });

  test('hands on all that can be asked for', async () => {
    await using api = await line('completed', 'x');
    const asked = ['--extension', 'w1#', '--flow', 'main', '--context', 'a=b=c', '--context', 'd='];
    await dial(api.port, '--to', '+15550123', ...asked);
    expect(api.requests[0]?.body).toEqual({
      to: '+15550123',
      extension: 'w1#',
      flow: 'main',
      context: { a: 'b=c', d: '' },
    });
  });

  test('has code 1 when nobody answered', async () => {
    await using api = await line('busy');
    const { out, code } = await dial(api.port, '--to', '+15550123');
    expect([out.includes('ended: busy'), code]).toEqual([true, 1]);
  });

  test.each([
    [400, 'to', 2, '--to: no number'],
    [403, 'to', 1, '--to: no number'],
    [429, undefined, 1, 'no number'],
  ])('tells why the line refused with %d', async (status, target, expected, words) => {
    const body = { error: { code: 'x', message: 'no number', target } };
    await using api = await fakeServer(() => [status, body]);
    const { err, code } = await dial(api.port, '--to', '1');
    expect([err.trim(), code]).toEqual([words, expected]);
  });

  test.each([
    [[], 'Name the number to call'],
    [['--to', '+15550123', '--context', 'Ann'], '--context: "Ann" names nothing'],
    [['--too', '+15550123'], '--help'],
  ])('%j is wrong usage', async (args, words) => {
    const { err, code } = await run('local/dial.ts', args);
    expect([err.includes(words), code]).toEqual([true, 2]);
  });

  test('says so when nothing listens', async () => {
    const port = await freePort();
    const { err, code } = await dial(port, '--to', '+15550123');
    expect([err.includes(`No line listens on port ${port}`), code]).toEqual([true, 2]);
  });

  test('explains itself', async () => {
    const { out, code } = await run('local/dial.ts', ['--help']);
    expect([out.includes('--extension'), code]).toEqual([true, 0]);
  });
});

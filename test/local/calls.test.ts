import { describe, expect, test } from 'vitest';
import { run } from './support/command.ts';
import { type FakeRequest, fakeServer, freePort } from './support/fake-server.ts';

const call = {
  callId: '20261120T101502-3f9a0c1be27d',
  direction: 'inbound',
  from: '+••••••00',
  to: '+••••••99',
  state: 'ended',
  step: 'outage',
  startedAt: '2026-11-20T10:15:02.000Z',
  endedAt: '2026-11-20T10:16:07.000Z',
  outcome: 'completed',
};

const record = {
  call,
  timeline: [
    {
      turn: 0,
      index: 0,
      at: '2026-11-20T10:15:02.000Z',
      kind: 'event',
      type: 'IncomingCall',
      words: 'rings',
    },
    {
      turn: 1,
      index: 0,
      at: '2026-11-20T10:15:03.250Z',
      kind: 'command',
      type: 'play',
      words: 'says: Hello\u001b[2J',
    },
  ],
  digits: [
    {
      turn: 2,
      step: 'account',
      question: 'entry',
      digits: '12345678',
      result: 'terminated',
      attempt: 1,
    },
  ],
  tones: [],
};

const line = (answer: (request: FakeRequest) => [number, unknown]) => fakeServer(answer);

describe('npm run calls', () => {
  test('shows the calls of today in a table, with how long they lasted and how they ended', async () => {
    await using api = await line(() => [200, { calls: [call] }]);
    const { out, code } = await run('local/calls.ts', ['--port', String(api.port)]);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'Started (UTC)        Lasted  From       To         Outcome    Step    Agent  Call',
      '2026-11-20 10:15:02  1:05    +••••••00  +••••••99  completed  outage         20261120T101502-3f9a0c1be27d',
      '',
    ]);
    expect(api.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /api/calls?limit=50',
    ]);
  });

  test('takes the port from the environment, and says so when there was no call', async () => {
    await using api = await line(() => [200, { calls: [] }]);
    const { out, code } = await run('local/calls.ts', ['--day', '2026-11-19'], {
      PORT: String(api.port),
    });
    expect(out).toBe('No calls on 2026-11-19.\n');
    expect(code).toBe(0);
  });

  test('never puts a number into a URL', async () => {
    await using api = await line(() => [200, { calls: [] }]);
    await run('local/calls.ts', [
      '--from',
      '+15550100',
      '--outcome',
      'completed',
      '--port',
      String(api.port),
    ]);
    expect(api.requests).toEqual([
      {
        method: 'POST',
        url: '/api/calls/search',
        body: { from: '+15550100', outcome: 'completed', limit: 50 },
      },
    ]);
  });

  test('turns the pages until there are as many as wanted, and says when there are more', async () => {
    const calls = Array.from({ length: 200 }, () => call);
    await using api = await line(({ url }) => {
      const limit = Number(new URL(url, 'http://line').searchParams.get('limit'));
      return [200, { calls: calls.slice(0, limit), next: `after ${limit}` }];
    });
    const { out, err } = await run('local/calls.ts', [
      '--json',
      '--limit',
      '250',
      '--port',
      String(api.port),
    ]);
    expect(JSON.parse(out)).toHaveLength(250);
    expect(err).toContain('--limit 500');
    expect(api.requests.map(({ url }) => url)).toEqual([
      '/api/calls?limit=200',
      '/api/calls?next=after+200&limit=50',
    ]);
  });

  test('prints the timeline of one call, with seconds since the ring and nothing that moves the cursor', async () => {
    await using api = await line(() => [200, record]);
    const { out, code } = await run('local/calls.ts', [call.callId, '--port', String(api.port)]);
    expect(code).toBe(0);
    expect(api.requests[0]?.url).toBe(`/api/calls/${call.callId}`);
    expect(out).toContain('     0.00 s  call      rings');
    expect(out).toContain('     1.25 s  line      says: Hello\\u001b[2J');
    expect(out).toContain('account, attempt 1: 12345678 (terminated)');
  });

  test('prints to whom a call was offered, what came of it, and how long they talked', async () => {
    const at = '2026-11-20T10:15:12.500Z';
    const offers = [
      { agent: 'anna', name: 'Anna\u001b[2J', offeredAt: at, result: 'declined', endedAt: at },
      { agent: 'ben', name: 'Ben', offeredAt: at, result: 'accepted', talkedSeconds: 73 },
      { agent: 'dev', name: 'Dev', offeredAt: at },
    ];
    await using api = await line(() => [200, { ...record, offers }]);
    const { out } = await run('local/calls.ts', [call.callId, '--port', String(api.port)]);
    expect(out).toContain('  Anna\\u001b[2J (anna) at 10.50 s: declined\n');
    expect(out).toContain('  Ben (ben) at 10.50 s: accepted, talked for 73 s\n');
    expect(out).toContain('  Dev (dev) at 10.50 s: rings\n');
  });

  test('prints the keys as they were pressed, what is missing of them, and nothing of sealed ones', async () => {
    const sealed = { ...record.digits[0], digits: '', sealed: 'eyJhbGciOiJ4In0', length: 16 };
    const tones = [
      { participant: 'caller', session: 1, digits: '12', tones: [], gaps: [] },
      {
        participant: 'caller',
        session: 2,
        digits: '',
        tones: [],
        gaps: [
          { from: 4, to: 4 },
          { from: 6, to: 9 },
        ],
      },
    ];
    await using api = await line(() => [200, { ...record, digits: [sealed], tones }]);
    const { out } = await run('local/calls.ts', [call.callId, '--port', String(api.port)]);
    expect(out).toContain('account, attempt 1: 16 keys, sealed (terminated)');
    expect(out).toContain('  caller, session 1: 12\n');
    expect(out).toContain('  caller, session 2: none (missing: number 4, 6 to 9)\n');
    expect(out).not.toContain('eyJ');
  });

  test('ends with 1 for a call that nobody knows', async () => {
    await using api = await line(() => [
      404,
      { error: { code: 'NotFound', message: 'There is no call x.' } },
    ]);
    expect(await run('local/calls.ts', ['x', '--port', String(api.port)])).toEqual({
      code: 1,
      out: '',
      err: 'There is no call x.\n',
    });
  });

  test('ends with 2 and the option when the line does not understand its value', async () => {
    const error = { code: 'BadRequest', message: 'write it like 2026-11-20.', target: 'day' };
    await using api = await line(() => [400, { error }]);
    const { code, err } = await run('local/calls.ts', [
      '--day',
      'monday',
      '--port',
      String(api.port),
    ]);
    expect({ code, err }).toEqual({ code: 2, err: '--day: write it like 2026-11-20.\n' });
  });

  test('ends with 2 and what to start when nothing listens', async () => {
    const port = await freePort();
    const { code, out, err } = await run('local/calls.ts', ['--port', String(port)]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`No line listens on port ${port}`);
    expect(err).toContain('npm start');
  });

  test('says when another program has the port', async () => {
    await using other = await fakeServer(() => [200, '<html>']);
    const { code, err } = await run('local/calls.ts', ['--port', String(other.port)]);
    expect(code).toBe(1);
    expect(err).toContain('not like Switchboard');
  });

  test.each([
    [['--port', 'x'], '--port: "x" is no port. Give a number from 1 to 65535.'],
    [['--limit', '0'], '--limit: "0" is no number of calls. Give a whole number from 1.'],
    [['--form', '+15550100'], "Unknown option '--form'. See --help for what there is."],
    [['one', 'two'], 'Give one call id at a time.'],
    [['one', '--day', '2026-11-20'], 'Give either a call id, or --from, --day and --outcome.'],
  ])('ends with 2 for wrong usage: %j', async (args, message) => {
    expect(await run('local/calls.ts', args)).toEqual({ code: 2, out: '', err: `${message}\n` });
  });

  test('explains itself', async () => {
    const { code, out } = await run('local/calls.ts', ['--help']);
    expect(code).toBe(0);
    expect(out).toContain('--outcome');
  });
});

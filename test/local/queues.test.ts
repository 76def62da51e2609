import { describe, expect, test } from 'vitest';
import { queuesOptions } from '../../local/queues-options.ts';
import { WrongUsage } from '../../local/wrong-usage.ts';
import { run } from './support/command.ts';
import { fakeServer, freePort } from './support/fake-server.ts';

const queues = [
  { queue: 'support', waiting: 12, callbacks: 2, longestWaitSeconds: 605, agentsOnDuty: 3 },
  {
    queue: 'support',
    skill: 'billing\u001b[2J',
    waiting: 1,
    callbacks: 0,
    longestWaitSeconds: 9,
    agentsOnDuty: 0,
  },
  { queue: 'urgent', waiting: 1, callbacks: 1, longestWaitSeconds: 0, agentsOnDuty: 3 },
];

describe('npm run queues', () => {
  test('shows in a table who waits and how long, with nothing that moves the cursor', async () => {
    await using api = await fakeServer(() => [200, { queues }]);
    const { out, code } = await run('local/queues.ts', ['--port', String(api.port)]);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'Queue    Skill             Waiting  To call back  Longest wait  On duty',
      'support                    10       2             10:05         3',
      'support  billing\\u001b[2J  1        0             0:09          0',
      'urgent                     0        1                           3',
      '',
    ]);
    expect(api.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /api/queues']);
  });

  test('gives them as JSON, what it does not know included, and says so when there are none', async () => {
    const more = queues.map((line) => ({ ...line, ofALaterRelease: 2 }));
    await using api = await fakeServer(() => [200, { queues: more, alsoNew: true }]);
    const json = await run('local/queues.ts', ['--json'], { PORT: String(api.port) });
    expect(JSON.parse(json.out)).toEqual(more);
    await using empty = await fakeServer(() => [200, { queues: [] }]);
    const { out, code } = await run('local/queues.ts', ['--port', String(empty.port)]);
    expect([code, out]).toEqual([0, 'No queues. Describe them in the flow: see docs/queues.md.\n']);
  });

  test('ends with 1 and what the line says when it fails', async () => {
    const error = { code: 'Unavailable', message: 'The tables cannot be reached.' };
    await using api = await fakeServer(() => [503, { error }]);
    const args = ['--port', String(api.port)];
    const err = 'The tables cannot be reached.\n';
    expect(await run('local/queues.ts', args)).toEqual({ code: 1, out: '', err });
  });

  test('says when another program has the port', async () => {
    await using other = await fakeServer(() => [200, { queues: [{ queue: 'support' }] }]);
    const { code, err } = await run('local/queues.ts', ['--port', String(other.port)]);
    expect(code).toBe(1);
    expect(err).toContain('not like Switchboard');
  });

  test('ends with 2 and what to start when nothing listens', async () => {
    const { code, err } = await run('local/queues.ts', ['--port', String(await freePort())]);
    expect(code).toBe(2);
    expect(err).toContain('npm start');
  });

  test.each([
    [['support'], '"support" is not understood: all queues are shown, and none is changed.'],
    [['--day', 'x'], "Unknown option '--day'. See --help for what there is."],
    [['--port', '0'], '--port: "0" is no port. Give a number from 1 to 65535.'],
  ])('takes no other arguments: %j', (args, message) => {
    expect(() => queuesOptions(args, {})).toThrow(new WrongUsage(message));
  });

  test('ends with 2 for wrong usage', async () => {
    const err = '"a" is not understood: all queues are shown, and none is changed.\n';
    expect(await run('local/queues.ts', ['a'])).toEqual({ code: 2, out: '', err });
  });

  test('explains itself', async () => {
    const { code, out } = await run('local/queues.ts', ['--help']);
    expect(code).toBe(0);
    expect(out).toContain('--json');
  });
});

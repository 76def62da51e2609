import { describe, expect, test } from 'vitest';
import { agentsOptions } from '../../local/agents-options.ts';
import { WrongUsage } from '../../local/wrong-usage.ts';
import { run } from './support/command.ts';
import { fakeServer, freePort } from './support/fake-server.ts';

const anna = {
  id: 'anna',
  name: 'Anna Berg',
  skills: ['outages', 'billing'],
  state: 'talking',
  stateSince: '2026-11-20T10:15:02.000Z',
  callId: '20261120T101502-3f9a0c1be27d',
};
const ben = { ...anna, id: 'ben', name: 'Ben', skills: [], callId: undefined };
const stateSince = '2026-11-20T09:00:00.000Z';
const agents = [
  anna,
  { ...ben, state: 'away', stateSince, reason: 'lunch\u001b[2J' },
  { ...ben, id: 'chloe', state: 'wrap-up', wrapUpUntil: '2026-11-20T10:15:32.000Z' },
];

describe('npm run agents', () => {
  test('shows the agents in a table, with what they do and nothing that moves the cursor', async () => {
    await using api = await fakeServer(() => [200, { agents }]);
    const { out, code } = await run('local/agents.ts', ['--port', String(api.port)]);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'Id     Name       State                     Since (UTC)          Skills            Call',
      'anna   Anna Berg  talking                   2026-11-20 10:15:02  outages, billing  20261120T101502-3f9a0c1be27d',
      'ben    Ben        away (lunch\\u001b[2J)     2026-11-20 09:00:00',
      'chloe  Ben        wrap-up (until 10:15:32)  2026-11-20 10:15:02',
      '',
    ]);
    expect(api.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /api/agents']);
  });

  test('gives them as JSON, and says so when there are none', async () => {
    await using api = await fakeServer(() => [200, { agents }]);
    const json = await run('local/agents.ts', ['--json'], { PORT: String(api.port) });
    expect(JSON.parse(json.out)).toEqual(JSON.parse(JSON.stringify(agents)));
    await using empty = await fakeServer(() => [200, { agents: [] }]);
    const { out, code } = await run('local/agents.ts', ['--port', String(empty.port)]);
    expect([code, out]).toEqual([
      0,
      'No agents. Describe them in flows/agents.yaml: see docs/agents.md.\n',
    ]);
  });

  test('sets one away, with a reason, or available', async () => {
    await using api = await fakeServer(({ body }) => [200, { ...ben, ...(body as object) }]);
    const port = ['--port', String(api.port)];
    const away = await run('local/agents.ts', ['ben', 'away', '--reason', 'lunch', ...port]);
    expect(away.out).toContain('ben  Ben   away (lunch)');
    await run('local/agents.ts', ['ben', 'away', ...port]);
    const back = await run('local/agents.ts', ['--json', 'a/b', 'available', ...port]);
    expect(JSON.parse(back.out)).toMatchObject({ id: 'ben', state: 'available' });
    expect([away.code, back.code]).toEqual([0, 0]);
    expect(api.requests).toEqual([
      { method: 'PUT', url: '/api/agents/ben', body: { state: 'away', reason: 'lunch' } },
      { method: 'PUT', url: '/api/agents/ben', body: { state: 'away' } },
      { method: 'PUT', url: '/api/agents/a%2Fb', body: { state: 'available' } },
    ]);
  });

  test.each([
    [404, { error: { code: 'NotFound', message: 'No agent has this id.' } }],
    [409, { error: { code: 'InCall', message: 'Ben is in a call.' }, state: 'talking' }],
    [503, { error: { code: 'Unavailable', message: 'The tables cannot be reached.' } }],
  ])('ends with 1 and what the line says: %d', async (status, body) => {
    await using api = await fakeServer(() => [status, body]);
    const args = ['ben', 'away', '--port', String(api.port)];
    const err = `${body.error.message}\n`;
    expect(await run('local/agents.ts', args)).toEqual({ code: 1, out: '', err });
  });

  test('ends with 2 and the option when the line does not take a reason', async () => {
    const error = { code: 'BadRequest', message: 'say it shorter.', target: 'reason' };
    await using api = await fakeServer(() => [400, { error }]);
    const args = ['ben', 'away', '--reason', 'r', '--port', String(api.port)];
    const err = '--reason: say it shorter.\n';
    expect(await run('local/agents.ts', args)).toEqual({ code: 2, out: '', err });
  });

  test('ends with 2 and what to start when nothing listens', async () => {
    const port = String(await freePort());
    const { code, err } = await run('local/agents.ts', ['--port', port]);
    expect(code).toBe(2);
    expect(err).toContain('npm start');
  });

  test('says when another program has the port', async () => {
    await using other = await fakeServer(() => [200, []]);
    const { code, err } = await run('local/agents.ts', ['--port', String(other.port)]);
    expect(code).toBe(1);
    expect(err).toContain('not like Switchboard');
  });

  test.each([
    [['ben'], 'Say what ben is to be: available or away.'],
    [
      ['ben', 'awy'],
      '"awy" is no state. Did you mean "away"? Say what ben is to be: available or away.',
    ],
    [['ben', 'talking'], '"talking" is no state. Say what ben is to be: available or away.'],
    [['ben', 'away', 'anna'], 'Change one agent at a time.'],
    [['--reason', 'lunch'], '--reason: Give it with an agent who is away.'],
    [['ben', 'available', '--reason', 'x'], '--reason: Give it with an agent who is away.'],
    [['--day', 'x'], "Unknown option '--day'. See --help for what there is."],
    [['--port', '0'], '--port: "0" is no port. Give a number from 1 to 65535.'],
  ])('takes no other arguments: %j', (args, message) => {
    expect(() => agentsOptions(args, {})).toThrow(new WrongUsage(message));
  });

  test('ends with 2 for wrong usage', async () => {
    const err = 'Change one agent at a time.\n';
    const args = ['ben', 'away', 'anna'];
    expect(await run('local/agents.ts', args)).toEqual({ code: 2, out: '', err });
  });

  test('explains itself', async () => {
    const { code, out } = await run('local/agents.ts', ['--help']);
    expect(code).toBe(0);
    expect(out).toContain('--reason');
  });
});

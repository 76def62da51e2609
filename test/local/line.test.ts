import { userInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { lineOptions } from '../../local/line-options.ts';
import { WrongUsage } from '../../local/wrong-usage.ts';
import { run } from './support/command.ts';
import { fakeServer, freePort } from './support/fake-server.ts';

const told = { changedBy: 'ann', changedAt: '2026-11-20T10:15:02.000Z' };
const long = 'Our offices are closed because of the flood. Please write to us instead.';
const message = { number: 'all', state: 'message', text: long, hangUp: true, ...told };
const transfer = { number: '+15550199', state: 'transfer', to: '+••••••55', ...told };
const off = { number: 'all', state: 'off', ...told };

describe('npm run line', () => {
  test('shows how the line stands, and the last changes', async () => {
    const answer = { numbers: [message, transfer], changes: [transfer, message] };
    await using api = await fakeServer(() => [200, answer]);
    const { out, code } = await run('local/line.ts', ['--port', String(api.port)]);
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 5)).toEqual([
      'Number     New callers           Words                                               By   Since (UTC)',
      'all        message then hang up  Our offices are closed because of the flood. Ple …  ann  2026-11-20 10:15:02',
      '+15550199  transfer +••••••55                                                        ann  2026-11-20 10:15:02',
      '',
      'The last changes',
    ]);
    expect(api.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /api/line']);
  });

  test('says so when callers are served by the menu', async () => {
    await using api = await fakeServer(() => [200, { numbers: [off], changes: [off] }]);
    const { out } = await run('local/line.ts', ['--port', String(api.port)]);
    expect(out).toContain('New callers are served by the menu.\n\nThe last changes\n');
    const json = await run('local/line.ts', ['--json'], { PORT: String(api.port) });
    expect(JSON.parse(json.out)).toEqual({ numbers: [off], changes: [off] });
  });

  test('changes it in the name of who sits there', async () => {
    await using api = await fakeServer(() => [200, { numbers: [], changes: [] }]);
    const port = ['--port', String(api.port)];
    const { code } = await run('local/line.ts', ['message', 'Closed.', '--hang-up', ...port]);
    expect(code).toBe(0);
    const by = userInfo().username;
    const body = { state: 'message', text: 'Closed.', hangUp: true, by };
    expect(api.requests).toEqual([{ method: 'PUT', url: '/api/line', body }]);
  });

  test.each([
    [['message', 'Closed.'], { state: 'message', text: 'Closed.' }],
    [['transfer', '+15550155'], { state: 'transfer', to: '+15550155' }],
    [['transfer', '+15550155', 'Wait.'], { state: 'transfer', to: '+15550155', text: 'Wait.' }],
    [['reject', '--number', '+15550199'], { state: 'reject', number: '+15550199' }],
    [['off'], { state: 'off' }],
  ])('takes %j', (args, change) => {
    expect(lineOptions(args, {})).toEqual({ change, json: false, port: 7071 });
  });

  test.each([
    [['message'], 'Say in quotes what callers are to hear.'],
    [['message', 'We', 'are'], 'Put the message in quotes, as one text.'],
    [['transfer'], 'Say which number callers are to go to.'],
    [['transfer', '+1', 'We', 'are'], 'Put the words in quotes, as one text.'],
    [['off', 'all'], 'off takes nothing beside it.'],
    [
      ['mesage', 'x'],
      '"mesage" is no state. Did you mean "message"? Take message, transfer, reject or off.',
    ],
    [['reject', '--hang-up'], '--hang-up: Give it with a message.'],
    [['--number', '+15550199'], '--number: Give it with a change.'],
    [['--day', 'x'], "Unknown option '--day'. See --help for what there is."],
  ])('takes no other arguments: %j', (args, words) => {
    expect(() => lineOptions(args, {})).toThrow(new WrongUsage(words));
  });

  test.each([
    [400, 'number', 2, '--number: say it otherwise.\n'],
    [400, 'text', 2, 'say it otherwise.\n'],
    [403, 'to', 1, 'say it otherwise.\n'],
    [503, undefined, 1, 'say it otherwise.\n'],
  ])('ends with what the line says: %d of %s', async (status, target, code, err) => {
    const error = { code: 'X', message: 'say it otherwise.', target };
    await using api = await fakeServer(() => [status, { error }]);
    const args = ['message', 'x', '--port', String(api.port)];
    expect(await run('local/line.ts', args)).toEqual({ code, out: '', err });
  });

  test('ends with 2 when nothing listens, and explains itself', async () => {
    const port = String(await freePort());
    const { code, err } = await run('local/line.ts', ['--port', port]);
    expect([code, err]).toEqual([2, expect.stringContaining('npm start')]);
    expect((await run('local/line.ts', ['off', 'x'])).code).toBe(2);
    expect((await run('local/line.ts', ['--help'])).out).toContain('--hang-up');
  });
});

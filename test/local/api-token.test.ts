import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, run } from './support/command.ts';
import { fakeServer } from './support/fake-server.ts';

test.each([
  ['calls', ['--from', '+15550100']],
  ['agents', ['anna', 'away']],
  ['dial', ['--to', '+15550123']],
])('npm run %s sends the token of API_TOKEN, and says where one comes from', async (name, args) => {
  const error = { code: 'Unauthorized', message: 'The request carries no valid access token.' };
  await using api = await fakeServer(() => [401, { error }]);
  const all = [...args, '--port', String(api.port)];
  expect(await run(`local/${name}.ts`, all, { API_TOKEN: 'e.y.J' })).toEqual({
    code: 1,
    out: '',
    err: `${error.message} Set API_TOKEN to one: docs/access.md says how.\n`,
  });
  expect(api.requests).toMatchObject([{ authorization: 'Bearer e.y.J' }]);
});

test('npm start --api-tokens starts a line that asks for tokens, and leaves one for the commands', async () => {
  const data = mkdtempSync(join(tmpdir(), 'switchboard-'));
  const [flow, token] = [join(data, 'flow.yaml'), join(data, 'api-token')];
  const head = 'line: L\nlanguage: en-GB\nvoice: en-GB-SoniaNeural\nstart: bye\n';
  writeFileSync(flow, `${head}steps:\n  bye: { hangUp: Bye. }\n`);
  const ports = ['--port', '0', '--emulator-port', '0', '--tables-port', '0'];
  const args = ['--api-tokens', ...ports, '--data', data, '--flow', flow];
  const { child, says, done } = command('local/start.ts', args);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  await says('Kept: 1 call'); // the scripted call is looked up with a token of its own
  expect(out).toContain(`Token      ${token}`);
  const API_TOKEN = readFileSync(token, 'utf8');
  if (process.platform !== 'win32') expect(statSync(token).mode & 0o777).toBe(0o600);

  const port = /Line +http:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1] ?? '';
  const agents = (env: NodeJS.ProcessEnv) => run('local/agents.ts', ['--port', port], env);
  expect(await agents({ API_TOKEN: '' })).toMatchObject({ code: 1, out: '' });
  expect(await agents({ API_TOKEN })).toMatchObject({ code: 0, err: '' });

  child.kill('SIGTERM');
  expect((await done).out).not.toContain(API_TOKEN);
  expect(existsSync(token)).toBe(false);
}, 60_000);

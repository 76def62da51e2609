import { once } from 'node:events';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { command, type Ran, run } from './support/command.ts';

const FREE = ['--port', '0', '--emulator-port', '0', '--tables-port', '0'];

/** A folder of its own with a line that says little: prompts take their real time here. */
function folder(flow = 'bye: { hangUp: Bye. }'): string[] {
  const dir = mkdtempSync(join(tmpdir(), 'switchboard-'));
  const head = 'line: L\nlanguage: en-GB\nvoice: en-GB-SoniaNeural\nstart: bye\nsteps:\n';
  writeFileSync(join(dir, 'flow.yaml'), `${head}  ${flow}\n`);
  return ['--data', join(dir, 'data'), '--flow', join(dir, 'flow.yaml')];
}

const start = (...args: string[]): Promise<Ran> => run('local/start.ts', args);

describe('npm start', { timeout: 60_000 }, () => {
  test('--once lets a caller through, says what was kept, and leaves nothing running', async () => {
    const { code, out, err } = await start('--once', ...FREE, ...folder());
    expect(err).toBe('');
    expect(code).toBe(0);
    for (const told of [
      'rings',
      'answered',
      'hears     Bye.',
      'ended: completed',
      'Kept: 1 call',
    ]) {
      expect(out).toContain(told);
    }
    const tables = /Tables +(http:\S+)/.exec(out)?.[1] ?? '';
    await expect(fetch(tables)).rejects.toThrow();
  });

  test('lets a caller hang up where a back end has the first word, as it may be away', async () => {
    const bye = 'bye: { lookup: billing, waiting: One moment., next: end, otherwise: end, ';
    const flow = `${bye}sorry: { say: Sorry., keys: { 2: end } } }\n  end: { hangUp: Bye. }`;
    const [, data = '', ...rest] = folder(flow);
    cpSync('flows/audio', join(dirname(data), 'audio'), { recursive: true });
    const args = ['--once', ...FREE, '--data', data, ...rest];
    const LOOKUPS = '{"billing":{"url":"http://127.0.0.1:9/nobody-listens"}}';
    const { code, out } = await run('local/start.ts', args, { LOOKUPS });
    expect(code).toBe(0);
    expect(out).toContain('Kept: 1 call');
  });

  test('stays up until it is stopped, and then stops everything', async () => {
    const { child, says, done } = command('local/start.ts', [...FREE, ...folder()]);
    await says('Call it yourself');
    child.kill('SIGTERM');
    const { code, out } = await done;
    expect(code).toBe(0);
    for (const [, url] of out.matchAll(/(http:\S+)/g)) {
      await expect(fetch(url ?? '')).rejects.toThrow();
    }
  });

  test('says which port is taken, and which option chooses another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    for (const option of ['--port', '--emulator-port', '--tables-port']) {
      const { code, err } = await start('--once', ...FREE, ...folder(), option, port);
      expect(code).toBe(1);
      expect(err).toMatch(new RegExp(`^Port ${port} .* is taken.*${option} N .*\n$`));
    }
  });

  test('says what is wrong with a flow, and does not start', async () => {
    const { code, out, err } = await start('--once', ...FREE, ...folder('bye: { hangup: Bye. }'));
    expect(code).toBe(1);
    expect(err).toContain('flow.yaml:6:3  step "bye": does nothing');
    expect(err).toContain('--flow FILE');
    expect(out).toBe('');
  });

  test('says what is wrong with the agents, and does not start', async () => {
    const [, , , flow = ''] = folder();
    const agents = join(dirname(flow), 'agents.yaml');
    writeFileSync(agents, "- { id: anna, name: Anna, number: '0155501610' }\n");
    const args = ['--once', ...FREE, '--flow', flow, '--agents', agents];
    const { code, out, err } = await start(...args);
    expect(code).toBe(1);
    expect(err).toContain('agents.yaml:1:35  agent "anna": number is no phone number');
    expect(err).toContain('--agents FILE');
    expect(err).not.toContain('0155501610');
    expect(out).toBe('');
  });

  test('says which file of agents is not there, wherever it is named', async () => {
    const args = ['--once', ...FREE, ...folder()];
    const { code, err } = await run('local/start.ts', args, { AGENTS: 'nobody.yaml' });
    expect(code).toBe(1);
    expect(err).toContain('nobody.yaml:1:1  there is no such file.');
  });

  test('says which folder cannot be written to', async () => {
    const { code, err } = await start(
      '--once',
      ...FREE,
      ...folder(),
      '--data',
      'package.json/data',
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^The tables cannot be kept in \S+package\.json\/data .*--data DIR\.\n$/);
  });

  test('says which variable of the environment is wrong', async () => {
    const args = ['--once', ...FREE, ...folder()];
    const { code, err } = await run('local/start.ts', args, { SPEECH_ENDPOINT: 'nowhere' });
    expect(code).toBe(1);
    expect(err).toMatch(/^The line is not configured\. SPEECH_ENDPOINT: .*\n$/);
  });

  test.each([
    [['--prot', '1'], '--prot'],
    [['--port', 'many'], '--port (or PORT) is "many"'],
    [['--tables-port', '70000'], '--tables-port (or TABLES_PORT)'],
  ])('refuses %j as wrong usage', async (args, told) => {
    const { code, err } = await start(...args);
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain(told);
  });

  test('explains itself', async () => {
    const { code, out } = await start('--help');
    expect(code).toBe(0);
    expect(out).toContain('--emulator-port');
  });
});

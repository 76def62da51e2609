import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { realClock } from '../../emulator/clock.ts';
import { serveEmulator } from '../../emulator/serve.ts';

const run = promisify(execFile);

/** Runs the command to its end: exit code and what it printed. */
async function emulator(...options: string[]): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout } = await run(process.execPath, ['emulator/main.ts', ...options]);
    return { code: 0, out: stdout, err: '' };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

describe('npm run emulator', () => {
  test('explains itself', async () => {
    const { code, out } = await emulator('--help');
    expect(code).toBe(0);
    for (const option of ['--port', '--events-to', '--allow-http', '--speech-ms']) {
      expect(out).toContain(option);
    }
  });

  test.each([
    ['--prot', '1'],
    ['--port', 'many'],
    ['--events-to', 'nowhere'],
    ['--speech-ms', '-1'],
  ])('says in one line what is wrong with %s %s', async (...options) => {
    const { code, err } = await emulator(...options);
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain(options[0]);
  });

  test('prints where it is and how to connect, and stops at Ctrl-C', async () => {
    const child = spawn(process.execPath, ['emulator/main.ts', '--port', '0']);
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += chunk;
      if (printed.includes('Ctrl-C')) child.kill('SIGINT');
    }
    const code = child.exitCode ?? (await once(child, 'exit'))[0];
    expect(code).toBe(0);
    expect(printed).toMatch(/Connection string {2}endpoint=http:\/\/127\.0\.0\.1:\d+\/;accesskey=/);
  });

  test('says which port is taken, and what to do', async () => {
    const served = await serveEmulator({ clock: realClock(), port: 0 });
    const { port } = new URL(served.endpoint);
    const { code, err } = await emulator('--port', port);
    await expect(serveEmulator({ clock: realClock(), port: Number(port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await served.stop();
    expect({ code, err }).toEqual({
      code: 1,
      err: `Port ${port} is taken: choose another with --port.\n`,
    });
  });
});

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..');

/**
 * Runs a tool of `node_modules` by the path of its JavaScript entry, on the Node that runs this: no shell and no
 * `.cmd` file, so that it is the same on Windows. What it says is handed over line by line. A tool that cannot be
 * started or is killed has code 1.
 */
export async function runTool(
  entry: string,
  args: string[],
  onLine: (line: string) => void,
): Promise<{ code: number; seconds: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', entry), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...colours() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine);
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (status) => resolve(status ?? 1));
  });
  return { code, seconds: (performance.now() - started) / 1000 };
}

/** The tools see a pipe instead of the terminal, so they are told about its colours. */
function colours(): Record<string, string> {
  return process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
}

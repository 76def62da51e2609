import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** A command under test: a process of its own, without colours and without the ports of this environment. */
export interface Command {
  child: ChildProcessWithoutNullStreams;
  /** Resolves when `text` was written, to either stream. */
  says(text: string): Promise<void>;
  done: Promise<Ran>;
}

export function command(script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Command {
  const { FORCE_COLOR: _, PORT: _port, EMULATOR_PORT: _emulatorPort, ...rest } = process.env;
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...rest, NO_COLOR: '1', ...env },
  });
  const ran: Ran = { code: null, out: '', err: '' };
  const waiting = new Set<() => void>();
  const hear = (stream: 'out' | 'err') => (chunk: Buffer) => {
    ran[stream] += chunk;
    for (const look of waiting) look();
  };
  child.stdout.on('data', hear('out'));
  child.stderr.on('data', hear('err'));
  const done = new Promise<Ran>((resolve) => {
    child.on('close', (code) => resolve({ ...ran, code }));
  });
  return {
    child,
    done,
    async says(text) {
      const said = new Promise<void>((resolve) => {
        const look = () => {
          if (!(ran.out + ran.err).includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
      const over = done.then(({ out, err }) => {
        if (!(out + err).includes(text)) throw new Error(`never said "${text}":\n${out}${err}`);
      });
      await Promise.race([said, over]);
    },
  };
}

/** Runs to the end with nothing to read. */
export function run(
  script: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const { child, done } = command(resolve(ROOT, script), args, env);
  child.stdin.end();
  return done;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that runs beside us, and the last of what it said. */
export interface Running {
  name: string;
  /** Rejects, with what it said last, when it ends before it is stopped. */
  ended: Promise<never>;
  stop(): Promise<void>;
}

/** So many characters of what a program says are kept for when it fails. */
const KEPT = 4_000;
/** Milliseconds that a program has to end by itself. */
const PATIENCE = 10_000;

/** Starts a program. What it says is kept, and only shown when it fails. */
export function start(
  name: string,
  file: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Running {
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const keep = (chunk: Buffer) => {
    said = (said + chunk).slice(-KEPT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let isWanted = true;
  const ended = new Promise<never>((_resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${name} cannot be started: ${error.message}`)));
    child.on('close', (code) => {
      if (isWanted) reject(new Error(`${name} ended with ${code}. It said last:\n${said}`));
    });
  });
  ended.catch(() => {}); // whoever waits for it hears of it
  return {
    name,
    ended,
    async stop() {
      isWanted = false;
      await stopped(child);
    },
  };
}

/** Waits for something that needs all of these programs; rejects as `ended` does, and aborts the wait, when one of them ends. */
export async function whileTheyRun(
  running: readonly Running[],
  wait: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const waiting = new AbortController();
  try {
    await Promise.race([wait(waiting.signal), ...running.map(({ ended }) => ended)]);
  } finally {
    waiting.abort();
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  await closed;
  clearTimeout(timer);
}

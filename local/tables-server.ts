import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TablesProcessMessage, TablesProcessOptions } from './tables-process.ts';

/** The account and key that everybody's Azurite has: public, and good for nothing else. */
const ACCOUNT = 'devstoreaccount1';
const KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** The folder of the tables cannot be made or written to: the message is one sentence that names it. */
export class FolderProblem extends Error {}

export interface TablesServerOptions {
  /** 0 takes a free one. */
  port: number;
  /** Where the data is kept; absent: in memory. */
  dataDir?: string;
  /** How many accounts there are, each with tables of its own; default 1. */
  accounts?: number;
}

export interface TablesServer {
  port: number;
  /** Of its process. */
  pid: number;
  url: string;
  /** One for each account. */
  connectionStrings: string[];
  /** Writes what is not yet on disk and ends the process. */
  stop(): Promise<void>;
  /** Writes to disk what it has acknowledged. Azure has it then; Azurite writes every five seconds, and when it stops. */
  save(): Promise<void>;
  /** Ends the process as a crash does: what is not on disk is lost. */
  kill(): Promise<void>;
}

/**
 * Starts Azurite's table server on 127.0.0.1, as a process of its own that ends with this one, and resolves when it accepts
 * connections.
 *
 * Rejects with code `EADDRINUSE` when the port is taken, and with a `FolderProblem` when the data cannot be kept.
 */
export async function startTablesServer(options: TablesServerOptions): Promise<TablesServer> {
  if (options.dataDir !== undefined) await checkWritable(options.dataDir);
  const names = accountNames(options.accounts ?? 1);
  const settings: TablesProcessOptions = { port: options.port, dataDir: options.dataDir };
  const child = fork(
    fileURLToPath(new URL('./tables-process.ts', import.meta.url)),
    [JSON.stringify(settings)],
    {
      execArgv: ['--max-semi-space-size=4'], // what it makes is garbage soon: a small nursery halves its memory
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, AZURITE_ACCOUNTS: names.map((name) => `${name}:${KEY}`).join(';') },
    },
  );
  const port = await listening(child);
  const url = `http://127.0.0.1:${port}`;
  return {
    port,
    pid: child.pid ?? 0,
    url,
    connectionStrings: names.map(
      (name) =>
        `DefaultEndpointsProtocol=http;AccountName=${name};AccountKey=${KEY};TableEndpoint=${url}/${name};`,
    ),
    stop: () => stop(child),
    async save() {
      const saved = once(child, 'message');
      child.send('save');
      await saved;
    },
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function accountNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? ACCOUNT : `devstoreaccount${index + 1}`,
  );
}

async function checkWritable(dataDir: string): Promise<void> {
  const probe = join(dataDir, '.writable');
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new FolderProblem(`The tables cannot be kept in ${dataDir} (${code}).`, { cause: error });
  }
}

async function listening(child: ChildProcess): Promise<number> {
  const told = await Promise.race([
    once(child, 'message').then(([message]) => message as TablesProcessMessage),
    once(child, 'exit').then(
      ([code]): TablesProcessMessage => ({ ready: false, message: `it ended with code ${code}` }),
    ),
  ]);
  if (told.ready) return told.port;
  const error = new Error(`The table server did not start: ${told.message}`);
  throw Object.assign(error, { code: told.code });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.send('stop');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}

import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/**
 * The process that `tables-server.ts` forks: Azurite's table server, by its classes rather than by its command line, so that
 * it writes no log at all (an access log would hold phone numbers) and sends no telemetry. Azurite has no types and no
 * public way in, so what is used of it is described here.
 */
interface AzuriteTableServer {
  start(): Promise<void>;
  close(): Promise<void>;
  httpServer: { address(): AddressInfo };
  metadataStore: { db: { saveDatabase(done: (error?: Error | null) => void): void } };
}

/** What the parent hands over as the first argument, as JSON. */
export interface TablesProcessOptions {
  port: number;
  /** Absent: in memory. */
  dataDir?: string;
}

/** What this process tells its parent, once; after that it says only that it has saved, when it was told to. */
export type TablesProcessMessage =
  | { ready: true; port: number }
  | { ready: false; code?: string; message: string };

const require = createRequire(import.meta.url);
const { default: TableServer } = require('azurite/dist/src/table/TableServer.js') as {
  default: new (configuration: object) => AzuriteTableServer;
};
const { default: TableConfiguration } = require('azurite/dist/src/table/TableConfiguration.js') as {
  default: new (...settings: unknown[]) => object;
};
const { configLogger } = require('azurite/dist/src/common/Logger.js') as {
  configLogger(enabled: boolean): void;
};

const { port, dataDir } = JSON.parse(process.argv[2] ?? '{}') as TablesProcessOptions;
configLogger(false);

const server = new TableServer(
  new TableConfiguration(
    '127.0.0.1',
    port,
    120, // seconds of keep-alive: with Azurite's 5, a connection ends just as a busy client sends on it
    join(dataDir ?? '', 'tables.json'),
    false, // debug log
    false, // access log
    undefined,
    undefined,
    false, // loose
    true, // skip the check of the API version: a newer SDK than Azurite knows is fine
    '', // no certificate: http
    '',
    '',
    undefined, // no OAuth
    false,
    dataDir === undefined,
  ),
);

function tell(message: TablesProcessMessage): void {
  process.send?.(message);
}

function save(): void {
  server.metadataStore.db.saveDatabase((error) => {
    if (error) throw error;
    process.send?.('saved');
  });
}

async function stop(): Promise<void> {
  await server.close(); // writes what is in memory
  process.exit(0);
}

// Ctrl-C reaches the whole process group; the parent decides when the tables stop, as it may still have rows to write.
process.on('SIGINT', () => {});
process.on('message', (wanted) => {
  if (wanted === 'save') save();
  else void stop();
});
process.on('disconnect', () => void stop());

try {
  await server.start();
  tell({ ready: true, port: server.httpServer.address().port });
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  tell({ ready: false, code, message });
  process.exitCode = 1;
  process.disconnect?.();
}

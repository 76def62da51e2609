import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { connectionString, WELL_KNOWN_ACCESS_KEY } from './access-key.ts';
import { createEmulator, type Emulator, type EmulatorOptions } from './emulator.ts';

export interface ServedEmulator {
  emulator: Emulator;
  /** `http://127.0.0.1:<port>` */
  endpoint: string;
  /** For `CallAutomationClient`, which also needs `allowInsecureConnection: true`. */
  connectionString: string;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Serves an emulator on 127.0.0.1; port 0 takes any free one. Rejects with the error of the system (`code`
 * `EADDRINUSE`) when the port is taken.
 */
export async function serveEmulator(
  options: Omit<EmulatorOptions, 'endpoint'> & { port: number },
): Promise<ServedEmulator> {
  let emulator: Emulator | undefined;
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: (request, env) => emulator?.fetch(request, (env as HttpBindings).incoming.url),
  }) as Server;
  const port = await listen(server, options.port);
  // The endpoint is part of what the emulator says, so it is made when the port is known: no request has come before.
  const endpoint = `http://${HOST}:${port}`;
  const made = createEmulator({ ...options, endpoint });
  emulator = made;
  return {
    emulator: made,
    endpoint,
    connectionString: connectionString(endpoint, options.accessKey ?? WELL_KNOWN_ACCESS_KEY),
    stop() {
      made.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

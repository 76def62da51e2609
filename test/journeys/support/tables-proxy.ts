import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to the table service that can be cut. */
export interface TablesProxy {
  /** The connection string, led through the proxy. */
  connectionString: string;
  /** Cuts the way: what is under way breaks off, new connections are refused. */
  cut(): void;
  mend(): void;
  stop(): Promise<void>;
}

/** Stands between the line and the real table service, on loopback. */
export async function tablesProxy(connectionString: string): Promise<TablesProxy> {
  const [, port] = /TableEndpoint=http:\/\/127\.0\.0\.1:(\d+)/.exec(connectionString) ?? [];
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');

  function cut(): void {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  }

  return {
    connectionString: connectionString.replace(`127.0.0.1:${port}`, `127.0.0.1:${address.port}`),
    cut,
    mend() {
      isCut = false;
    },
    async stop() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

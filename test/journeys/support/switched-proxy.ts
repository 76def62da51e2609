import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on this machine that can be cut. */
export interface SwitchedProxy {
  port: number;
  /** Cuts the way: what is under way breaks off, new connections are refused. */
  cut(): void;
  /** Opens it again, to the same server or to one on another port. */
  mend(to?: number): void;
  stop(): Promise<void>;
}

/** Stands before the server that listens on port `to`, on loopback. */
export async function switchedProxy(to: number): Promise<SwitchedProxy> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let target = to;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
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

  function cut(): void {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  }

  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend(other = target) {
      isCut = false;
      target = other;
    },
    async stop() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

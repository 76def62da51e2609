import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface FakeRequest {
  method: string;
  /** Path and query. */
  url: string;
  body: unknown;
  /** The header. */
  authorization?: string;
}

export interface FakeServer {
  port: number;
  requests: FakeRequest[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server on 127.0.0.1 that answers JSON: `answer` gives status and body for each request. */
export async function fakeServer(
  answer: (request: FakeRequest) => [number, unknown],
): Promise<FakeServer> {
  const requests: FakeRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const sent = await text(incoming);
    const request = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      body: sent === '' ? undefined : JSON.parse(sent),
      authorization: incoming.headers.authorization,
    };
    requests.push(request);
    const [status, body] = answer(request);
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port of this machine on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = await fakeServer(() => [200, {}]);
  await server[Symbol.asyncDispose]();
  return server.port;
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Work } from './work.ts';

export interface Incoming {
  method: string;
  url: URL;
  headers: Record<string, string>;
  /** Whether the client said how long its body is. */
  hasLength: boolean;
  body: Buffer;
  /** Runs work that counts for itself, while the request does not count. */
  aside<T>(task: () => Promise<T>): Promise<T>;
}

export interface Reply {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: string | Uint8Array;
}

/** The body limit of the real host, in bytes (`FUNCTIONS_REQUEST_BODY_SIZE_LIMIT`). */
const bodyLimit = 104_857_600;

export interface Server {
  port: number;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1. Every request counts as work from its arrival until its answer is out.
 * Rejects with the code EADDRINUSE when the port is taken. An exception in `handle` is a 500 with an empty body.
 */
export async function listen(
  port: number,
  work: Work,
  handle: (request: Incoming) => Promise<Reply>,
  onError: (text: string) => void,
): Promise<Server> {
  const server = createServer((request, response) => {
    let end = work.begin();
    const closed = new Promise((resolve) => response.on('close', resolve));
    async function aside<T>(task: () => Promise<T>): Promise<T> {
      const running = task();
      end();
      try {
        return await running;
      } finally {
        end = work.begin();
      }
    }
    void serve();
    async function serve(): Promise<void> {
      try {
        send(response, await answer(request, aside, handle));
      } catch (error) {
        if (!response.destroyed) {
          // else the client went away in the middle of its request
          onError(`${request.method} ${request.url?.split('?')[0]}: ${String(error)}`);
          send(response, { status: 500 });
        }
      }
      await closed;
      end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  aside: Incoming['aside'],
  handle: (request: Incoming) => Promise<Reply>,
): Promise<Reply> {
  const url = URL.parse(`http://${request.headers.host}${request.url}`);
  if (!url) return { status: 400, body: 'The Host header or the path is not valid.' };
  const body = await readBody(request);
  if (!body) return { status: 413, headers: { connection: 'close' } };
  return handle({
    method: request.method ?? 'GET',
    url,
    headers: flatHeaders(request),
    hasLength: request.headers['content-length'] !== undefined,
    body,
    aside,
  });
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) return undefined;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyLimit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flatHeaders(request: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}

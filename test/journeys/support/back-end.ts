import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Clock } from '../../../emulator/clock.ts';

/** What the back end was asked. */
export interface BackEndRequest {
  method?: string;
  path?: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** How it answers. */
export interface BackEndAnswer {
  /** On the clock of the line. */
  afterMs?: number;
  status?: number;
  /** As JSON, unless it is a text. */
  body?: unknown;
  /** The connection is lost in the middle of the body. */
  breaksOff?: true;
  /** The body comes in so many parts, a second on the clock before each of them. */
  parts?: number;
}

/** A back end on loopback, over real HTTP. */
export interface BackEnd {
  url: string;
  requests: BackEndRequest[];
  /** From now on it answers so. */
  answers(answer: BackEndAnswer): void;
  /** Its delays are of this clock; called before the first request. */
  keepsTimeBy(clock: Clock): void;
  stop(): Promise<void>;
}

/**
 * Starts a back end. A request comes from work that the clock counts, and which waits for nothing else: while the back end takes its
 * time on the clock it does so in the place of that work, and virtual time goes on.
 */
export async function startBackEnd(): Promise<BackEnd> {
  const requests: BackEndRequest[] = [];
  let answer: BackEndAnswer = {};
  let clock: Clock | undefined;
  const server = createServer(async (request, response) => {
    const { method, url: path, headers } = request;
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ method, path, headers, body });
    const { afterMs = 0, status = 200, body: told = {}, breaksOff, parts = 0 } = answer;
    if (afterMs > 0) await clock?.wait(afterMs);
    response.writeHead(status, { 'content-type': 'application/json' });
    const text = typeof told === 'string' ? told : JSON.stringify(told);
    if (breaksOff) return response.write(text.slice(0, -1), () => request.socket.destroy());
    for (let part = 0; part < parts; part += 1) {
      await clock?.wait(1_000);
      response.write(text.slice(...[part, part + 1].map((at) => (at * text.length) / parts)));
    }
    response.end(parts > 0 ? '' : text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the back end has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    answers(next) {
      answer = next;
    },
    keepsTimeBy(given) {
      clock = given;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

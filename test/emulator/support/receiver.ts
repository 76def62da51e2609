import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  path: string;
  headers: Record<string, string | undefined>;
  /** The body as it came. */
  text: string;
}

/** An app's webhooks: takes what is posted and answers what it is told to. */
export interface Receiver {
  url: string;
  posted: Posted[];
  /** Default: 200, and the validation handshake answered. */
  answers(reply: (posted: Posted) => { status: number; body?: object } | undefined): void;
  /** Something to download, by path; a function is asked for it at every download. */
  files: Map<string, Buffer | (() => Promise<Buffer>)>;
  /** What every download is answered with beside the file. */
  fileHeaders: Record<string, string>;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const posted: Posted[] = [];
  const files = new Map<string, Buffer | (() => Promise<Buffer>)>();
  const fileHeaders: Record<string, string> = {};
  let reply: Parameters<Receiver['answers']>[0] = () => undefined;

  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    if (request.method === 'GET') {
      const known = files.get(path);
      const file = typeof known === 'function' ? await known() : known;
      response.writeHead(file ? 200 : 404, fileHeaders).end(file);
      return;
    }
    let text = '';
    for await (const chunk of request) text += chunk;
    const one = { path, headers: request.headers as Posted['headers'], text };
    posted.push(one);
    const { status, body } = reply(one) ?? { status: 200, body: handshakeAnswer(one) };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body && JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    files,
    fileHeaders,
    answers(next) {
      reply = next;
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** What a webhook answers to the validation handshake; nothing to other posts. */
export function handshakeAnswer(posted: Posted): object | undefined {
  if (posted.headers['aeg-event-type'] !== 'SubscriptionValidation') return undefined;
  const [event] = JSON.parse(posted.text);
  return { validationResponse: event.data.validationCode };
}

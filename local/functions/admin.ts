import * as z from 'zod';
import type { App } from './app.ts';
import type { Incoming, Reply } from './server.ts';
import { timerData } from './timer-trigger.ts';
import type { TypedData } from './typed-data.ts';
import type { RegisteredFunction } from './worker.ts';

const runRequest = z.object({ input: z.string().default('') });

/**
 * The admin API of the host, as far as people use it by hand: `GET /admin/functions` lists, and
 * `POST /admin/functions/{name}` with `{"input": "<text>"}` runs any function and answers 202 at once.
 */
export function adminReply(
  request: Incoming,
  app: App,
  now: number,
  start: (registered: RegisteredFunction, trigger: TypedData) => void,
): Reply {
  const [, resource, name, more] = request.url.pathname.slice(1).split('/');
  if (request.method === 'GET' && resource === 'host' && name === 'ping') return { status: 200 };
  if (request.method === 'GET' && resource === 'host' && name === 'status') {
    return json(200, { state: 'Running' });
  }
  if (resource !== 'functions' || more !== undefined) return { status: 404 };
  if (request.method === 'GET' && name === undefined) return json(200, app.summary());
  const registered = name === undefined ? undefined : app.get(name);
  if (request.method !== 'POST' || !registered) return { status: 404 };
  const body = parseRun(request.body);
  if (!body) return json(400, { error: 'The body has to be {"input": "<text>"}.' });
  start(registered, triggerData(registered, body.input, now, request));
  return { status: 202 };
}

function parseRun(body: Buffer): z.infer<typeof runRequest> | undefined {
  try {
    return runRequest.safeParse(JSON.parse(body.toString('utf8') || '{}')).data;
  } catch {
    return undefined;
  }
}

function triggerData(
  registered: RegisteredFunction,
  input: string,
  now: number,
  { url }: Incoming,
): TypedData {
  switch (registered.trigger.type) {
    case 'timerTrigger':
      return timerData(registered, now);
    case 'httpTrigger':
      return { http: { method: 'POST', url: url.href, body: { bytes: Buffer.from(input) } } };
    default:
      return { string: input };
  }
}

const json = (status: number, value: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

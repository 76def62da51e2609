import * as z from 'zod';
import type { App } from './app.ts';
import type { Incoming, Reply } from './server.ts';
import type { Work } from './work.ts';
import type { RegisteredFunction } from './worker.ts';

const withData = z.looseObject({ data: z.unknown().optional() });
const validation = z.object({ validationCode: z.string() });

/**
 * The Event Grid webhook `/runtime/webhooks/eventgrid?functionName=NAME` with the answers of the real host's extension:
 * also its 500 for a body that is not JSON. Keys are not checked.
 */
export async function eventGridWebhook(request: Incoming, app: App, work: Work): Promise<Reply> {
  const name = request.url.searchParams.get('functionName') ?? '';
  const registered = app.find(name, 'eventGridTrigger');
  if (!registered) return text(404, `cannot find function: '${name}'`);
  if (request.method === 'OPTIONS') return handshake(request);
  switch (request.headers['aeg-event-type']?.toLowerCase()) {
    case 'subscriptionvalidation':
      return validate(request);
    case 'notification':
      return notify(request, registered, app, work);
    case 'unsubscribe':
      return { status: 202 };
    default:
      return text(400, 'The header aeg-event-type is missing or not one that Event Grid sends.');
  }
}

function handshake(request: Incoming): Reply {
  const origin = request.headers['webhook-request-origin'] ?? '*';
  return { status: 200, headers: { 'Webhook-Allowed-Origin': origin } };
}

function validate(request: Incoming): Reply {
  const body = parse(request.body);
  const first = withData.safeParse(Array.isArray(body) ? body[0] : body);
  const given = first.data?.data;
  const data = validation.safeParse(typeof given === 'string' ? parse(Buffer.from(given)) : given);
  if (!data.success) return text(400, 'There is no data.validationCode in the body.');
  return text(200, JSON.stringify({ validationResponse: data.data.validationCode }));
}

async function notify(
  request: Incoming,
  registered: RegisteredFunction,
  app: App,
  work: Work,
): Promise<Reply> {
  const body = parse(request.body);
  if (typeof body !== 'object' || body === null) return { status: 500 };
  const events = Array.isArray(body) ? body : [body];
  const batches = registered.trigger.cardinality === 'many' ? [events] : events;
  const results = await request.aside(() =>
    Promise.allSettled(batches.map((event) => deliver(event, registered, app, work))),
  );
  const failed = results.find((result) => result.status === 'rejected');
  return failed ? text(500, messageOf(failed.reason)) : { status: 202 };
}

async function deliver(event: unknown, registered: RegisteredFunction, app: App, work: Work) {
  const end = work.begin();
  try {
    const data = withData.safeParse(event).data?.data ?? null;
    await app.run(
      registered,
      { json: JSON.stringify(event) },
      { data: { json: JSON.stringify(data) } },
    );
  } finally {
    end();
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

const text = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

import { randomUUID } from 'node:crypto';
import type { Incoming, Reply } from '../functions/server.ts';
import { durablePath, managementUrls } from './client-binding.ts';
import { isOpen } from './instance.ts';
import { listInstances, purgeInstances } from './instance-queries.ts';
import type { DurableRuntime } from './runtime.ts';
import { statusBody, statusCode } from './status.ts';

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});
const refuse = (status: number, message: string): Reply => json(status, { Message: message });
const accepted: Reply = { status: 202 };

/** The Durable HTTP API (Durable protocol reference, section 4.6), below `/runtime/webhooks/durabletask/`. Keys are not checked. */
export function durableApi(request: Incoming, runtime: DurableRuntime, hub: string): Reply {
  const path = request.url.pathname.slice(durablePath.length + 1);
  let parts: string[];
  try {
    parts = path.split('/').map(decodeURIComponent);
  } catch {
    return refuse(400, 'The path is not percent-encoded as it should be.');
  }
  const [kind, ...rest] = parts;
  switch (kind?.toLowerCase()) {
    case 'orchestrators':
      return request.method === 'POST' ? start(request, runtime, hub, rest) : { status: 404 };
    case 'instances':
      return instances(request, runtime, hub, rest);
    case 'entities':
    case 'makeprimary':
      return notBuilt(kind ?? '');
    default:
      return { status: 404 };
  }
}

function start(
  { url, body }: Incoming,
  runtime: DurableRuntime,
  hub: string,
  [name, given]: string[],
): Reply {
  if (!name) return { status: 404 };
  const input = body.toString('utf8') || 'null';
  if (!isJson(input)) return refuse(400, 'The input is not JSON.');
  const id = given || randomUUID().replaceAll('-', '');
  const version = url.searchParams.get('version') ?? undefined;
  if (!runtime.start({ id, name, input, version })) {
    return refuse(409, `An instance with the id '${id}' is running already.`);
  }
  const urls = managementUrls(url.origin, hub, id);
  return json(202, urls, { location: urls.statusQueryGetUri ?? '', 'retry-after': '10' });
}

function instances(
  request: Incoming,
  runtime: DurableRuntime,
  hub: string,
  [id, operation, event]: string[],
): Reply {
  const { method, url } = request;
  if (!id) {
    if (method === 'GET') return listInstances(request, runtime);
    return method === 'DELETE' ? purgeInstances(request, runtime) : { status: 404 };
  }
  const instance = runtime.get(id);
  if (operation === 'rewind' || operation === 'restart') return notBuilt(operation);
  if (!instance) return refuse(404, `There is no instance with the id '${id}'.`);
  if (!operation) {
    if (method === 'GET') return status(request, runtime, hub, id);
    if (method !== 'DELETE') return { status: 404 };
    if (isOpen(instance)) return refuse(412, `The instance '${id}' has not finished.`);
    runtime.remove(id);
    return json(200, { instancesDeleted: 1 });
  }
  if (method !== 'POST') return { status: 404 };
  if (!isOpen(instance)) return refuse(410, `The instance '${id}' has finished.`);
  const reason = url.searchParams.get('reason') ?? '';
  switch (operation.toLowerCase()) {
    case 'raiseevent':
      return raise(request, runtime, id, event);
    case 'terminate':
      runtime.terminate(instance, reason);
      return accepted;
    case 'suspend':
      runtime.suspend(instance, reason);
      return accepted;
    case 'resume':
      runtime.resume(instance);
      return accepted;
    default:
      return { status: 404 };
  }
}

function raise(
  { headers, body }: Incoming,
  runtime: DurableRuntime,
  id: string,
  event: string | undefined,
): Reply {
  const instance = runtime.get(id);
  if (!event || !instance) return { status: 404 };
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return refuse(400, 'Only application/json is accepted.');
  const input = body.toString('utf8');
  if (!isJson(input)) return refuse(400, 'The event is not JSON.');
  runtime.post(instance, instance.executionId, {
    EventType: 15,
    EventId: -1,
    Name: event,
    Input: input,
  });
  return accepted;
}

function status({ url }: Incoming, runtime: DurableRuntime, hub: string, id: string): Reply {
  const instance = runtime.get(id);
  if (!instance) return { status: 404 };
  const { searchParams } = url;
  const body = statusBody(instance, {
    input: searchParams.get('showInput')?.toLowerCase() !== 'false',
    history: searchParams.get('showHistory')?.toLowerCase() === 'true',
  });
  if (statusCode(instance) === 200) return json(200, body);
  const location = managementUrls(url.origin, hub, id).statusQueryGetUri ?? '';
  return json(202, body, { location, 'retry-after': '5' });
}

function notBuilt(what: string): Reply {
  return refuse(501, `The local Durable runtime does not have "${what}". Use Core Tools for it.`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

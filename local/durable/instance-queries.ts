import type { Incoming, Reply } from '../functions/server.ts';
import { isOpen } from './instance.ts';
import type { DurableRuntime } from './runtime.ts';
import { type InstanceFilter, matches, statusBody } from './status.ts';

const contentType = { 'content-type': 'application/json; charset=utf-8' };
const json = (status: number, value: unknown, headers = {}): Reply => ({
  status,
  headers: { ...contentType, ...headers },
  body: JSON.stringify(value),
});

/** Lists instances, oldest first, in pages of `top`. The continuation token is empty on the last page. */
export function listInstances(request: Incoming, runtime: DurableRuntime): Reply {
  const filter = readFilter(request.url.searchParams);
  if (!filter) return badTime();
  const found = runtime.all().filter((instance) => matches(instance, filter));
  const from = Number(request.headers['x-ms-continuation-token'] || 0) || 0;
  const top = Number(request.url.searchParams.get('top')) || found.length;
  const show = { input: request.url.searchParams.get('showInput') !== 'false', history: false };
  const page = found.slice(from, from + top).map((instance) => statusBody(instance, show));
  const token = from + top < found.length ? String(from + top) : '';
  return json(200, page, { 'x-ms-continuation-token': token });
}

/** Forgets the finished instances of a time range, whose beginning has to be given. */
export function purgeInstances(request: Incoming, runtime: DurableRuntime): Reply {
  const filter = readFilter(request.url.searchParams);
  if (!filter) return badTime();
  if (filter.from === undefined) return json(400, { Message: 'createdTimeFrom is missing.' });
  const found = runtime.all().filter((one) => !isOpen(one) && matches(one, filter));
  for (const { id } of found) runtime.remove(id);
  return found.length === 0 ? { status: 404 } : json(200, { instancesDeleted: found.length });
}

function badTime(): Reply {
  return json(400, { Message: 'createdTimeFrom and createdTimeTo have to be ISO 8601 times.' });
}

function readFilter(query: URLSearchParams): InstanceFilter | undefined {
  const time = (name: string) => {
    const given = query.get(name);
    return given ? Date.parse(given) : undefined;
  };
  const from = time('createdTimeFrom');
  const to = time('createdTimeTo');
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  const statuses = query.get('runtimeStatus')?.split(',').filter(Boolean);
  return {
    from,
    to,
    statuses: statuses?.length ? statuses : undefined,
    prefix: query.get('instanceIdPrefix') ?? undefined,
  };
}

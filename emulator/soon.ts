import { AsyncLocalStorage } from 'node:async_hooks';
import type { Call } from './entities.ts';
import type { World } from './world.ts';

interface Request {
  open: boolean;
  work: Promise<void>[];
}

const requests = new AsyncLocalStorage<Request>();

/**
 * Does `task` a few milliseconds from now, at an instant of its own: at least 1 ms after the last one of this call, so
 * that under virtual time two happenings of a call never race. Inside `beforeResponse` it is done at once.
 */
export function soon(world: World, call: Call, task: () => Promise<void> | void): void {
  const request = requests.getStore();
  if (request?.open) {
    request.work.push(Promise.resolve(task()));
    return;
  }
  afterResponse(world, call, task);
}

/** The same, but never before the response of the request that causes it. */
export function afterResponse(world: World, call: Call, task: () => Promise<void> | void): void {
  const now = world.clock.now();
  call.lastInstant = Math.max(now + call.random.integer(1, 3), call.lastInstant + 1);
  world.clock.after(call.lastInstant - now, task);
}

/** Runs a request so that everything it sets off `soon` is over, events delivered, before its response goes out. */
export async function beforeResponse<T>(handle: () => Promise<T>): Promise<T> {
  const request: Request = { open: true, work: [] };
  return requests.run(request, async () => {
    const response = await handle();
    for (let next = request.work.shift(); next; next = request.work.shift()) await next;
    request.open = false;
    return response;
  });
}

import type { Clock } from '../../emulator/clock.ts';
import { durablePath } from '../durable/client-binding.ts';
import { durableApi } from '../durable/http-api.ts';
import type { DurableRuntime } from '../durable/runtime.ts';
import { adminReply } from './admin.ts';
import type { App } from './app.ts';
import { eventGridWebhook } from './event-grid.ts';
import { toHttpData, toReply } from './http-trigger.ts';
import { matchRoute } from './routes.ts';
import type { Incoming, Reply } from './server.ts';
import type { TypedData } from './typed-data.ts';
import type { Work } from './work.ts';
import { isDisabled, type RegisteredFunction } from './worker.ts';

export interface RequestContext {
  app: App;
  durable: DurableRuntime;
  clock: Clock;
  work: Work;
  /** Name of the task hub. */
  hub: string;
}

/** Answers everything that the host serves: webhooks of the extensions, the admin API, HTTP functions. */
export function requestHandler({ app, durable, clock, work, hub }: RequestContext) {
  return async (request: Incoming): Promise<Reply> => {
    const { pathname } = request.url;
    const path = pathname.toLowerCase();
    if (path.startsWith(`${durablePath}/`)) return durableApi(request, durable, hub);
    if (path === '/runtime/webhooks/eventgrid') return eventGridWebhook(request, app, work);
    if (path.startsWith('/admin/')) {
      return adminReply(request, app, clock.now(), (registered, data) => {
        void startByHand(work, app, registered, data);
      });
    }
    const match = matchRoute(app.routes(), request.method, pathname);
    if (!match || isDisabled(match.target.name)) return { status: 404 };
    const data = toHttpData(request, match.params);
    return app.run(match.target, data).then(toReply, () => ({ status: 500 }));
  };
}

/** Runs a function that nobody waits for, as work that counts for itself. Its exceptions end here: the app told them. */
export async function startByHand(
  work: Work,
  app: App,
  registered: RegisteredFunction,
  data: TypedData,
): Promise<void> {
  const end = work.begin();
  try {
    await app.run(registered, data);
  } catch {
    return;
  } finally {
    end();
  }
}

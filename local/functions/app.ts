import * as z from 'zod';
import { loadWorker } from './core.ts';
import { invoke, runHooks } from './invocation.ts';
import { compileRoute, type Route } from './routes.ts';
import type { TypedData } from './typed-data.ts';
import { emptyWorker, findFunction, type RegisteredFunction, type Worker } from './worker.ts';

const httpOptions = z.object({
  route: z.string().optional(),
  methods: z.array(z.string()).default(['GET', 'POST']),
});

export interface FunctionSummary {
  name: string;
  trigger: string;
  route?: string;
  methods?: string[];
}

/** The loaded app: what is registered now, and how to run it. */
export interface App {
  routes(): Route<RegisteredFunction>[];
  find(name: string, triggerType: string): RegisteredFunction | undefined;
  get(name: string): RegisteredFunction | undefined;
  all(): RegisteredFunction[];
  summary(): FunctionSummary[];
  /** Rejects with what the function threw. */
  run(
    registered: RegisteredFunction,
    trigger: TypedData,
    metadata?: Record<string, TypedData>,
  ): Promise<TypedData | null | undefined>;
  /** Loads the app into a new worker and swaps it in when that succeeded. Restarts wait for each other. */
  restart(): Promise<void>;
  /** Runs the hooks of the app's end. */
  terminate(): Promise<void>;
}

export interface AppOptions {
  load(): Promise<void> | void;
  routePrefix: string;
  durableClient(): TypedData;
  log(level: string, text: string): void;
  /** Hears of exceptions of functions. Orchestrators are left to the Durable runtime, which knows the instance. */
  onError(text: string): void;
}

/** An app that is not loaded yet: `restart` loads it. */
export function createApp(options: AppOptions): App {
  const { load, routePrefix, durableClient, log, onError } = options;
  let worker = emptyWorker();
  let routes: Route<RegisteredFunction>[] = [];
  let restarting: Promise<void> = Promise.resolve();

  async function restart(): Promise<void> {
    const next = await loadWorker(load);
    const nextRoutes = httpRoutes(next, routePrefix);
    const { appHookData, hooks } = next;
    await runHooks(hooks.appStart, { hookData: appHookData, appHookData });
    worker = next;
    routes = nextRoutes;
  }

  return {
    routes: () => routes,
    find: (name, triggerType) => findFunction(worker, name, triggerType),
    get: (name) => worker.functions.get(name),
    all: () => [...worker.functions.values()],
    summary: () => [...worker.functions.values()].map((one) => summarise(one, routePrefix)),
    async run(registered, trigger, metadata) {
      try {
        const input = { trigger, metadata, durableClient: durableClient(), log };
        return await invoke(worker, registered, input);
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        const { name } = registered;
        if (registered.trigger.type !== 'orchestrationTrigger') {
          onError(`Function "${name}" failed: ${text}`);
        }
        throw error;
      }
    },
    restart() {
      const next = restarting.then(restart);
      restarting = next.catch(() => {});
      return next;
    },
    async terminate() {
      const { appHookData, hooks } = worker;
      await runHooks(hooks.appTerminate, { hookData: appHookData, appHookData });
    },
  };
}

function httpRoutes(worker: Worker, prefix: string): Route<RegisteredFunction>[] {
  return [...worker.functions.values()]
    .filter(({ trigger }) => trigger.type === 'httpTrigger')
    .map((one) => {
      const { route, methods = [] } = summarise(one, prefix);
      return compileRoute(route ?? '', methods, one);
    });
}

function summarise({ name, trigger }: RegisteredFunction, prefix: string): FunctionSummary {
  if (trigger.type !== 'httpTrigger') return { name, trigger: trigger.type };
  const { route = name, methods } = httpOptions.parse(trigger);
  return { name, trigger: trigger.type, route: [prefix, route].filter(Boolean).join('/'), methods };
}

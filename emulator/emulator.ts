import { Hono } from 'hono';
import { WELL_KNOWN_ACCESS_KEY } from './access-key.ts';
import { apiDoor } from './api-door.ts';
import { openIdConfiguration, publishedKeys } from './callback-token.ts';
import { type Clock, during } from './clock.ts';
import type { Phone } from './entities.ts';
import { ApiError, errorBody } from './errors.ts';
import { subscribe } from './event-grid.ts';
import { shownPhone } from './formatters.ts';
import { ownIdentity } from './ids.ts';
import { seededRandom } from './random.ts';
import { controlDoor } from './routes/control.ts';
import { phoneRoutes } from './routes/control-phones.ts';
import { settingRoutes } from './routes/control-settings.ts';
import { createStore } from './store.ts';
import type { TrafficWatch, World } from './world.ts';

export interface EmulatorOptions {
  clock: Clock;
  /** e.g. `http://127.0.0.1:8600`: issuer of tokens, base of everything the emulator says about itself. */
  endpoint: string;
  /** base64; default: the well-known key. */
  accessKey?: string;
  /** How long speech takes; default 60. */
  speechMsPerCharacter?: number;
  /** Where everything random comes from, so that two runs are the same; default 1. */
  seed?: number;
  /** Lets callbacks over http go to other machines. */
  allowHttp?: boolean;
  watch?: TrafficWatch | undefined;
  /** The first subscriber of Event Grid events. */
  eventsTo?: { url: string; header?: Record<string, string> };
}

export interface Emulator {
  /**
   * Both doors. `target`: path and query as received, where a server knows them better than the request's normalised URL.
   */
  fetch(request: Request, target?: string): Promise<Response>;
  /** Copies: later changes do not reach them. */
  phones: { get(id: string): Phone | undefined; list(): Phone[] };
  /** Called after every change of any phone, with its id. Returns what unsubscribes. */
  onChange(listener: (id: string) => void): () => void;
  /** Resolves when the subscriber has answered the validation handshake. */
  handshake(): Promise<void>;
  /** Ends handshakes and deliveries for good. */
  close(): void;
}

/** ACS Call Automation in one process: the API of the service, and a telephone network to ring it from. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const phoneListeners = new Set<(id: string) => void>();
  const handshakeWaiters = new Set<() => void>();
  const world = createWorld(options, phoneListeners, handshakeWaiters);
  const app = createApp(world);
  if (options.eventsTo) subscribe(world, options.eventsTo.url, options.eventsTo.header ?? {});

  return {
    fetch: (request, target) =>
      during(world.clock, async () => app.fetch(request, { target: target ?? ownTarget(request) })),
    phones: {
      get(id) {
        const phone = world.store.phones.get(id);
        return phone && shownPhone(phone);
      },
      list: () => [...world.store.phones.values()].map(shownPhone),
    },
    onChange(listener) {
      phoneListeners.add(listener);
      return () => phoneListeners.delete(listener);
    },
    async handshake() {
      if (world.store.subscriber?.validated) return;
      await new Promise<void>((resolve) => handshakeWaiters.add(resolve));
    },
    close() {
      world.closed = true;
    },
  };
}

function createWorld(
  options: EmulatorOptions,
  phoneListeners: Set<(id: string) => void>,
  handshakeWaiters: Set<() => void>,
): World {
  const seed = options.seed ?? 1;
  const random = seededRandom(seed);
  return {
    clock: options.clock,
    endpoint: options.endpoint,
    accessKey: options.accessKey ?? WELL_KNOWN_ACCESS_KEY,
    speechMsPerCharacter: options.speechMsPerCharacter ?? 60,
    allowHttp: options.allowHttp ?? false,
    store: createStore(),
    seed,
    random,
    appIdentity: ownIdentity(random),
    faults: {},
    closed: false,
    watch: options.watch,
    phoneChanged({ id }) {
      for (const listener of [...phoneListeners]) listener(id);
    },
    subscriberChanged() {
      for (const resolve of handshakeWaiters) resolve();
      handshakeWaiters.clear();
    },
  };
}

function createApp(world: World): Hono<{ Bindings: { target: string } }> {
  const app = new Hono<{ Bindings: { target: string } }>();
  app.get('/calling/keys', async (context) =>
    context.json(await publishedKeys(world.faults.rotateKeys)),
  );
  app.get('/calling/.well-known/acsopenidconfiguration', (context) =>
    context.json(openIdConfiguration(world.endpoint)),
  );
  app.all('/calling/*', (context) => apiDoor(world, context.req.raw, context.env.target));

  const door = controlDoor(world);
  phoneRoutes(door, world);
  settingRoutes(door, world);
  app.route('/_sim', door);

  app.notFound((context) => {
    const { method, path } = context.req;
    return context.json(
      errorBody(new ApiError(404, 'NotFound', `There is no ${method} ${path}.`)),
      404,
    );
  });
  app.onError((error) => {
    const refused =
      error instanceof ApiError
        ? error
        : new ApiError(500, 'InternalError', 'The emulator has a bug: please report this.');
    return Response.json(errorBody(refused), { status: refused.status });
  });
  return app;
}

function ownTarget(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return pathname + search;
}

import * as z from 'zod';
import type { Clock } from '../../emulator/clock.ts';
import { durableClientText } from '../durable/client-binding.ts';
import type { HistoryEvent } from '../durable/history.ts';
import { copyHistory } from '../durable/instance.ts';
import { type RecordedReplay, replayRecorded } from '../durable/recorded-history.ts';
import { durableRuntime } from '../durable/runtime.ts';
import { type InstanceSummary, instanceSummary } from '../durable/status.ts';
import type { DurableState } from '../durable/stored-state.ts';
import type { Switches } from '../durable/switches.ts';
import { createApp, type FunctionSummary } from './app.ts';
import { takeCore } from './core.ts';
import { setEnvironment } from './environment.ts';
import { mortalClock } from './mortal-clock.ts';
import { requestHandler, startByHand } from './requests.ts';
import { type Incoming, listen, type Server } from './server.ts';
import { scheduleTimers, timerData } from './timer-trigger.ts';
import { countWork } from './work.ts';

export interface HostOptions {
  clock: Clock;
  /** 0 takes any free port. A taken one rejects with the code EADDRINUSE. */
  port: number;
  /** Environment of the app while it runs. `WEBSITE_HOSTNAME` is set by the host. */
  settings?: Record<string, string>;
  /** The parsed host.json. */
  hostJson: unknown;
  /**
   * Registers the functions of the app: calls `app.http(…)`, `df.app.orchestration(…)` and so on. What they do on `clock` ends with
   * the host.
   */
  load(clock: Clock): Promise<void> | void;
  /** What another host left in Durable's storage: its instances go on here. */
  durableState?: DurableState;
  /** Hears of exceptions that functions did not catch, and of what hangs. */
  onError?(text: string): void;
  /** Gets what functions write with `context.log`. */
  onLog?(level: string, text: string): void;
  switches?: Switches;
}

export interface Host {
  port: number;
  /** `http://127.0.0.1:<port>` */
  url: string;
  readonly functions: FunctionSummary[];
  durable: {
    instance(id: string): InstanceSummary | undefined;
    instances(): InstanceSummary[];
    /** A copy. Throws when there is no instance of that id. */
    history(id: string): HistoryEvent[];
    /**
     * Replays a recorded history with the orchestrator that is registered now, episode by episode. Resolves with what
     * does not fit, in words, or with nothing when instances with that history can go on.
     */
    replay(history: HistoryEvent[]): Promise<RecordedReplay>;
    switches: Switches;
    /** What Durable's storage holds at this moment, plain JSON: all that outlives the host. */
    state(): DurableState;
  };
  /** Resolves when no invocation and no episode is in progress. */
  idle(): Promise<void>;
  /** Forgets all registrations and calls `load` again, like a new worker process; instances go on from their histories. */
  restartWorker(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Ends at once, as a process that is killed: nothing is waited for, told or finished. This process lives on, and so does what functions
   * of the host have begun; it goes nowhere as long as their ways to others are cut too.
   */
  kill(): Promise<void>;
}

const hostJsonSchema = z.object({
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().optional() }).optional(),
      durableTask: z.object({ defaultVersion: z.string().optional() }).optional(),
    })
    .optional(),
});

/** How long `stop` waits for functions that still run, in milliseconds. */
const grace = 1000;
const hub = 'LocalTaskHub';

/**
 * Starts a stand-in of the Azure Functions host on 127.0.0.1, with the Durable extension in memory. One at a time per
 * process. Rejects when the port is taken or the app does not load.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { onLog = () => {}, switches = {} } = options;
  const clock = mortalClock(options.clock);
  const onError = options.onError ?? ((text: string) => console.error(text));
  const { http, durableTask } = readHostJson(options.hostJson);
  const work = countWork(clock);
  let port = options.port;
  const app = createApp({
    load: () => options.load(clock),
    routePrefix: http?.routePrefix ?? 'api',
    durableClient: () => ({ string: durableClientText(port, hub) }),
    log: onLog,
    onError,
  });
  const defaultVersion = durableTask?.defaultVersion ?? null;
  const durable = durableRuntime({ app, clock, work, switches, defaultVersion, onError });
  const release = takeCore();
  let cancelTimers = () => {};
  let server: Server | undefined;
  let restoreEnvironment = () => {};

  /** No new work, then an end for the old; only then the server, which activities may still be calling. */
  async function shutDown(): Promise<void> {
    cancelTimers();
    durable.stop();
    const timeUp = new Promise<void>((resolve) => setTimeout(resolve, grace).unref());
    await Promise.race([work.idle(), timeUp]);
    await app.terminate();
    await server?.close();
    restoreEnvironment();
    release();
  }

  async function die(): Promise<void> {
    cancelTimers();
    durable.stop();
    clock.end();
    restoreEnvironment();
    release();
    await server?.close();
  }

  let stopping: Promise<void> | undefined;
  function stop(): Promise<void> {
    stopping ??= shutDown();
    return stopping;
  }

  try {
    const { promise: loaded, resolve: open } = Promise.withResolvers<void>();
    const handle = requestHandler({ app, durable, clock, work, hub });
    const answer = (request: Incoming) => loaded.then(() => handle(request));
    server = await listen(port, work, answer, onError);
    port = server.port;
    restoreEnvironment = setEnvironment(options.settings ?? {}, port);
    await app.restart();
    cancelTimers = scheduleTimers(app, clock, (timer) =>
      startByHand(work, app, timer, timerData(timer, clock.now())),
    );
    durable.restore(options.durableState ?? []);
    open();
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    get functions() {
      return app.summary();
    },
    durable: {
      instance(id) {
        const found = durable.get(id);
        return found && instanceSummary(found);
      },
      instances: () => durable.all().map(instanceSummary),
      history(id) {
        const found = durable.get(id);
        if (!found) throw new Error(`There is no instance with the id "${id}".`);
        return copyHistory(found);
      },
      replay: (history) => replayRecorded(app, history),
      switches,
      state: durable.state,
    },
    idle: work.idle,
    restartWorker: app.restart,
    stop,
    kill() {
      stopping ??= die();
      return stopping;
    },
  };
}

function readHostJson(given: unknown) {
  const read = hostJsonSchema.safeParse(given);
  if (!read.success) throw new Error(`host.json: ${z.prettifyError(read.error)}`);
  return read.data.extensions ?? {};
}

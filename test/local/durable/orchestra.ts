import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { onTestFinished } from 'vitest';
import { during } from '../../../emulator/clock.ts';
import { virtualClock } from '../../../emulator/virtual-clock.ts';
import type { DurableState } from '../../../local/durable/stored-state.ts';
import type { Switches } from '../../../local/durable/switches.ts';
import { type Host, type HostOptions, startHost } from '../../../local/functions/host.ts';

export interface Score {
  orchestrators?: Record<string, df.OrchestrationHandler>;
  activities?: Record<string, df.ActivityHandler>;
  switches?: Switches;
  /** Called at every load of the app, also after a restart of the worker. */
  onLoad?: () => void;
}

export interface Orchestra {
  host: Host;
  /** What the host reported. */
  errors: string[];
  now(): number;
  /** Uses the real client, inside a function of the app, as production code does. */
  use<T>(task: (client: df.DurableClient) => Promise<T>): Promise<T>;
  /** Starts an instance and gives back its id. */
  start(name: string, input?: unknown, instanceId?: string): Promise<string>;
  raise(id: string, event: string, data?: unknown): Promise<void>;
  /** Resolves when nothing is in progress and no timer is left. */
  standstill(): Promise<void>;
  /** Lets time pass. */
  passes(ms: number): Promise<void>;
  /** Kills the host at once. What Durable has in storage then, as text. */
  dies(): Promise<string>;
  /** Starts another host on what a dead one left. */
  startsAgain(stored: string): Promise<Host>;
}

/** Runs orchestrators and activities on the local host, in virtual time, until the test is over. */
export async function orchestra(score: Score): Promise<Orchestra> {
  const clock = virtualClock();
  const errors: string[] = [];
  let task: (client: df.DurableClient) => Promise<unknown> = async () => {};
  const options: HostOptions = {
    clock,
    port: 0,
    hostJson: { extensions: { durableTask: { defaultVersion: '1.0' } } },
    switches: score.switches,
    onError: (text) => errors.push(text),
    load() {
      score.onLoad?.();
      app.http('client', {
        methods: ['POST'],
        extraInputs: [df.input.durableClient()],
        handler: async (_request, context) => {
          await task(df.getClient(context));
          return { status: 200 };
        },
      });
      for (const [name, handler] of Object.entries(score.orchestrators ?? {})) {
        df.app.orchestration(name, handler);
      }
      for (const [name, handler] of Object.entries(score.activities ?? {})) {
        df.app.activity(name, { handler, extraInputs: [df.input.durableClient()] });
      }
    },
  };
  let host = await startHost(options);
  onTestFinished(async () => {
    clock.stop();
    await host.stop();
  });

  async function use<T>(wanted: (client: df.DurableClient) => Promise<T>): Promise<T> {
    let outcome: { value: T } | { error: unknown } | undefined;
    task = async (client) => {
      outcome = await wanted(client).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
    };
    await during(clock, () => fetch(`${host.url}/api/client`, { method: 'POST' }));
    if (outcome && 'value' in outcome) return outcome.value;
    throw outcome?.error;
  }

  return {
    host,
    errors,
    now: clock.now,
    use,
    start: (name, input = {}, instanceId = undefined) =>
      use((client) => client.startNew(name, { input, instanceId })),
    raise: (id, event, data = {}) => use((client) => client.raiseEvent(id, event, data)),
    standstill: () =>
      new Promise((resolve) => {
        const end = clock.begin();
        const stop = clock.onStandstill(() => {
          stop();
          resolve();
        });
        end();
      }),
    passes: (ms) => during(clock, () => clock.wait(ms)),
    async dies() {
      const stored = JSON.stringify(host.durable.state());
      await host.kill();
      return stored;
    },
    async startsAgain(stored) {
      const durableState = JSON.parse(stored) as DurableState;
      host = await during(clock, () => startHost({ ...options, durableState }));
      return host;
    },
  };
}

import type { DurableState } from '../../../local/durable/stored-state.ts';
import { type Host, type HostOptions, startHost } from '../../../local/functions/host.ts';
import { type SwitchedProxy, switchedProxy } from './switched-proxy.ts';
import { tablesProxy } from './tables-proxy.ts';

/** A Functions host that can be killed, and start again at the same address on what Durable kept. */
export interface MortalHost {
  /** Starts its first life; the host that it gives stands for all of them. */
  start(options: HostOptions): Promise<Host>;
  /** Kills it in this very moment: its ways to ACS, to the tables and to itself are cut, and those of others to it. */
  dies(): void;
  /** Another life, on what Durable has in storage. */
  startsAgain(): Promise<void>;
}

/** One life, with ways of its own to its neighbours: what functions of a dead host still try comes to nothing. */
interface Life {
  host: Host;
  ways: SwitchedProxy[];
}

/** A host that has not started yet. */
export function mortalHost(): MortalHost {
  let given: HostOptions | undefined;
  let front: SwitchedProxy | undefined;
  let life: Life | undefined;
  let stored = '[]';
  let dying: Promise<unknown> = Promise.resolve();

  async function begin(options: HostOptions, durableState: DurableState): Promise<Life> {
    const { settings = {} } = options;
    const acs = await waysOfAcs(settings.ACS_CONNECTION_STRING ?? '');
    const tables = await tablesProxy(settings.TABLES_CONNECTION_STRING ?? '');
    const host = await startHost({
      ...options,
      durableState,
      settings: {
        ...settings,
        ...acs.settings,
        TABLES_CONNECTION_STRING: tables.connectionString,
        CALLBACK_BASE_URL: `http://127.0.0.1:${front?.port}`,
      },
    });
    front?.mend(host.port);
    return { host, ways: [acs.proxy, tables] };
  }

  /** The life that is, or the last one. */
  const now = (): Host => {
    if (!life) throw new Error('the host has not started yet');
    return life.host;
  };

  return {
    async start(options) {
      given = options;
      front = await switchedProxy(0);
      life = await begin(options, []);
      const { port } = front;
      return {
        port,
        url: `http://127.0.0.1:${port}`,
        get functions() {
          return now().functions;
        },
        get durable() {
          return now().durable;
        },
        idle: () => now().idle(),
        restartWorker: () => now().restartWorker(),
        kill: () => now().kill(),
        async stop() {
          await now().stop();
          await Promise.all([...(life?.ways ?? []), front].map((way) => way?.stop()));
        },
      };
    },
    dies() {
      front?.cut();
      for (const way of life?.ways ?? []) way.cut();
      stored = JSON.stringify(now().durable.state());
      dying = Promise.all([now().kill(), ...(life?.ways ?? []).map((way) => way.stop())]);
    },
    async startsAgain() {
      await dying;
      if (!given) throw new Error('the host has not started yet');
      life = await begin(given, JSON.parse(stored));
    },
  };
}

/** The way to ACS, and the settings that lead along it; who issues the tokens of callbacks stays who it was. */
async function waysOfAcs(connectionString: string) {
  const [, issuer = '', port] =
    /endpoint=(http:\/\/127\.0\.0\.1:(\d+))/.exec(connectionString) ?? [];
  const proxy = await switchedProxy(Number(port));
  const settings = {
    ACS_CONNECTION_STRING: connectionString.replace(issuer, `http://127.0.0.1:${proxy.port}`),
    CALLBACK_ISSUER: issuer,
    CALLBACK_KEYS_URL: `${issuer}/calling/keys`,
  };
  return { proxy, settings };
}

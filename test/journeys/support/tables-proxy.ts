import { type SwitchedProxy, switchedProxy } from './switched-proxy.ts';

/** A way to the table service that can be cut. */
export interface TablesProxy extends SwitchedProxy {
  /** The connection string, led through the proxy. */
  connectionString: string;
}

/** Stands between the line and the real table service, on loopback. */
export async function tablesProxy(connectionString: string): Promise<TablesProxy> {
  const [, port] = /TableEndpoint=http:\/\/127\.0\.0\.1:(\d+)/.exec(connectionString) ?? [];
  const proxy = await switchedProxy(Number(port));
  return { ...proxy, connectionString: ledThrough(proxy, connectionString, Number(port)) };
}

/** A connection string with the port of a proxy in the place of `port`. */
export function ledThrough(proxy: SwitchedProxy, connectionString: string, port: number): string {
  return connectionString.replace(`127.0.0.1:${port}`, `127.0.0.1:${proxy.port}`);
}

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** Requests to the table service, as they leave this process. */
export interface StorageCount {
  requests: number;
  /** Those that read. */
  reads: number;
  /** Those that write several rows at once. */
  batches: number;
  /** Those that insert one key. */
  keys: number;
}

export interface StorageCounter {
  readonly count: Readonly<StorageCount>;
  stop(): void;
}

const STARTED = 'http.client.request.start';

/**
 * Counts every request that this process sends to `port`, as Node itself tells of it (`diagnostics_channel`, HTTP): repeated
 * and failed ones too, whichever client sends them.
 */
export function countStorage(port: number): StorageCounter {
  const count: StorageCount = { requests: 0, reads: 0, batches: 0, keys: 0 };
  const take = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    if (request.getHeader('host') === `127.0.0.1:${port}`) add(count, request);
  };
  subscribe(STARTED, take);
  return { count, stop: () => void unsubscribe(STARTED, take) };
}

function add(count: StorageCount, { method, path }: Pick<ClientRequest, 'method' | 'path'>): void {
  count.requests += 1;
  if (method === 'GET') count.reads += 1;
  else if (/\/\$batch\b/.test(path)) count.batches += 1;
  else if (method === 'POST' && /\/DtmfTones\b/.test(path)) count.keys += 1;
}

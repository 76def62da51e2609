import { odata, RestError, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { eachOf } from './at-once.ts';
import { inserted } from './outbound-inserts.ts';
import { removeRow } from './row-removal.ts';
import { PAGE, rowsOf } from './table-rows.ts';

/** A request to place a call, as it is remembered: what was asked for stays out of it, but for a hash. */
export interface OutboundRequest {
  /** SHA-256 of the `Idempotency-Key`, 64 hex digits. */
  keyHash: string;
  callId: string;
  /** SHA-256 of what was asked for, 64 hex digits. */
  bodyHash: string;
  /** When the first request came, ISO 8601 UTC. */
  at: string;
}

export type Claimed = OutboundRequest & { isNew: boolean };

/** The table `OutboundRequests`. */
export interface RequestTable {
  /**
   * Remembers a request, unless one with the same key came in the 24 hours before it: gives back the one that counts, and
   * whether that is this one. Throws when the tables are away.
   */
  claim(request: OutboundRequest): Promise<Claimed>;
  /**
   * Removes requests whose key counts no more at `now` (milliseconds since 1970), a thousand at most: how many, and whether there may
   * be others. Throws when the tables are away.
   */
  removeOld(now: number): Promise<{ removed: number; more: boolean }>;
}

/** Milliseconds for which a key stands for the same call. */
const KEPT = 24 * 60 * 60 * 1_000;
/** Milliseconds that one request may take: somebody waits for the answer. */
const REQUEST_TIME = 2_000;

const requestRow = z.object({
  callId: z.string(),
  bodyHash: z.string(),
  at: z.string(),
  etag: z.string(),
});

const keptRow = z.object({ partitionKey: z.string(), rowKey: z.string(), etag: z.string() });

/** The requests behind a table client: PartitionKey is the beginning of the key's hash, RowKey the hash. */
export function requestTable(table: TableClient): RequestTable {
  return {
    claim: (request) => claim(table, request),
    removeOld: (now) => removeOld(table, now),
  };
}

async function removeOld(table: TableClient, now: number) {
  const before = new Date(now - KEPT).toISOString();
  const old = await rowsOf(table, odata`at le ${before}`, (row) => keptRow.parse(row), PAGE);
  // as it was read: a key that came again meanwhile stands for another call
  const gone = await eachOf(old, ({ etag, ...keys }) => removeRow(table, keys, etag));
  return { removed: gone.filter(Boolean).length, more: old.length === PAGE };
}

async function claim(table: TableClient, request: OutboundRequest): Promise<Claimed> {
  const { keyHash, ...columns } = request;
  const keys = { partitionKey: keyHash.slice(0, 2), rowKey: keyHash };
  const row = { ...keys, ...columns };
  if (await inserted(table, row, REQUEST_TIME)) return { ...request, isNew: true };

  const abortSignal = AbortSignal.timeout(REQUEST_TIME);
  const found = await table.getEntity(keys.partitionKey, keys.rowKey, { abortSignal });
  const { etag, ...before } = requestRow.parse(found);
  if (Date.parse(request.at) - Date.parse(before.at) < KEPT)
    return { keyHash, ...before, isNew: false };
  try {
    await table.updateEntity(row, 'Replace', { etag, abortSignal });
    return { ...request, isNew: true };
  } catch (error) {
    // another request with this key has just replaced it, and counts now
    if (error instanceof RestError && error.statusCode === 412) return claim(table, request);
    throw error;
  }
}

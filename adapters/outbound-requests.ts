import { RestError, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { inserted } from './outbound-inserts.ts';

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

/** The requests behind a table client: PartitionKey is the beginning of the key's hash, RowKey the hash. */
export function requestTable(table: TableClient): RequestTable {
  return { claim: (request) => claim(table, request) };
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

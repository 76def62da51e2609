import { odata, RestError, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import type { Slots } from '../calls/ports.ts';
import { inserted } from './outbound-inserts.ts';

/** A slot that is taken. */
export interface TakenSlot {
  ourNumber: string;
  /** From 1. */
  slot: number;
  callId: string;
  /** ISO 8601 UTC. */
  takenAt: string;
}

/** The table `OutboundSlots`. All but `free` throw when the tables are away. */
export interface SlotTable extends Slots {
  /**
   * A slot of one of our numbers, tried in their order, or the one that this call holds already; nothing when all are taken.
   * `at`: ISO 8601 UTC. `perNumber`: how many slots a number has.
   */
  take(callId: string, request: SlotRequest): Promise<TakenSlot | undefined>;
  /** All that are taken, of whatever number. */
  taken(): Promise<TakenSlot[]>;
}

export interface SlotRequest {
  ourNumbers: readonly string[];
  perNumber: number;
  at: string;
}

/** Milliseconds that one request may take: somebody waits for the answer. */
const REQUEST_TIME = 2_000;

/** A slot as the table has it now: it is removed only as it was read, as it may be another call's by then. */
interface SlotRow extends TakenSlot {
  etag: string;
}

const slotRow = z
  .object({
    partitionKey: z.string(),
    rowKey: z.coerce.number(),
    callId: z.string(),
    takenAt: z.string(),
    etag: z.string(),
  })
  .transform(({ partitionKey, rowKey, ...columns }): SlotRow => {
    return { ourNumber: partitionKey, slot: rowKey, ...columns };
  });

/** The slots behind a table client: PartitionKey is our number, RowKey `1` to N, and an insert that conflicts is a taken slot. */
export function slotTable(table: TableClient): SlotTable {
  return {
    take: (callId, request) => take(table, callId, request),
    taken: () => rows(table),
    async free(callId, ourNumber) {
      try {
        const filter = odata`PartitionKey eq ${ourNumber} and callId eq ${callId}`;
        for (const slot of await rows(table, filter)) await remove(table, slot);
      } catch {
        // the watchdog finds a slot whose call is over
      }
    },
  };
}

async function take(
  table: TableClient,
  callId: string,
  { ourNumbers, perNumber, at }: SlotRequest,
): Promise<TakenSlot | undefined> {
  const held = await heldBy(table, callId);
  if (held) return held;
  for (const ourNumber of ourNumbers) {
    for (let slot = 1; slot <= perNumber; slot += 1) {
      const row = { partitionKey: ourNumber, rowKey: String(slot), callId, takenAt: at };
      if (await inserted(table, row, REQUEST_TIME)) return keepOne(table, callId);
    }
  }
  // the same request may have been faster, and taken the last one
  return heldBy(table, callId);
}

/** A request that came twice at once may have taken two slots: both see both, and both keep the first. */
async function keepOne(table: TableClient, callId: string): Promise<TakenSlot | undefined> {
  const [first, ...more] = await slotsOf(table, callId);
  for (const slot of more) await remove(table, slot);
  return first;
}

async function heldBy(table: TableClient, callId: string): Promise<SlotRow | undefined> {
  const [first] = await slotsOf(table, callId);
  return first;
}

function slotsOf(table: TableClient, callId: string): Promise<SlotRow[]> {
  return rows(table, odata`callId eq ${callId}`);
}

/** In key order. The table holds a few rows for each of our numbers, so that it may be read whole. */
async function rows(table: TableClient, filter?: string): Promise<SlotRow[]> {
  const found: SlotRow[] = [];
  const abortSignal = AbortSignal.timeout(REQUEST_TIME);
  const entities = table.listEntities({ abortSignal, queryOptions: filter ? { filter } : {} });
  try {
    for await (const entity of entities) found.push(slotRow.parse(entity));
  } catch (error) {
    if (!says(error, 404)) throw error; // a table that is not there yet holds nothing
  }
  return found;
}

async function remove(table: TableClient, { ourNumber, slot, etag }: SlotRow): Promise<void> {
  const abortSignal = AbortSignal.timeout(REQUEST_TIME);
  try {
    await table.deleteEntity(ourNumber, String(slot), { etag, abortSignal });
  } catch (error) {
    // somebody else has freed it, and maybe a third one taken it
    if (!says(error, 404) && !says(error, 412)) throw error;
  }
}

function says(error: unknown, status: number): boolean {
  return error instanceof RestError && error.statusCode === status;
}

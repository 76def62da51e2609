import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import type { Leg, Slots } from '../calls/ports.ts';
import { inserted } from './outbound-inserts.ts';
import { answered } from './table-answers.ts';

/** A slot that is taken. */
export interface TakenSlot {
  ourNumber: string;
  /** From 1. */
  slot: number;
  callId: string;
  leg: Leg;
  /** ISO 8601 UTC. */
  takenAt: string;
}

/** The table `OutboundSlots`. All but `free` throw when the tables are away. */
export interface SlotTable extends Slots {
  /** All that are taken, of whatever number. */
  taken(): Promise<TakenSlot[]>;
}

export interface SlotTableOptions {
  /** E.164. */
  ourNumbers: readonly string[];
  /** How many slots a number has. */
  perNumber: number;
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** Milliseconds that one request may take: somebody waits for the answer. */
const REQUEST_TIME = 2_000;

/** A slot as the table has it now: it is removed only as it was read, as it may be another call's by then. */
interface SlotRow extends TakenSlot {
  etag: string;
  /** When the table service wrote the row. */
  timestamp: string;
}

const slotRow = z
  .object({
    partitionKey: z.string(),
    rowKey: z.coerce.number(),
    callId: z.string(),
    leg: z.enum(['call', 'agent', 'transfer']).default('call'), // rows of release 0.2.0 have none
    takenAt: z.string(),
    etag: z.string(),
    timestamp: z.string(),
  })
  .transform(({ partitionKey, rowKey, ...columns }): SlotRow => {
    return { ourNumber: partitionKey, slot: rowKey, ...columns };
  });

/** The slots behind a table client: PartitionKey is our number, RowKey `1` to N, and an insert that conflicts is a taken slot. */
export function slotTable(table: TableClient, options: SlotTableOptions): SlotTable {
  return {
    take: (callId, leg, preferred) => take(table, options, { callId, leg }, preferred),
    taken: () => rows(table),
    async free(callId, leg) {
      try {
        for (const slot of await slotsOf(table, callId, leg)) await remove(table, slot);
      } catch {
        // the watchdog finds a slot whose call is over
      }
    },
  };
}

/** Whose slot it is. */
type Holder = Pick<TakenSlot, 'callId' | 'leg'>;

async function take(
  table: TableClient,
  { ourNumbers, perNumber, now }: SlotTableOptions,
  holder: Holder,
  preferred: string,
): Promise<string | undefined> {
  const held = await heldBy(table, holder);
  if (held) return held;
  const takenAt = new Date(now()).toISOString();
  const others = ourNumbers.filter((number) => number !== preferred);
  for (const ourNumber of ourNumbers.includes(preferred) ? [preferred, ...others] : others) {
    for (let slot = 1; slot <= perNumber; slot += 1) {
      const row = { partitionKey: ourNumber, rowKey: String(slot), ...holder, takenAt };
      if (await inserted(table, row, REQUEST_TIME)) return heldBy(table, holder);
    }
  }
  // the same request may have been faster, and taken the last one
  return heldBy(table, holder);
}

/**
 * The number whose slot a leg holds. A request that came twice at once may have taken two: the one that was written first
 * counts, as whoever wrote the other sees both.
 */
async function heldBy(table: TableClient, { callId, leg }: Holder): Promise<string | undefined> {
  const slots = await slotsOf(table, callId, leg);
  const [first, ...more] = slots.toSorted((one, other) =>
    one.timestamp < other.timestamp ? -1 : Number(one.timestamp > other.timestamp),
  );
  for (const slot of more) await remove(table, slot);
  return first?.ourNumber;
}

async function slotsOf(table: TableClient, callId: string, leg?: Leg): Promise<SlotRow[]> {
  const ofCall = await rows(table, odata`callId eq ${callId}`);
  return leg === undefined ? ofCall : ofCall.filter((slot) => slot.leg === leg);
}

/** In key order. The table holds a few rows for each of our numbers, so that it may be read whole. */
async function rows(table: TableClient, filter?: string): Promise<SlotRow[]> {
  const found: SlotRow[] = [];
  const abortSignal = AbortSignal.timeout(REQUEST_TIME);
  const entities = table.listEntities({ abortSignal, queryOptions: filter ? { filter } : {} });
  try {
    for await (const entity of entities) found.push(slotRow.parse(entity));
  } catch (error) {
    if (!answered(error, 404)) throw error; // a table that is not there yet holds nothing
  }
  return found;
}

async function remove(table: TableClient, { ourNumber, slot, etag }: SlotRow): Promise<void> {
  const abortSignal = AbortSignal.timeout(REQUEST_TIME);
  try {
    await table.deleteEntity(ourNumber, String(slot), { etag, abortSignal });
  } catch (error) {
    // somebody else has freed it, and maybe a third one taken it
    if (!answered(error, 404) && !answered(error, 412)) throw error;
  }
}

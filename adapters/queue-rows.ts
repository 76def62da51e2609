import * as z from 'zod';
import type { Joining } from '../calls/ports.ts';
import type { CallerInLine } from '../calls/queue/matching.ts';
import type { QueueSpot } from '../calls/queue/spot.ts';
import { type Entity, read, textsByName } from './call-entities.ts';

/** The partition of what is known of talks; no line has this name, as those have a colon. */
export const STATISTICS = 'stats';

/** A row of somebody in line, as the table has it. */
export interface QueueRow extends CallerInLine {
  /** Nobody waits on the phone: the caller is to be called back. */
  isCallback: boolean;
  etag: string;
}

const queueRow = z
  .object({
    callId: z.string(),
    caller: z.string(),
    queue: z.string(),
    skill: z.string().optional(),
    priority: z.number(),
    arrival: z.string(),
    passed: textsByName.default({}),
    isCallback: z.boolean().default(false),
    by: z.string().optional(),
    etag: z.string(),
  })
  .transform(({ queue, skill, priority, arrival, ...columns }): QueueRow => {
    return { ...columns, spot: { queue, ...(skill ? { skill } : {}), priority, arrival } };
  });

/** The partition of a line: `support:billing`, or `support:*` where any agent will do. */
export function linePartition({ queue, skill }: QueueSpot): string {
  return `${queue}:${skill ?? '*'}`;
}

/** `500:2026-11-20T10:15:02.000Z:<callId>`: reading a partition in key order is reading the line from its beginning. */
export function spotKey({ priority, arrival }: QueueSpot, callId: string): string {
  return `${String(priority).padStart(3, '0')}:${arrival}:${callId}`;
}

/** The row of a caller who joins. */
export function queueEntity(
  callId: string,
  { spot, caller }: Pick<Joining, 'spot' | 'caller'>,
): Entity {
  return {
    partitionKey: linePartition(spot),
    rowKey: spotKey(spot, callId),
    callId,
    caller,
    ...spot,
  };
}

/** Reads a row of somebody in line. Throws for one that is not ours. */
export function queueRowOf(entity: unknown): QueueRow {
  return read(queueRow, entity, 'the queue');
}

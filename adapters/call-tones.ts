import { RestError, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import type { ToneRow } from '../calls/rows.ts';
import { type Entity, read } from './call-entities.ts';
import { toneRowKey } from './call-keys.ts';

const toneColumns = z
  .object({
    participant: z.string(),
    session: z.number(),
    sequenceId: z.number(),
    kind: z.enum(['tone', 'gap']),
    tone: z.string().optional(),
    receivedAt: z.string(),
    eventId: z.string().optional(),
  })
  .transform(({ tone, receivedAt, ...row }): ToneRow => ({ ...row, key: tone, at: receivedAt }));

/** A row of `DtmfTones`. */
function toneEntity(callId: string, row: ToneRow): Entity {
  const { participant, session, sequenceId, kind, key, at, eventId } = row;
  const keys = { partitionKey: callId, rowKey: toneRowKey(row) };
  return { ...keys, participant, session, sequenceId, kind, tone: key, receivedAt: at, eventId };
}

/** Reads a row of `DtmfTones`. Throws for one that is not ours. */
export function toneOf(entity: unknown): ToneRow {
  return read(toneColumns, entity, 'the tones');
}

/**
 * Inserts rows of `DtmfTones`, each by itself: a row that is there already stays as it is and spoils no other. Gives back those
 * that could not be inserted. An outage is no exception here; a row that the service refuses (400, 413) is.
 */
export async function insertTones(
  table: TableClient,
  callId: string,
  rows: ToneRow[],
  abortSignal: AbortSignal,
): Promise<ToneRow[]> {
  const left = await Promise.all(
    rows.map(async (row) => {
      try {
        await table.createEntity(toneEntity(callId, row), { abortSignal });
        return [];
      } catch (error) {
        const status = error instanceof RestError ? error.statusCode : undefined;
        if (status === 409) return []; // the same tone again
        if (status === 400 || status === 413) throw error;
        if (status === 404) await table.createTable({ abortSignal }).catch(() => {});
        return [row];
      }
    }),
  );
  return left.flat();
}

import { RestError, type TableClient } from '@azure/data-tables';
import type { Rows } from '../calls/rows.ts';
import {
  callEntity,
  callerEntity,
  digitsEntity,
  type Entity,
  timelineEntity,
} from './call-entities.ts';
import { insertTones } from './call-tones.ts';
import type { TableClients } from './table-clients.ts';

/** Milliseconds of real time that the rows of a turn may take: behind them a caller waits. */
export const WRITE_TIME = 1_000;
/** Rows that fit into one transaction of the table service. */
const BATCH = 100;

/**
 * Upserts the rows of a turn: one request for each table and partition (for every hundred rows of it), in parallel; tones, of
 * which a turn seldom has any, are inserted one by one. Gives back what was not written within 1 s, or nothing. An outage is no
 * exception here; a row that the service refuses (400, 413) is, as it would be refused for ever.
 */
export async function writeRows(
  clients: TableClients,
  callId: string,
  rows: Rows,
): Promise<Rows | undefined> {
  const signal = AbortSignal.timeout(WRITE_TIME);
  const { call } = rows;
  const [callLeft, callerLeft, digits, timeline, tones] = await Promise.all([
    upsert(clients.Calls, call ? [call] : [], callEntity, signal),
    upsert(clients.CallsByCaller, call && rows.byCaller ? [call] : [], callerEntity, signal),
    upsert(clients.CollectedDigits, rows.digits, (row) => digitsEntity(callId, row), signal),
    upsert(clients.CallTimeline, rows.timeline, (row) => timelineEntity(callId, row), signal),
    insertTones(clients.DtmfTones, callId, rows.tones, signal),
  ]);
  const byCaller = callerLeft.length > 0;
  const callNotWritten = byCaller || callLeft.length > 0;
  if (!callNotWritten && digits.length + timeline.length + tones.length === 0) return undefined;
  return { call: callNotWritten ? call : undefined, byCaller, digits, timeline, tones };
}

/** Gives back the rows that could not be written. */
async function upsert<Row>(
  table: TableClient,
  rows: Row[],
  entityOf: (row: Row) => Entity,
  abortSignal: AbortSignal,
): Promise<Row[]> {
  const batches: Row[][] = [];
  for (let at = 0; at < rows.length; at += BATCH) batches.push(rows.slice(at, at + BATCH));
  const left = await Promise.all(
    batches.map(async (batch) => {
      try {
        await send(table, batch.map(entityOf), abortSignal);
        return [];
      } catch (error) {
        const status = error instanceof RestError ? error.statusCode : undefined;
        if (status === 400 || status === 413) throw error;
        // the tables were away when we started: from the next turn on there is one
        if (status === 404) await table.createTable({ abortSignal }).catch(() => {});
        return batch;
      }
    }),
  );
  return left.flat();
}

async function send(
  table: TableClient,
  entities: Entity[],
  abortSignal: AbortSignal,
): Promise<void> {
  const [first, ...more] = entities;
  if (!first) return;
  if (more.length === 0) await table.upsertEntity(first, 'Replace', { abortSignal });
  else
    await table.submitTransaction(
      entities.map((entity) => ['upsert', entity, 'Replace']),
      { abortSignal },
    );
}

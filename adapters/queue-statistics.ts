import type { TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { inserted } from './outbound-inserts.ts';
import { STATISTICS } from './queue-rows.ts';
import { orMissing, unlessChanged } from './table-answers.ts';

/** What a talk takes until the first one is over, in seconds. */
const UNKNOWN_TALK_SECONDS = 180;
/** The mean follows the last talks: of so many, each counts the same. */
const TALKS = 20;
/** Two talks that end at once are counted one after the other; one that finds others so often is left out. */
const TRIES = 3;
/** Milliseconds that one request may take. */
const REQUEST_TIME = 2_000;

const row = z.object({ meanTalkSeconds: z.number(), talks: z.number(), etag: z.string() });

/** How long talks of a line take, about, in seconds. Throws when the table is away. */
export async function meanTalkSeconds(table: TableClient, line: string): Promise<number> {
  return (await kept(table, line))?.meanTalkSeconds ?? UNKNOWN_TALK_SECONDS;
}

/** Counts a talk. Throws when the table is away. */
export async function talked(table: TableClient, line: string, seconds: number): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = await kept(table, line);
    const { meanTalkSeconds: mean = 0, talks = 0, etag } = before ?? {};
    const next = mean + (seconds - mean) / Math.min(TALKS, talks + 1);
    const keys = { partitionKey: STATISTICS, rowKey: line };
    const entity = { ...keys, meanTalkSeconds: Math.round(next * 10) / 10, talks: talks + 1 };
    if (etag === undefined) {
      if (await inserted(table, entity, REQUEST_TIME)) return;
    } else if (await replaced(table, entity, etag)) return;
  }
}

async function kept(table: TableClient, line: string) {
  const abortSignal = AbortSignal.timeout(REQUEST_TIME);
  const entity = await orMissing(table.getEntity(STATISTICS, line, { abortSignal }), undefined);
  return entity && row.parse(entity);
}

function replaced(
  table: TableClient,
  entity: Parameters<TableClient['updateEntity']>[0],
  etag: string,
): Promise<boolean> {
  const abortSignal = AbortSignal.timeout(REQUEST_TIME);
  return unlessChanged(table.updateEntity(entity, 'Replace', { etag, abortSignal }));
}

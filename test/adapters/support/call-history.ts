import type { TableClient } from '@azure/data-tables';
import { callStore } from '../../../adapters/call-tables.ts';
import type { TableClients } from '../../../adapters/table-clients.ts';
import type { CallRow, DigitsRow, ToneRow } from '../../../calls/rows.ts';
import { callRow, rowsOf, timelineRow } from './rows.ts';

/** A call of another day (`20261101`), the `n`th one: it began at noon, and is over unless `columns` say otherwise. */
export function callOn(day: string, n = 0, columns: Partial<CallRow> = {}): CallRow {
  const startedAt = new Date(Date.parse(`${iso(day)}T12:00:00.000Z`) + n * 1_000).toISOString();
  const second = startedAt.slice(0, 19).replace(/[-:]/g, '');
  return callRow(0, {
    callId: `${second}-3f9a0c1be27d`,
    startedAt,
    endedAt: new Date(Date.parse(startedAt) + 60_000).toISOString(),
    state: 'ended',
    outcome: 'completed',
    ...columns,
  });
}

function iso(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}

/** How many rows a call has, beside those that list it. */
export interface RowsKept {
  answers: number;
  keys: number;
  timeline: number;
}

/** Writes a call with so many rows of each kind, as the line writes them. */
export async function keepCall(
  clients: TableClients,
  call: CallRow,
  { answers = 1, keys = 2, timeline = 3 }: Partial<RowsKept> = {},
): Promise<void> {
  const rows = rowsOf(call, {
    digits: each(answers, (turn) => answer(turn, call.startedAt)),
    tones: each(keys, (sequenceId) => key(sequenceId, call.startedAt)),
    timeline: each(timeline, (index) => timelineRow(1 + Math.floor(index / 900), index % 900)),
  });
  const store = callStore(clients);
  for (let left = await store.write(call.callId, rows), tries = 0; left; tries += 1) {
    if (tries === 5) throw new Error('the tables take no rows');
    left = await store.write(call.callId, left);
  }
}

function answer(turn: number, at: string): DigitsRow {
  const asked = { turn, step: 'main', question: 'menu', attempt: 1 } as const;
  return { ...asked, digits: '1', length: 1, result: 'complete', at };
}

function key(sequenceId: number, at: string): ToneRow {
  const of = { participant: 'caller', session: 1, sequenceId } as const;
  return { ...of, kind: 'tone', key: '1', at, eventId: `event-${sequenceId}` };
}

function each<Row>(count: number, row: (n: number) => Row): Row[] {
  return Array.from({ length: count }, (_, n) => row(n));
}

const CALL_TABLES = [
  'Calls',
  'CallsByCaller',
  'CollectedDigits',
  'DtmfTones',
  'CallTimeline',
] as const;

/** How many rows the five tables of calls have. */
export async function rowCounts(
  clients: TableClients,
): Promise<Record<(typeof CALL_TABLES)[number], number>> {
  const counted = CALL_TABLES.map(async (name) => [name, await rowsIn(clients[name])]);
  return Object.fromEntries(await Promise.all(counted));
}

/** How many rows a table has. */
export async function rowsIn(table: TableClient): Promise<number> {
  let rows = 0;
  for await (const _ of table.listEntities()) rows += 1;
  return rows;
}

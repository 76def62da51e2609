import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import { E164 } from '../calls/dialling.ts';
import { MOST_CHARACTERS } from '../calls/flow-texts.ts';
import type { LineState } from '../calls/line-state.ts';

/** All rows are in one partition: a change and the row that tells of it are written together or not at all. */
export const PARTITION = 'line';
/** The row of all our numbers. */
export const ALL = '*';
/** What the row keys of changes begin with: behind `*` and every number in the order of keys. */
const CHANGE = 'change:';
/** Milliseconds since 1970 that no clock will tell, with as many digits as those of today. */
const LATEST = 9_999_999_999_999;

const text = z.string().trim().min(1).max(MOST_CHARACTERS);

/** In Storage Explorer a column is a text, unless whoever adds it says otherwise. */
const flag = z.union([z.boolean(), z.stringbool()]);

const state = z.discriminatedUnion('state', [
  z.object({ state: z.literal('message'), text, hangUp: flag.optional() }),
  z.object({
    state: z.literal('transfer'),
    to: z.string().regex(E164),
    text: text.optional(),
  }),
  z.object({ state: z.literal('reject') }),
  z.object({ state: z.literal('off') }),
]) satisfies z.ZodType<LineState | LineOff>;

const row = z.record(z.string(), z.unknown());

const since = z.object({ changedBy: z.string().optional(), changedAt: z.string().optional() });

const standingRow = z.object({ rowKey: z.string() });
const changeRow = z.object({ number: z.string().catch('?') });

/** As if there were no row: what is said of all numbers holds for this one too. */
export interface LineOff {
  state: 'off';
}

/** A state, and since when and by whom it is so; both are missing in a row that somebody wrote by hand. */
export type LineStanding = (LineState | LineOff) & z.infer<typeof since>;

/** How one of our numbers (E.164, or `*` for all of them) stands, or was put at some time. */
export type LineEntry = { number: string } & (LineStanding | { state: 'malformed' });

/** A change as somebody wants it. */
export type LineChange = { number: string; by: string } & { to: LineState | LineOff };

/** The state in a row, as somebody may have written it by hand; nothing when it cannot be read. */
export function standingOf(entity: unknown): LineStanding | undefined {
  const meant = asMeant(row.parse(entity));
  const [read, told] = [state.safeParse(meant), since.safeParse(meant)];
  return read.success ? { ...read.data, ...(told.success ? told.data : {}) } : undefined;
}

/** The columns without blanks around them, and without those that are empty: a table keeps a column that was needed before. */
function asMeant(columns: Record<string, unknown>): Record<string, unknown> {
  const trimmed = Object.entries(columns).map(([name, value]) => {
    const text = typeof value === 'string' ? value.trim() : value;
    return [
      name,
      name === 'state' && typeof text === 'string' ? text.toLowerCase() : text,
    ] as const;
  });
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

/** The row of a number. */
export function entryOf(entity: unknown): LineEntry {
  const { rowKey } = standingRow.parse(entity);
  return { number: rowKey, ...(standingOf(entity) ?? { state: 'malformed' }) };
}

/** A row of a change. */
export function changeOf(entity: unknown): LineEntry {
  const { number } = changeRow.parse(entity);
  return { number, ...(standingOf(entity) ?? { state: 'malformed' }) };
}

/** The two rows that a change at `at` (milliseconds since 1970) is written as: how the number stands, and that it was changed. */
export function rowsOfChange(
  { number, by, to }: LineChange,
  at: number,
): { standing: TableEntity<object>; change: TableEntity<object> } {
  const columns = { ...to, changedBy: by, changedAt: new Date(at).toISOString() };
  const standing = { partitionKey: PARTITION, rowKey: number, ...columns };
  const change = {
    partitionKey: PARTITION,
    rowKey: `${CHANGE}${LATEST - at}`,
    number,
    ...columns,
  };
  return { standing, change };
}

/** The filters of the changes, which come newest first, and of the numbers. */
export const OF_CHANGES = `PartitionKey eq '${PARTITION}' and RowKey ge '${CHANGE}' and RowKey lt 'change;'`;
export const OF_NUMBERS = `PartitionKey eq '${PARTITION}' and RowKey lt '${CHANGE}'`;

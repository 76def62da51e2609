import type { TableClient } from '@azure/data-tables';
import * as z from 'zod';

/** Milliseconds that one reading of rows may take. */
const LONG_READ = 10_000;
/** Rows that the service gives at once, at most. */
export const PAGE = 1_000;

/**
 * The rows a filter lets through, in key order, page after page until there are `most`; of `columns` alone, where those are named. Throws
 * when the table is away.
 */
export async function rowsOf<Row>(
  table: TableClient,
  filter: string,
  read: (entity: unknown) => Row,
  most = Number.POSITIVE_INFINITY,
  columns?: string[],
): Promise<Row[]> {
  const rows: Row[] = [];
  const abortSignal = AbortSignal.timeout(LONG_READ);
  const maxPageSize = Math.min(most, PAGE);
  const pages = table
    .listEntities({ abortSignal, queryOptions: { filter, ...(columns && { select: columns }) } })
    .byPage({ maxPageSize });
  for await (const page of pages) {
    rows.push(...page.map(read));
    if (rows.length >= most) return rows.slice(0, most);
  }
  return rows;
}

const row = z.object({ rowKey: z.string() });

/** The keys of the rows a filter lets through, in order: a third of the work that their columns would make. Throws when the table is away. */
export function rowKeysOf(table: TableClient, filter: string): Promise<string[]> {
  return rowsOf(table, filter, (entity) => row.parse(entity).rowKey, undefined, ['RowKey']);
}

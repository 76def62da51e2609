import { RestError, type TableClient, type TableEntity } from '@azure/data-tables';

/**
 * Inserts a row: `false` when there is one under its keys. Makes the table if it is missing. Throws for an outage, and when
 * the request takes longer than `ms`.
 */
export async function inserted(
  table: TableClient,
  row: TableEntity<object>,
  ms: number,
): Promise<boolean> {
  const abortSignal = AbortSignal.timeout(ms);
  try {
    await table.createEntity(row, { abortSignal });
    return true;
  } catch (error) {
    const status = error instanceof RestError ? error.statusCode : undefined;
    if (status === 409) return false;
    if (status !== 404) throw error;
  }
  // the tables were away when we started
  await table.createTable({ abortSignal });
  return inserted(table, row, ms);
}

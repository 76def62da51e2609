import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import * as z from 'zod';
import { answered, unlessChanged } from './table-answers.ts';
import { PAGE, rowsOf } from './table-rows.ts';

/** Milliseconds that one removal may take. */
const REMOVE_TIME = 10_000;
/** Rows of one partition that fit into one transaction of the table service. */
const BATCH = 100;

/** The keys of a row, whatever it is of. */
export const keys = z.object({ partitionKey: z.string(), rowKey: z.string() });

export type Keys = z.infer<typeof keys>;

/** Removes all rows of a partition, a hundred with each request; how many there were. Throws when the table is away. */
export async function removePartition(table: TableClient, partitionKey: string): Promise<number> {
  const filter = odata`PartitionKey eq ${partitionKey}`;
  for (let removed = 0; ; ) {
    const rows = await rowsOf(table, filter, (row) => keys.parse(row), PAGE);
    for (let at = 0; at < rows.length; at += BATCH)
      removed += await removeBatch(table, rows.slice(at, at + BATCH));
    if (rows.length < PAGE) return removed;
  }
}

/** Removes a row: whether it was there, and as `etag` says, if that is given. Throws when the table is away. */
export async function removeRow(
  table: TableClient,
  { partitionKey, rowKey }: Keys,
  etag = '*',
): Promise<boolean> {
  const abortSignal = AbortSignal.timeout(REMOVE_TIME);
  return unlessChanged(table.deleteEntity(partitionKey, rowKey, { etag, abortSignal }));
}

async function removeBatch(table: TableClient, rows: Keys[]): Promise<number> {
  const actions = rows.map((row): TransactionAction => ['delete', row]);
  try {
    await table.submitTransaction(actions, { abortSignal: AbortSignal.timeout(REMOVE_TIME) });
    return rows.length;
  } catch (error) {
    if (!answered(error, 404)) throw error;
  }
  // somebody else removes them at the same time, and one that is gone spoils the transaction
  const removed = await Promise.all(rows.map((row) => removeRow(table, row)));
  return removed.filter(Boolean).length;
}

import { inject } from 'vitest';

/**
 * The connection string of this worker's own account. Files that run in the same worker share it: a test that lists rows
 * begins with `emptyTables`.
 */
export function tablesConnectionString(): string {
  const accounts = inject('tables');
  const worker = Number(process.env.VITEST_POOL_ID);
  const connectionString = accounts[worker - 1];
  if (!connectionString) throw new Error(`worker ${worker} has no tables account of its own`);
  return connectionString;
}

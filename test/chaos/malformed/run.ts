import { startTablesServer } from '../../../local/tables-server.ts';
import { SMALL_LINE } from '../../calls/support/small-line.ts';
import { firingRange } from './firing-range.ts';
import { type Salvo, salvo } from './salvo.ts';

/** Fires at a line with tables of its own. */
export async function malformedRun(seed: number, count: number): Promise<Salvo> {
  const tables = await startTablesServer({ port: 0 });
  try {
    const range = await firingRange(tables.connectionStrings[0] ?? '', SMALL_LINE);
    try {
      return await salvo(range, { seed, count });
    } finally {
      await range.stop();
    }
  } finally {
    await tables.stop();
  }
}

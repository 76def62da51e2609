import type { QueueRow } from '../../../adapters/queue-rows.ts';
import { queueTable } from '../../../adapters/queue-table.ts';
import { tableClients } from '../../../adapters/table-clients.ts';
import type { Line } from './line.ts';

/** Where somebody stands in line, since when, and who did not take them. */
export type Place = Omit<QueueRow, 'etag'>;

/** Everybody in all lines, as agents who can serve anyone would take them: the first of all first. */
export async function places({ tables }: Pick<Line, 'tables'>): Promise<Place[]> {
  const rows = await queueTable(
    tableClients({ connectionString: tables }).Queue,
    Date.now,
  ).waiting();
  return rows
    .map(({ etag: _, ...place }) => place)
    .toSorted(({ spot: one }, { spot: other }) =>
      one.priority === other.priority
        ? Date.parse(one.arrival) - Date.parse(other.arrival)
        : one.priority - other.priority,
    );
}

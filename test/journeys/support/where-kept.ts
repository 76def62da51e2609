import { tableClients } from '../../../adapters/table-clients.ts';
import { tablesConnectionString } from '../../support/tables.ts';
import type { Line } from './line.ts';

/** Where a text is kept: the tables that have a row with it, and the histories of Durable. */
export async function whereKept(line: Line, text: string): Promise<string[]> {
  const found = new Set<string>();
  const tables = tableClients({ connectionString: tablesConnectionString() });
  for (const [name, table] of Object.entries(tables))
    for await (const row of table.listEntities())
      if (JSON.stringify(row).includes(text)) found.add(name);
  const { durable } = line.host;
  for (const { id } of durable.instances())
    if (JSON.stringify([id, durable.history(id)]).includes(text)) found.add('Durable');
  return [...found];
}

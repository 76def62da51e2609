import { type CallbackTable, callbackTable } from '../../../adapters/callback-table.ts';
import { queueTable } from '../../../adapters/queue-table.ts';
import { tableClients } from '../../../adapters/table-clients.ts';
import type { CallbackRequest } from '../../../calls/callback/request.ts';
import { tablesConnectionString } from '../../support/tables.ts';
import type { Line } from './line.ts';

/** The table of callbacks. */
export function callbacks(): CallbackTable {
  return callbackTable(tableClients({ connectionString: tablesConnectionString() }).Callbacks);
}

/** The call that asked for a callback to a number, by its last two digits. */
export function askedBy(number: number): string {
  return `20261120T1000${number}-0123456789ab`;
}

/** Puts a callback down as the call that asked for it does: to a number by its last two digits, in the line for anybody. */
export async function waitsForCall(
  { clock }: Line,
  number: number,
  given: Partial<CallbackRequest['spot']> = {},
): Promise<void> {
  const to = `+155501${number}`;
  const arrival = new Date(clock.now() - 60_000).toISOString();
  const spot = { queue: 'support', priority: 500, arrival, ...given };
  const request = { to, spot, step: 'anybody', values: { account: '12345678' } };
  await callbacks().add(askedBy(number), request);
  const { Queue } = tableClients({ connectionString: tablesConnectionString() });
  await queueTable(Queue, Date.now).enter(askedBy(number), { spot, caller: to });
}

/** How callbacks came out, by the last two digits of their numbers: `reached after 1`. */
export async function outcomes(): Promise<Record<string, string>> {
  const { Callbacks } = tableClients({ connectionString: tablesConnectionString() });
  const told: Record<string, string> = {};
  for await (const row of Callbacks.listEntities<{ outcome?: string; tries: number }>()) {
    const { partitionKey = '', rowKey = '', outcome, tries } = row;
    const number = outcome === undefined ? rowKey : partitionKey;
    told[number.slice(-2)] = outcome === undefined ? 'waiting' : `${outcome} after ${tries}`;
  }
  return told;
}

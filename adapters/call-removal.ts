import type { CallRow } from '../calls/rows.ts';
import { callEntity, callerEntity } from './call-entities.ts';
import { removePartition, removeRow } from './row-removal.ts';
import type { TableClients } from './table-clients.ts';

/** How many rows of a call were removed. */
export interface RemovedRows {
  /** Of `CollectedDigits`. */
  answers: number;
  /** Of `DtmfTones`, gaps included. */
  keys: number;
  timeline: number;
}

/**
 * Removes all rows of a call. Of its rows in `Calls` and `CallsByCaller` the one by which it was found, `last`, goes when nothing else is
 * left: whoever is stopped, or finds the tables away, finds the call again. Throws when they are.
 */
export async function removeCall(
  clients: TableClients,
  call: CallRow,
  last: 'Calls' | 'CallsByCaller',
): Promise<RemovedRows> {
  const { callId } = call;
  const [answers, keys, timeline] = await Promise.all([
    removePartition(clients.CollectedDigits, callId),
    removePartition(clients.DtmfTones, callId),
    removePartition(clients.CallTimeline, callId),
  ]);
  const inCalls = () => removeRow(clients.Calls, callEntity(call));
  const byCaller = () => removeRow(clients.CallsByCaller, callerEntity(call));
  for (const remove of last === 'Calls' ? [byCaller, inCalls] : [inCalls, byCaller]) await remove();
  return { answers, keys, timeline };
}

import { slotTable, type TakenSlot } from '../../../adapters/outbound-slots.ts';
import { tableClients } from '../../../adapters/table-clients.ts';
import type { Line } from './line.ts';

/** The slots of the line's number that are taken now. */
export async function takenSlots({ lineNumber, clock, tables }: Line): Promise<TakenSlot[]> {
  const { OutboundSlots } = tableClients({ connectionString: tables });
  const options = { ourNumbers: [lineNumber], perNumber: 2, now: () => clock.now() };
  return slotTable(OutboundSlots, options).taken();
}

import type { TakenSlot } from '../adapters/outbound-slots.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';

/** Milliseconds after which a slot belongs to a call that was never started. */
const NEVER_STARTED = 60_000;

/** Frees the slots of calls that are over or never began: their own last turn could not, or there was none. */
export async function watchOutboundSlots(deps: Deps, instances: CallInstances): Promise<void> {
  const { slots, log, now } = deps;
  for (const { callId, leg, takenAt } of await takenSlots(deps)) {
    const { is } = await instances.look(callId);
    if (is === 'running') continue;
    if (is === 'unknown' && now() - Date.parse(takenAt) < NEVER_STARTED) continue;
    await slots.free(callId, leg);
    log('warn', 'slot-freed', { callId, leg, call: is });
  }
}

/** None while the tables are away: the next run is due soon. */
async function takenSlots({ slots, log }: Deps): Promise<TakenSlot[]> {
  try {
    return await slots.taken();
  } catch {
    log('error', 'tables-unreachable', { reason: 'taken slots cannot be looked for' });
    return [];
  }
}

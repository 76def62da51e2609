import type { ClaimedAgent, Tools } from '../calls/ports.ts';

/** Our number that a leg goes out from, or why it does not. */
export type Leg = { ok: true; number?: string } | { ok: false; why: 'no-slot' | 'outage' };

/** Our number that the agent's phone is rung from, `ourNumber` if it has a slot free; a user of ACS needs none. */
export async function agentLeg(
  { slots, log }: Pick<Tools, 'slots' | 'log'>,
  ourNumber: string,
  agent: ClaimedAgent,
  callId: string,
): Promise<Leg> {
  if (isUser(agent)) return { ok: true };
  try {
    const number = await slots.take(callId, 'agent', ourNumber);
    if (number !== undefined) return { ok: true, number };
    log('warn', 'no-slot', { callId, leg: 'agent' });
    return { ok: false, why: 'no-slot' };
  } catch {
    log('error', 'tables-unreachable', { callId, reason: 'no slot can be taken' });
    return { ok: false, why: 'outage' };
  }
}

/** Whether somebody is a user of ACS, who has no number. */
export function isUser({ participant }: Pick<ClaimedAgent, 'participant'>): boolean {
  return participant.startsWith('8:');
}

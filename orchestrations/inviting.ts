import type { InviteAgent } from '../calls/commands-agents.ts';
import { mayDial } from '../calls/dialling.ts';
import type { NobodyAvailable } from '../calls/events.ts';
import type { AgentClaim, ClaimedAgent, Origin, Tools } from '../calls/ports.ts';
import { agentLeg, isUser } from './agent-leg.ts';
import type { Told } from './sending.ts';

/**
 * Offers a call to an agent: one is claimed, a slot of our numbers is taken for their leg, and ACS makes their phone ring. A repeat is
 * the same offer: it finds the same agent, the same slot, and ACS the same request.
 */
export async function inviteAgent(
  tools: Tools,
  command: InviteAgent,
  origin: Origin,
): Promise<Told> {
  const { telephony, agents, slots } = tools;
  const { callId } = origin;
  const { operationContext: offer, ringSeconds, context } = command;
  const claimed = command.claimed ?? (await claim(tools, command, callId));
  if (typeof claimed === 'string') return nobody(offer, claimed);
  const { id: agent, name, participant, extension } = claimed;
  const release = { agent, offer, to: 'available' } as const;
  const from = await agentLeg(tools, command.ourNumber, claimed, callId);
  if (!from.ok) {
    await agents.release(callId, release);
    return nobody(offer, from.why);
  }
  const invitation = {
    operationContext: offer,
    participant,
    from: from.number,
    ringSeconds,
    context,
  };
  const sent = await telephony.addParticipant(invitation, origin);
  if (!sent.ok) await slots.free(callId, 'agent');
  const invitationId = sent.ok ? sent.invitationId : undefined;
  return {
    ...sent,
    told: {
      type: 'AgentInvited',
      offer,
      agent,
      name,
      participant,
      ...(extension === undefined ? {} : { extension }),
      ...(invitationId === undefined ? {} : { invitationId }),
    },
  };
}

type Why = NobodyAvailable['why'];

function nobody(offer: string, why: Why): Told {
  return { ok: true, told: { type: 'NobodyAvailable', offer, why } };
}

/** Somebody whom this line may dial: one whose number it may not is passed over, and told of in the log. */
async function claim(
  { agents, dialRules, log }: Tools,
  { operationContext: offer, skill, except, caller }: InviteAgent,
  callId: string,
): Promise<ClaimedAgent | Why> {
  const passed: string[] = [];
  const wanted: AgentClaim = { callId, offer, caller, except: [], ...(skill ? { skill } : {}) };
  try {
    while (true) {
      const found = await agents.claim({ ...wanted, except: [...except, ...passed] });
      if (!found) return 'no-agent';
      if (isUser(found) || mayDial(found.participant, dialRules.allow)) return found;
      log('warn', 'not-allowed', { callId, agent: found.id });
      await agents.release(callId, { agent: found.id, offer, to: 'available' });
      passed.push(found.id);
    }
  } catch {
    log('error', 'tables-unreachable', { callId, reason: 'no agent can be looked for' });
    return 'outage';
  }
}

import type { CallAgent, CallbackReached, DialCaller } from '../calls/callback/commands.ts';
import type { Sent } from '../calls/commands.ts';
import { mayDial } from '../calls/dialling.ts';
import type { CallerDialled } from '../calls/events.ts';
import type { Origin, Tools } from '../calls/ports.ts';
import { agentLeg } from './agent-leg.ts';
import type { Told } from './sending.ts';

/**
 * Rings the agent who is to call somebody back. The slot of the caller's leg is taken with it: nobody is asked to make a call that cannot
 * be made. What we refuse ourselves looks as if ACS had.
 */
export async function callAgent(tools: Tools, command: CallAgent, origin: Origin): Promise<Sent> {
  const { telephony, slots, log } = tools;
  const { callId } = origin;
  const { agent, ourNumber, operationContext } = command;
  const leg = await agentLeg(tools, ourNumber, agent, callId);
  if (!leg.ok) return notRung(leg.why);
  const from = await slots.take(callId, 'call', ourNumber).catch(() => undefined);
  if (from === undefined) {
    log('warn', 'no-slot', { callId, leg: 'call' });
    return notRung('no-slot');
  }
  const call = { to: agent.participant, from: leg.number ?? ourNumber, operationContext };
  return telephony.createCall({ type: 'createCall', ...call }, origin);
}

function notRung(why: 'no-slot' | 'outage'): Sent {
  const message = why === 'no-slot' ? 'all our numbers are in use' : 'the tables are away';
  return { ok: false, code: 503, message };
}

/**
 * Rings the caller who is called back: the number is checked like every outbound leg, and the callback is this call's from here on,
 * or is not (`gone`). A repeat finds that it is, and does not count again.
 */
export async function dialCaller(tools: Tools, command: DialCaller, origin: Origin): Promise<Told> {
  const { telephony, slots, callbacks, dialRules, log } = tools;
  const { callId } = origin;
  const { to, callback, ourNumber, ringSeconds, context, operationContext } = command;
  if (!mayDial(to, dialRules.allow)) {
    log('warn', 'not-allowed', { callId, to });
    return told('not-allowed');
  }
  try {
    const from = await slots.take(callId, 'call', ourNumber);
    if (from === undefined) return told('no-slot');
    if (!(await callbacks.dial(callId, { callId: callback, to }))) return told('gone');
    const leg = { participant: to, from, ringSeconds, context, operationContext };
    const sent = await telephony.addParticipant(leg, origin);
    const invitationId = sent.ok ? sent.invitationId : undefined;
    return { ...sent, told: told('dialled', invitationId).told };
  } catch {
    log('error', 'tables-unreachable', { callId, reason: 'a caller cannot be called back' });
    return told('outage');
  }
}

function told(is: CallerDialled['is'], invitationId?: string): Told {
  const known = invitationId === undefined ? {} : { invitationId };
  return { ok: true, told: { type: 'CallerDialled', is, ...known } };
}

/** Keeps that the caller was reached. What cannot be kept now is with the end of the call. */
export async function callbackReached(
  { callbacks }: Tools,
  { to }: CallbackReached,
  { callId }: Origin,
): Promise<Sent> {
  await callbacks.reached(callId, to);
  return { ok: true };
}

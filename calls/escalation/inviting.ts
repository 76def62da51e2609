import type { CallingContext } from '../commands-agents.ts';
import { sendDraft } from '../drafting.ts';
import type { AgentInvited, NobodyAvailable } from '../events.ts';
import type { Flow } from '../flow.ts';
import { otherSide, ourSide } from '../parties.ts';
import { waitingOf } from '../queue/waiting.ts';
import { waitAgain } from '../queue/waiting-on.ts';
import { note, setCall } from '../recording.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { escalateStep, escalationOf, type Offer, withOffer } from './escalation.ts';
import { giveUp } from './giving-up.ts';

/** So many agents are offered a call, one after the other. */
const OFFERS = 3;

/** Whether another agent may be offered the call. */
export function mayOffer(state: CallState): boolean {
  return escalationOf(state).offers < OFFERS;
}

/** The context of the invitation in a turn, of which there is one at most. */
export function offerId(turn: number): string {
  return `offer:${turn}`;
}

/** Looks for an agent and makes their phone ring. */
export function invite(flow: Flow, before: CallState): Draft {
  const escalation = escalationOf(before);
  const { skill, ringSeconds } = escalateStep(flow, escalation.step);
  const id = offerId(before.turn + 1);
  const offer: Offer = { id, stage: 'inviting', wrongKeys: 0, failures: 0 };
  return {
    state: {
      ...before,
      escalation: { ...escalation, offers: escalation.offers + 1, offer },
    },
    wanted: [
      {
        type: 'inviteAgent',
        operationContext: id,
        ...(skill === undefined ? {} : { skill }),
        except: before.offered,
        caller: otherSide(before),
        ourNumber: ourSide(before),
        ringSeconds,
        context: callingContext(before),
        isOptional: true,
      },
    ],
  };
}

/** What another phone is told of this call. Secret digits are in no value. */
export function callingContext({ call, collected }: CallState): CallingContext {
  return { callId: call.callId, values: collected };
}

/** Who rings. */
export function afterInvited(before: CallState, event: AgentInvited): Turn {
  const { offer: id, agent, name, participant, extension, invitationId, at } = event;
  const { offer } = escalationOf(before);
  if (offer?.id !== id) return { state: before, commands: [] };
  const words = `offers the call to ${name}`;
  const data = { offer: id, agent, name };
  const told = note(before, { at, kind: 'decision', type: 'offer', words, data });
  const offered = setCall(told, { offers: (told.call.offers ?? 0) + 1 });
  const claimed = { id: agent, name, participant, ...(extension ? { extension } : {}) };
  const state = withOffer(offered, { ...offer, agent: claimed, invitationId });
  // support sees who is being rung: the next command may be as far away as the answer
  return { state: { ...state, offered: [...state.offered, agent] }, commands: [], mustWrite: true };
}

const NOBODY: Record<NobodyAvailable['why'], string> = {
  'no-agent': 'nobody is available',
  'no-slot': 'nobody can be rung: all our numbers are in use',
  outage: 'nobody can be looked for: the tables are away',
};

/** Nobody is left to be offered the call. */
export function afterNobody(flow: Flow, before: CallState, event: NobodyAvailable): Turn {
  const { offer: id, why, at } = event;
  if (escalationOf(before).offer?.id !== id) return { state: before, commands: [] };
  const data = { offer: id, why };
  const told = note(before, { at, kind: 'decision', type: 'nobody', words: NOBODY[why], data });
  const state = withOffer(told, undefined);
  if (!waitingOf(before)) return giveUp(flow, { state, wanted: [] }, at);
  return sendDraft(waitAgain(flow, state, at), at);
}

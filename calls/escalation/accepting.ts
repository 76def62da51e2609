import { dialCaller } from '../callback/agent-leg.ts';
import { drafted, sendDraft } from '../drafting.ts';
import type { Flow } from '../flow.ts';
import { startFollowing } from '../following.ts';
import { takeOffHold } from '../holding.ts';
import { takenFromQueue } from '../queue/exits.ts';
import { note, setCall } from '../recording.ts';
import type { CallState, Turn } from '../state.ts';
import { escalationOf, withOffer } from './escalation.ts';

/** The agent has pressed the key that accepts: the caller comes off hold, and they talk. The keys of both are followed. */
export function accept(flow: Flow, before: CallState, at: string): Turn {
  if (before.callBack) return dialCaller(flow, before, at);
  const { offer } = escalationOf(before);
  if (!offer?.agent) return { state: before, commands: [] };
  const { id: agent, name } = offer.agent;
  const words = `${name} takes the call`;
  const data = { offer: offer.id, agent, name };
  const told = note(before, { at, kind: 'decision', type: 'accepted', words, data });
  const talking = setCall(withOffer(told, { ...offer, stage: 'talking', failures: 0 }), {
    state: 'with-agent',
    escalation: 'accepted',
    agent,
    agentSince: at,
    agentSeconds: undefined,
  });
  const draft = drafted(
    talking,
    takeOffHold,
    (state) => takenFromQueue(state, at),
    (state) => startFollowing(state, 'caller'),
    (state) => startFollowing(state, 'agent'),
    (state) => ({
      state,
      wanted: [{ type: 'agentTalks', agent, offer: offer.id, isOptional: true }],
    }),
  );
  return sendDraft(draft, at);
}

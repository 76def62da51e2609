import { offeredAgent } from './escalation/escalation.ts';
import type { KeyStream } from './key-stream.ts';
import { otherSide } from './parties.ts';
import type { CallState, KeyOwner } from './state.ts';

/** The keys that are followed of the caller, or of the agent who took the call. */
export function streamOf(state: CallState, of: KeyOwner): KeyStream | undefined {
  return of === 'caller' ? state.stream : state.escalation?.offer?.stream;
}

/** The state with another stream of keys; without an agent, one of theirs is dropped. */
export function withStream(state: CallState, of: KeyOwner, stream: KeyStream): CallState {
  if (of === 'caller') return { ...state, stream };
  const { escalation } = state;
  if (!escalation?.offer) return state;
  return { ...state, escalation: { ...escalation, offer: { ...escalation.offer, stream } } };
}

/** Whose keys these are in tables and contexts: `caller`, `agent-anna`; nothing when no agent has the call. */
export function labelOf(state: CallState, of: KeyOwner): string | undefined {
  if (of === 'caller') return 'caller';
  const agent = offeredAgent(state);
  return agent && `agent-${agent.id}`;
}

/** Who has a label. */
export function ownerOf(state: CallState, label: string | undefined): KeyOwner | undefined {
  const owners: KeyOwner[] = ['caller', 'agent'];
  return label === undefined ? undefined : owners.find((of) => labelOf(state, of) === label);
}

/** The participant of the call whose keys they are. */
export function participantOf(state: CallState, of: KeyOwner): string | undefined {
  return of === 'caller' ? otherSide(state) : offeredAgent(state)?.participant;
}

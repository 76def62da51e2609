import { sendDraft } from '../drafting.ts';
import type { Flow } from '../flow.ts';
import { takeOffHold } from '../holding.ts';
import { setCall } from '../recording.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { enter } from '../walking.ts';
import { escalateStep, escalationOf } from './escalation.ts';

/**
 * No agent takes the call: the caller goes on by the step's way out, once the first words are over. What `draft` wants sent goes
 * out first.
 */
export function giveUp(flow: Flow, { state: before, wanted }: Draft, at: string): Turn {
  const escalation = escalationOf(before);
  if (escalation.isPrompting) {
    const state = { ...before, escalation: { ...escalation, isGivenUp: true } };
    return sendDraft({ state, wanted }, at);
  }
  const { otherwise } = escalateStep(flow, escalation.step);
  const gaveUp = before.gaveUp ?? 'failed';
  const left = leaveEscalation({ ...before, gaveUp }, wanted);
  return enter(flow, setCall(left, { escalation: 'not-taken' }), otherwise, at);
}

/** The state of a caller who is in the flow again: `wanted`, and what takes them off hold, go out first in the next turn. */
export function leaveEscalation(before: CallState, wanted: Draft['wanted']): CallState {
  const { state, wanted: offHold } = takeOffHold(before);
  const prelude = [...state.prelude, ...wanted, ...offHold];
  return setCall({ ...state, escalation: undefined, prelude }, { state: 'talking' });
}

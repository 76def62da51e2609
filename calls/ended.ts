import type { Outcome } from './rows.ts';
import type { CallState } from './state.ts';

/** What is left of a call when it is over: the output of its orchestration, without numbers or digits. */
export interface Ended {
  callId: string;
  outcome: Outcome;
  endedAt: string;
  turns: number;
}

/** The output of a call whose phase is `ended`. */
export function ended(state: CallState): Ended {
  const { callId, outcome, endedAt } = state.call;
  if (!outcome || !endedAt) throw new Error('the call has not ended');
  return { callId, outcome, endedAt, turns: state.turn };
}

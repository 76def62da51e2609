import type { Flow } from './flow.ts';
import { stopFollowing } from './following.ts';
import { reportGaps } from './gaps.ts';
import { note, setCall } from './recording.ts';
import type { Outcome } from './rows.ts';
import { send } from './sending.ts';
import { type CallState, stepNamed, type Turn } from './state.ts';

/** Hangs up for everyone; the outcome counts once ACS confirms the end. */
export function hangUp(before: CallState, outcome: Outcome, at: string): Turn {
  const { state: followed, wanted } = stopFollowing(before, true);
  const state: CallState = { ...followed, phase: 'hanging-up', ending: outcome };
  return send(setCall(state, { state: 'hanging-up' }), [...wanted, { type: 'hangUp' }], at);
}

/** The call is over: its rows are complete, nothing is sent any more. */
export function end(before: CallState, outcome: Outcome, at: string): Turn {
  const state: CallState = { ...reportGaps(before, at), phase: 'ended', open: [] };
  const told = note(state, { at, kind: 'decision', type: 'outcome', words: `ended: ${outcome}` });
  const { step } = told.call;
  return {
    state: setCall(told, { state: 'ended', endedAt: at, outcome, ...(step ? { step } : {}) }),
    commands: [],
  };
}

/** What the end of a call means that somebody else than we brought about, or that confirms ours. */
export function outcomeWhenOver(flow: Flow, state: CallState): Outcome {
  if (state.phase === 'hanging-up') return state.ending ?? 'completed';
  if (!state.position || !nothingLeftToAsk(flow, state.position.step)) return 'abandoned';
  return state.gaveUp ?? 'completed';
}

/** Whether only words are left between this step and the end: a caller who hangs up here has lost nothing. */
function nothingLeftToAsk(flow: Flow, name: string): boolean {
  const step = stepNamed(flow, name);
  if (step.kind === 'say') return nothingLeftToAsk(flow, step.next);
  return step.kind === 'hangUp';
}

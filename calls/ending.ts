import { outcomeWithoutCaller } from './callback/agent-leg.ts';
import { sendDraft } from './drafting.ts';
import { escalationOver, outcomeWithAgent } from './escalation/leaving.ts';
import type { Flow } from './flow.ts';
import { stopFollowing } from './following.ts';
import { reportGaps } from './gaps.ts';
import { leaveQueue } from './queue/exits.ts';
import { note, setCall } from './recording.ts';
import type { Outcome } from './rows.ts';
import { type CallState, type Draft, stepNamed, type Turn } from './state.ts';

/** Hangs up for everyone; the outcome counts once ACS confirms the end. */
export function hangUp(before: CallState, outcome: Outcome, at: string): Turn {
  return hangUpForEveryone(stopFollowing(before, true), outcome, at);
}

/**
 * The same, after nothing but what is wanted already. Who waits in a queue leaves it at once: until the end is confirmed agents would be
 * offered them, one after the other.
 */
export function hangUpForEveryone(
  { state: before, wanted }: Draft,
  outcome: Outcome,
  at: string,
): Turn {
  const ending: CallState = { ...before, phase: 'hanging-up', ending: outcome };
  const left = leaveQueue(setCall(ending, { state: 'hanging-up' }));
  const all = [...wanted, ...left.wanted, { type: 'hangUp' } as const];
  return sendDraft({ state: left.state, wanted: all }, at);
}

/** The call is over: its rows are complete, nothing is sent any more. */
export function end(before: CallState, because: Outcome, at: string): Turn {
  const over = escalationOver(reportGaps(before, at), because, at);
  const outcome = outcomeWithAgent(over, because);
  const state: CallState = { ...over, phase: 'ended', open: [] };
  const told = note(state, { at, kind: 'decision', type: 'outcome', words: `ended: ${outcome}` });
  const { step } = told.call;
  return {
    state: setCall(told, { state: 'ended', endedAt: at, outcome, ...(step ? { step } : {}) }),
    commands: [],
  };
}

/** The call is over because it was handed over (ACS protocol reference, section 10). */
const HANDED_OVER = 7015;
/** The caller hung up: from the telephone network, and otherwise (section 10). */
const HUNG_UP: readonly (number | undefined)[] = [540_000, 0, undefined];

/**
 * What the end of a call means that somebody else than we brought about, or that confirms ours. `subCode`: that of its end. One
 * that ends with a transfer that failed has failed.
 */
export function outcomeWhenOver(
  flow: Flow,
  state: CallState,
  subCode: number | undefined,
): Outcome {
  if (state.phase === 'hanging-up') return state.ending ?? 'completed';
  const unreached = outcomeWithoutCaller(state);
  if (unreached) return unreached;
  if (subCode === HANDED_OVER) return 'transferred';
  const { position, gaveUp } = state;
  if (gaveUp === 'failed' && !HUNG_UP.includes(subCode)) return 'failed';
  if (!position || !nothingLeftToAsk(flow, position.step)) return 'abandoned';
  return gaveUp ?? 'completed';
}

/** Whether only words are left between this step and the end: a caller who hangs up here has lost nothing. */
function nothingLeftToAsk(flow: Flow, name: string): boolean {
  const step = stepNamed(flow, name);
  if (step.kind === 'say') return nothingLeftToAsk(flow, step.next);
  if (step.kind === 'hours')
    return [step.open, step.closed, step.holiday].every((next) => nothingLeftToAsk(flow, next));
  return step.kind === 'hangUp';
}

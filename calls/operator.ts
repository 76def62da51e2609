import { OPERATOR_KEY } from './decision.ts';
import type { Flow } from './flow.ts';
import { type KeyStream, sequencesOf } from './key-stream.ts';
import { leaveQuestion } from './leaving.ts';
import { note } from './recording.ts';
import type { CallState, Question, Turn } from './state.ts';
import { enter } from './walking.ts';

/** Questions from which nothing leads to a person: there is one, the call is on its way out, or it takes a moment. */
const WITHOUT_OPERATOR: readonly Question[] = [
  'escalating',
  'transferring',
  'calling-back',
  'closing',
];

/** Whether the flow has an operator to go to from where the call is. */
export function hasOperator(flow: Flow, state: CallState): boolean {
  const { position } = state;
  if (flow.operator === undefined || !position || state.phase !== 'talking') return false;
  return position.step !== flow.operator && !WITHOUT_OPERATOR.includes(position.question);
}

/** The numbers of the keys that would lead to the operator from here, if they are of no recognition. */
export function operatorKeys(flow: Flow, state: CallState): number[][] {
  const { stream, position, lastKey } = state;
  if (!stream || !position || !hasOperator(flow, state)) return [];
  const sequences = sequencesOf(stream, flow.operatorSequence);
  // its first key may have ended the entry before, as one too many: then the second one alone is new
  const seconds = lastKey === flow.operatorSequence[0] ? sequences.map((one) => one.slice(1)) : [];
  if (position.question === 'entry') return [...sequences, ...seconds];
  return [...singles(stream), ...sequences];
}

function singles(stream: KeyStream): number[][] {
  return Object.entries(stream.keys)
    .filter(([, key]) => key === OPERATOR_KEY)
    .map(([number]) => [Number(number)]);
}

/** Leads to the flow's operator step: what plays or listens is cut off by its first prompt, and its results are stale. */
export function toOperator(flow: Flow, before: CallState, at: string): Turn {
  const { position } = before;
  if (flow.operator === undefined || !position) return { state: before, commands: [] };
  const words = `leaves ${position.step} for the operator`;
  const told = note(before, { at, kind: 'decision', type: 'operator', words });
  const state = leaveQuestion(told, 'operator', at);
  const left: CallState = { ...state, sending: undefined, lastKey: undefined };
  return enter(flow, left, flow.operator, at);
}

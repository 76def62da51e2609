import { asked } from './asking.ts';
import { keepDigits } from './recording.ts';
import type { CallState } from './state.ts';

/** The state with a row that says how a question was left without an answer; sentences leave none. */
export function leaveQuestion(
  state: CallState,
  result: 'operator' | 'hung-up',
  at: string,
): CallState {
  const { position, open, call } = state;
  if (!position || open.length === 0) return state;
  const { step, question, attempts } = position;
  if (question !== 'menu' && question !== 'entry' && question !== 'confirm') return state;
  const { code, subCode } = call;
  const row = { step, question, digits: '', length: 0, result, code, subCode };
  return keepDigits(state, { ...row, attempt: asked(attempts), at });
}

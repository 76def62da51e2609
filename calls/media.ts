import { asked } from './asking.ts';
import { type Judged, unanswered } from './decision.ts';
import { hangUp } from './ending.ts';
import type { MediaEvent, RecognizeCompleted } from './events.ts';
import type { Flow, Step } from './flow.ts';
import { afterConfirm, afterEntry } from './gather.ts';
import { afterMenu } from './menu.ts';
import { type Heard, heard } from './recognition.ts';
import { keepDigits, setCall } from './recording.ts';
import type { DigitsRow } from './rows.ts';
import { type CallState, type Position, stepNamed, type Turn } from './state.ts';
import { enter, follow, wayOut } from './walking.ts';

/** What the result of the media operation that was open leads to. */
export function afterMedia(
  flow: Flow,
  before: CallState,
  event: MediaEvent | RecognizeCompleted,
): Turn {
  const open = before.open.filter((context) => context !== event.operationContext);
  const state = { ...before, open };
  const { position } = state;
  if (!position || state.phase !== 'talking') return { state, commands: [] };
  const step = stepNamed(flow, position.step);
  if (event.type === 'PlayCompleted') return onwards(flow, state, step, event.at);
  return afterResult(flow, state, heard(event, stopTones(step, position)), event.at);
}

/** What a result means to what is said or asked right now; a refused command is such a result too. */
export function afterResult(flow: Flow, state: CallState, result: Heard, at: string): Turn {
  const { position } = state;
  if (!position) return { state, commands: [] };
  const step = stepNamed(flow, position.step);
  if (position.question === 'say' || position.question === 'closing') {
    return unsaid(flow, state, position, step, at);
  }
  const judged = judge(step, position, result);
  const kept = keep(state, position, position.question, result, judged, at);
  return follow(flow, kept, position, judged.decision, at);
}

/** Words that could not be said are said once more; then the call goes on without them. */
function unsaid(flow: Flow, state: CallState, position: Position, step: Step, at: string): Turn {
  const { decision } = unanswered(position.attempts, 'failed');
  return decision.to === 'again'
    ? follow(flow, state, position, decision, at)
    : onwards(flow, state, step, at);
}

function onwards(flow: Flow, state: CallState, step: Step, at: string): Turn {
  const next = wayOut(step);
  return next ? enter(flow, state, next, at) : hangUp(state, state.gaveUp ?? 'completed', at);
}

function judge(step: Step, position: Position, result: Heard): Judged {
  if (step.kind === 'menu') return afterMenu(step, position.attempts, result);
  if (step.kind !== 'gather') throw new Error(`${position.step} asks nothing`);
  return position.question === 'confirm'
    ? afterConfirm(step, position.digits ?? '', position.attempts, result)
    : afterEntry(step, position.attempts, result);
}

function keep(
  state: CallState,
  position: Position,
  question: DigitsRow['question'],
  { digits, code, subCode }: Heard,
  { result }: Judged,
  at: string,
): CallState {
  const attempt = asked(position.attempts);
  const { step } = position;
  const row = { step, question, digits, length: digits.length, result, code, subCode, attempt, at };
  const isNoMatch = result === 'no-match' || result === 'partial';
  return setCall(keepDigits(state, row), {
    noInputs: state.call.noInputs + (result === 'no-input' ? 1 : 0),
    noMatches: state.call.noMatches + (isNoMatch ? 1 : 0),
  });
}

function stopTones(step: Step, position: Position) {
  return step.kind === 'gather' && position.question === 'entry' ? step.terminators : [];
}

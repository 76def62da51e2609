import { asked } from './asking.ts';
import { callbackUnanswered } from './callback/taking.ts';
import { afterMoreTime, type Judged, unanswered } from './decision.ts';
import type { MediaEvent, RecognizeCompleted } from './events.ts';
import type { Flow, Step } from './flow.ts';
import { afterConfirm, afterEntry, afterSensitiveAgain, stopTones } from './gather.ts';
import { withTaken, withUntold } from './key-stream.ts';
import { giveUpLookup } from './lookup/ending.ts';
import { afterLookupMedia } from './lookup/waiting.ts';
import { afterMenu } from './menu.ts';
import { hasOperator } from './operator.ts';
import { type Heard, heard } from './recognition.ts';
import { keepDigits, setCall } from './recording.ts';
import { type CallState, type Position, type Question, stepNamed, type Turn } from './state.ts';
import type { Key } from './tones.ts';
import { handOverByStep } from './transferring.ts';
import { follow, wayOutOf } from './walking.ts';

/** Questions that are none: words that nobody answers. */
const WORDS: readonly Question[] = ['say', 'before-transfer', 'closing'];

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
  if (step.kind === 'lookup') {
    return afterLookupMedia(flow, state, event.type === 'PlayCompleted', event.at);
  }
  if (event.type === 'PlayCompleted') return afterWords(flow, state, position, event.at);
  const result = heard(event, endingTones(step, position));
  return afterResult(flow, withKeysTaken(state, event, result), result, event.at);
}

/** What a result means to what is said or asked right now; a refused command is such a result too. */
export function afterResult(flow: Flow, state: CallState, result: Heard, at: string): Turn {
  const { position } = state;
  if (!position) return { state, commands: [] };
  const step = stepNamed(flow, position.step);
  if (step.kind === 'lookup')
    return giveUpLookup(flow, state, 'nothing was heard for too long', at);
  if (step.kind === 'callBack') return callbackUnanswered(flow, state, at);
  if (WORDS.includes(position.question)) return unsaid(flow, state, position, at);
  const judged = judge(flow, state, step, position, result);
  const kept = keep(state, position, result, judged, at);
  return follow(flow, kept, position, judged.decision, at);
}

/** The keys a recognition reports are its own: continuous recognition tells them a second time. */
function withKeysTaken(
  state: CallState,
  event: MediaEvent | RecognizeCompleted,
  result: Heard,
): CallState {
  const { stream } = state;
  if (!stream || event.type === 'PlayFailed' || event.type === 'PlayCanceled') return state;
  const { subCode } = event;
  if (result.digits === '' && subCode !== 8514) {
    return subCode === 8510 ? state : { ...state, stream: withUntold(stream) };
  }
  const reported = event.digits ?? '';
  const isStopTold = reported.length > result.digits.length;
  const extra = subCode === 8514 && !isStopTold ? 1 : 0;
  const from = state.position?.keysFrom ?? 0;
  return { ...state, stream: withTaken(stream, { digits: reported, extra, from }) };
}

/** Words that could not be said are said once more; then the call goes on without them. */
function unsaid(flow: Flow, state: CallState, position: Position, at: string): Turn {
  const { decision } = unanswered(position.attempts, 'failed');
  return decision.to === 'again'
    ? follow(flow, state, position, decision, at)
    : afterWords(flow, state, position, at);
}

/** What follows words that nobody answers. */
function afterWords(flow: Flow, state: CallState, position: Position, at: string): Turn {
  return position.question === 'before-transfer'
    ? handOverByStep(flow, state, at)
    : wayOutOf(flow, state, position.step, at);
}

function judge(
  flow: Flow,
  state: CallState,
  step: Step,
  position: Position,
  result: Heard,
): Judged {
  const { attempts, question, moreTimeAsked = false } = position;
  const context = { hasOperator: hasOperator(flow, state), moreTimeAsked };
  if (context.hasOperator && endsInSequence(flow, state, question, result)) {
    return { result: 'operator', decision: { to: 'operator' } };
  }
  if (question === 'more-time') return afterMoreTime(result);
  if (step.kind === 'menu') return afterMenu(step, attempts, result, context);
  if (step.kind !== 'gather') throw new Error(`${position.step} asks nothing`);
  switch (question) {
    case 'confirm':
      return afterConfirm(
        step,
        position.digits ?? '',
        attempts,
        inClear(result, '1', '2'),
        context,
      );
    case 'sensitive-again':
      return afterSensitiveAgain(attempts, inClear(result, '0', '1'), context);
    default:
      return afterEntry(step, attempts, result, context);
  }
}

/** The answer to a question about a secret entry: the key it was compared with, or another. */
function inClear(result: Heard, same: Key, other: Key): Heard {
  return result.sealed ? { ...result, digits: result.sealed.matches ? same : other } : result;
}

/** Whether the keys hold the operator sequence: within an entry, or as the keys of two questions in a row. */
function endsInSequence(
  flow: Flow,
  { lastKey = '' }: CallState,
  question: Position['question'],
  { digits }: Heard,
): boolean {
  if (question === 'entry') return digits.includes(flow.operatorSequence);
  return digits.length === 1 && lastKey + digits === flow.operatorSequence;
}

function keep(
  state: CallState,
  position: Position,
  heard: Heard,
  { result }: Judged,
  at: string,
): CallState {
  const { code, subCode, sealed } = heard;
  const { step, question } = position;
  const isRecorded = question === 'menu' || question === 'entry' || question === 'confirm';
  const isOneKey = question !== 'entry' && heard.digits.length === 1;
  const isWrong = result === 'no-match' || result === 'partial';
  const lastKey = isOneKey || isWrong ? heard.digits.at(-1) : undefined;
  const told = { ...state, lastKey };
  if (!isRecorded) return told;
  const attempt = asked(position.attempts);
  const digits = sealed ? '' : heard.digits;
  const length = sealed?.length ?? digits.length;
  const row = { step, question, digits, length, result, code, subCode, attempt, at };
  return setCall(keepDigits(told, sealed?.jwe ? { ...row, sealed: sealed.jwe } : row), {
    noInputs: state.call.noInputs + (result === 'no-input' ? 1 : 0),
    noMatches: state.call.noMatches + (isWrong ? 1 : 0),
  });
}

function endingTones(step: Step, position: Position): Key[] {
  return step.kind === 'gather' && position.question === 'entry' ? stopTones(step) : [];
}

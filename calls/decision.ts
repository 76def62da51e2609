import type { SealedEntry } from './events.ts';
import type { Gather, Menu } from './flow.ts';
import type { GatherResult } from './gather-result.ts';
import type { Heard } from './recognition.ts';
import type { Attempts, GaveUp } from './state.ts';

/** What a question's result leads to. */
export type Decision =
  | { to: 'step'; step: string }
  /** The step's `otherwise`. */
  | { to: 'fallback'; because: GaveUp }
  /** The same question, with its counters. */
  | { to: 'again'; attempts: Attempts }
  /** The read-back of what was keyed in: of a secret entry only its last four. */
  | { to: 'confirm'; digits: string; sealed?: SealedEntry }
  /** The digits are kept and the call goes on. */
  | { to: 'kept'; digits: string; step: string }
  /** The step is entered anew, its counters restart. */
  | { to: 'entry' }
  /** The question whether the caller needs more time (`moreTime`), before giving up on silence. */
  | { to: 'more-time' }
  /** The flow's `operator` step. */
  | { to: 'operator' }
  /** The one-key question after a secret entry that was not good (`sensitiveAgain`). */
  | { to: 'sensitive-again'; attempts: Attempts }
  /** From that question back to the entry, with its counters. */
  | { to: 'entry-again'; attempts: Attempts };

/** Results that bring no keys to judge. */
export type Unanswered = Exclude<Heard['result'], 'complete' | 'terminated' | 'partial'>;

/** A decision with the result that is kept of the question. */
export interface Judged {
  result: GatherResult;
  decision: Decision;
}

/** What beside its keys decides what a question's result leads to. */
export interface Context {
  /** The flow has an `operator` step. */
  hasOperator: boolean;
  /** Since the step was entered, the caller was asked whether they need more time. */
  moreTimeAsked: boolean;
}

/** The one key that leads to a person, in sentences, menus and questions about an entry. */
export const OPERATOR_KEY = '0';

/** The third silence, and the third wrong entry, of a question lead to the step's fallback. */
export const ATTEMPTS = 3;
/** What ACS could not do is tried once more. */
const TRIES = 2;

/** Asks again, or gives up when this was the last attempt of its kind. */
export function again(attempts: Attempts, because: GaveUp): Decision {
  const counted = count(attempts, because);
  const isLast =
    counted.noInput >= ATTEMPTS || counted.noMatch >= ATTEMPTS || counted.failed >= TRIES;
  return isLast ? { to: 'fallback', because } : { to: 'again', attempts: counted };
}

function count(attempts: Attempts, because: GaveUp): Attempts {
  switch (because) {
    case 'no-input':
      return { ...attempts, noInput: attempts.noInput + 1 };
    case 'no-match':
      return { ...attempts, noMatch: attempts.noMatch + 1 };
    case 'failed':
      return { ...attempts, failed: attempts.failed + 1 };
  }
}

/** What no usable keys mean, whatever was asked: silence, a wrong key, or a recognition that ACS could not do. */
export function unanswered(attempts: Attempts, result: Unanswered): Judged {
  const because = result === 'cancelled' ? 'failed' : result;
  return { result, decision: again(attempts, because) };
}

/** The same of a menu or a gather: its last silence leads to `moreTime` first, once for each time the step is entered. */
export function unansweredStep(
  step: Menu | Gather,
  attempts: Attempts,
  result: Unanswered,
  { moreTimeAsked }: Context,
): Judged {
  const judged = unanswered(attempts, result);
  const { decision } = judged;
  const isLastSilence = decision.to === 'fallback' && decision.because === 'no-input';
  return isLastSilence && step.moreTime !== undefined && !moreTimeAsked
    ? { result, decision: { to: 'more-time' } }
    : judged;
}

/** What the key after `moreTime` means: any key enters the step anew, anything else gives up on the silence before. */
export function afterMoreTime(heard: Heard): Judged {
  switch (heard.result) {
    case 'complete':
    case 'terminated':
    case 'partial':
      return { result: 'complete', decision: { to: 'entry' } };
    default:
      return { result: heard.result, decision: { to: 'fallback', because: 'no-input' } };
  }
}

/** What the operator key leads to; nothing for other keys, and where the flow has no operator. */
export function operatorKey(digits: string, { hasOperator }: Context): Judged | undefined {
  return hasOperator && digits === OPERATOR_KEY
    ? { result: 'operator', decision: { to: 'operator' } }
    : undefined;
}

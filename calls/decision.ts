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
  /** The read-back of what was keyed in. */
  | { to: 'confirm'; digits: string }
  /** The digits are kept and the call goes on. */
  | { to: 'kept'; digits: string; step: string }
  /** The step is entered anew, its counters restart. */
  | { to: 'entry' };

/** A decision with the result that is kept of the question. */
export interface Judged {
  result: GatherResult;
  decision: Decision;
}

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
export function unanswered(
  attempts: Attempts,
  result: Exclude<Heard['result'], 'complete' | 'terminated' | 'partial'>,
): Judged {
  const because = result === 'cancelled' ? 'failed' : result;
  return { result, decision: again(attempts, because) };
}

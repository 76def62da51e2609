import { again, type Judged, unanswered } from './decision.ts';
import type { Gather } from './flow.ts';
import type { Heard } from './recognition.ts';
import type { Attempts } from './state.ts';

/**
 * What a finished recognition means to a gather: an entry of the right length is read back, or kept where there is no
 * read-back. Too few or too many digits count as a wrong entry, silence by itself.
 */
export function afterEntry(gather: Gather, attempts: Attempts, heard: Heard): Judged {
  switch (heard.result) {
    case 'complete':
    case 'terminated':
    case 'partial': {
      const { length } = heard.digits;
      if (length < gather.min || length > gather.max) {
        const result = heard.result === 'partial' ? 'partial' : 'no-match';
        return { result, decision: again(attempts, 'no-match') };
      }
      const result = heard.result === 'terminated' ? 'terminated' : 'complete';
      return { result, decision: accepted(gather, heard.digits) };
    }
    default:
      return unanswered(attempts, heard.result);
  }
}

function accepted(gather: Gather, digits: string): Judged['decision'] {
  return gather.readBack ? { to: 'confirm', digits } : { to: 'kept', digits, step: gather.next };
}

/** What the key after a read-back means: 1 keeps the entry, 2 asks for it again. */
export function afterConfirm(
  gather: Gather,
  digits: string,
  attempts: Attempts,
  heard: Heard,
): Judged {
  switch (heard.result) {
    case 'complete':
    case 'terminated':
    case 'partial':
      if (heard.digits === '1') {
        return { result: 'complete', decision: { to: 'kept', digits, step: gather.next } };
      }
      if (heard.digits === '2') return { result: 'complete', decision: { to: 'entry' } };
      return { result: 'no-match', decision: again(attempts, 'no-match') };
    default:
      return unanswered(attempts, heard.result);
  }
}

import type { EntryChecks } from './commands.ts';
import {
  again,
  type Context,
  type Decision,
  type Judged,
  operatorKey,
  unanswered,
  unansweredStep,
} from './decision.ts';
import type { SealedEntry } from './events.ts';
import type { Gather } from './flow.ts';
import { matches } from './matching.ts';
import type { Heard } from './recognition.ts';
import type { Attempts } from './state.ts';
import { isKey, type Key } from './tones.ts';

/**
 * What a finished recognition means to a gather: a good entry is read back, or kept where there is no read-back; any other
 * counts as a wrong entry, silence by itself. `partial` decides about an entry that just stops: `judge` takes it if it is
 * good, `reject` never, `accept` from its first digit on, whatever is to match.
 */
export function afterEntry(
  gather: Gather,
  attempts: Attempts,
  heard: Heard,
  context: Context,
): Judged {
  switch (heard.result) {
    case 'complete':
    case 'terminated':
    case 'partial': {
      const digits = afterClear(heard.digits, gather.clear);
      if (!isTaken(gather, heard, digits)) {
        const result = heard.result === 'partial' ? 'partial' : 'no-match';
        return { result, decision: wrong(gather, attempts) };
      }
      const result = heard.result === 'terminated' ? 'terminated' : 'complete';
      return { result, decision: accepted(gather, digits, heard.sealed) };
    }
    default:
      return unansweredStep(gather, attempts, heard.result, context);
  }
}

/** What was keyed in after the last clear key. */
export function afterClear(digits: string, clear: Key | undefined): string {
  return clear === undefined ? digits : digits.slice(digits.lastIndexOf(clear) + 1);
}

function isTaken(gather: Gather, { result, sealed }: Heard, digits: string): boolean {
  const isGood = sealed?.matches ?? matches(gather, digits);
  if (result !== 'partial') return isGood;
  switch (gather.partial) {
    case 'judge':
      return isGood;
    case 'reject':
      return false;
    case 'accept':
      return isWithin(gather.max, sealed?.length ?? digits.length, digits);
  }
}

/** Short is accepted; too long, or with a tone that we do not know, is not. */
function isWithin(max: number, length: number, digits: string): boolean {
  return length > 0 && length <= max && [...digits].every(isKey);
}

/** A secret entry cannot hold the operator sequence: after a wrong one, one key leads to a person. */
function wrong({ sensitiveAgain }: Gather, attempts: Attempts): Decision {
  const decision = again(attempts, 'no-match');
  return decision.to === 'again' && sensitiveAgain !== undefined
    ? { to: 'sensitive-again', attempts: decision.attempts }
    : decision;
}

function accepted(gather: Gather, digits: string, sealed: SealedEntry | undefined): Decision {
  if (!gather.readBack) return { to: 'kept', digits, step: gather.next };
  return sealed ? { to: 'confirm', digits, sealed } : { to: 'confirm', digits };
}

/** What the key after a read-back means: 1 keeps the entry, 2 asks for it again, 0 leads to the operator. */
export function afterConfirm(
  gather: Gather,
  digits: string,
  attempts: Attempts,
  heard: Heard,
  context: Context,
): Judged {
  switch (heard.result) {
    case 'complete':
    case 'terminated':
    case 'partial':
      if (heard.digits === '1') {
        return { result: 'complete', decision: { to: 'kept', digits, step: gather.next } };
      }
      if (heard.digits === '2') return { result: 'complete', decision: { to: 'entry' } };
      return (
        operatorKey(heard.digits, context) ?? {
          result: 'no-match',
          decision: again(attempts, 'no-match'),
        }
      );
    default:
      return unansweredStep(gather, attempts, heard.result, context);
  }
}

/** What the key after `sensitiveAgain` means: 0 leads to the operator, any other back to the entry; silence asks for the key again. */
export function afterSensitiveAgain(attempts: Attempts, heard: Heard, context: Context): Judged {
  switch (heard.result) {
    case 'complete':
    case 'terminated':
    case 'partial':
      return (
        operatorKey(heard.digits, context) ?? {
          result: 'complete',
          decision: { to: 'entry-again', attempts },
        }
      );
    default:
      return unanswered(attempts, heard.result);
  }
}

/** The keys that end the entry's recognition: `*` too where the entry is secret, as the way to `sensitiveAgain`. */
export function stopTones({ terminators, sensitive }: Gather): Key[] {
  return sensitive ? [...new Set<Key>([...terminators, '*'])] : terminators;
}

/** How often a caller can key in and clear a whole entry before ACS ends it: it counts the cleared keys too. */
const CLEARED_ENTRIES = 2;

/**
 * How many tones the entry's recognition collects. Where a terminator ends the entry, one more than it needs: otherwise it
 * would end with the last digit, and the terminator that the caller was told to press would fall into the next question.
 */
export function mostTones({ max, terminators, clear }: Gather): number {
  const entry = terminators.length > 0 ? max + 1 : max;
  return clear === undefined ? entry : entry + CLEARED_ENTRIES * (max + 1);
}

/** What the callback function checks of a secret entry, as it seals the keys before they come here. */
export function entryChecks(gather: Gather): EntryChecks {
  const { min, max, match, readBack } = gather;
  return {
    min,
    max,
    ...(match?.kind === 'pattern' ? { pattern: match.pattern } : {}),
    ...(match?.kind === 'luhn' ? { luhn: true } : {}),
    stopTones: stopTones(gather),
    lastFour: readBack !== undefined,
  };
}

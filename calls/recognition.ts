import type { MediaEvent, RecognizeCompleted, SealedEntry } from './events.ts';
import type { GatherResult } from './gather-result.ts';
import type { Key } from './tones.ts';

/** What one finished recognition brought. */
export interface Heard {
  result: Exclude<GatherResult, 'hung-up' | 'operator'>;
  /** The keys, without a stop tone; empty when they are sealed. */
  digits: string;
  /** Of secret keys: what may be known. */
  sealed?: SealedEntry;
  code?: number;
  subCode?: number;
}

/**
 * What a Recognize event means (ACS protocol reference, section 10). The type decides first, then the subcode: a Completed
 * event may carry code 400. A subcode we do not know takes the safe path: keys that came are judged like any others, and
 * without keys the recognition failed.
 */
export function heard(event: RecognizeCompleted | MediaEvent, stopTones: readonly Key[]): Heard {
  const { code, subCode } = event;
  const keys = 'sealed' in event && event.sealed ? { sealed: event.sealed } : {};
  const digits = event.digits ?? '';
  const hasKeys = digits !== '' || 'sealed' in keys;
  switch (event.type) {
    case 'RecognizeCompleted':
      return {
        result: completed(subCode, hasKeys),
        digits: trim(digits, event, stopTones),
        ...keys,
        code,
        subCode,
      };
    case 'RecognizeFailed': {
      const result = failed(subCode);
      return result === 'partial'
        ? { result, digits, ...keys, code, subCode }
        : { result, digits: '', code, subCode };
    }
    case 'RecognizeCanceled':
    case 'PlayCanceled':
      return { result: 'cancelled', digits: '', code, subCode };
    case 'PlayFailed':
      return { result: 'failed', digits: '', code, subCode };
    case 'PlayStarted':
    case 'PlayCompleted':
      throw new Error(`${event.type} is no result of a recognition`);
  }
}

function completed(subCode: number | undefined, hasKeys: boolean): Heard['result'] {
  switch (subCode) {
    case 8531:
    case 8533:
      return 'complete';
    case 8514:
      return 'terminated';
    case 8532:
      return 'partial';
    case 8508:
      return 'cancelled';
    default:
      return hasKeys ? 'complete' : 'failed';
  }
}

function failed(subCode: number | undefined): Heard['result'] {
  switch (subCode) {
    case 8510:
      return 'no-input';
    case 8532:
      return 'partial';
    case 8534:
    case 8547:
      return 'no-match';
    default:
      return 'failed';
  }
}

/** Whether ACS counts the stop tone among the tones is not known (section 17): it is no digit either way. */
function trim(digits: string, event: RecognizeCompleted, stopTones: readonly Key[]): string {
  const last = digits.at(-1);
  const stopped = event.subCode === 8514 && stopTones.some((tone) => tone === last);
  return stopped ? digits.slice(0, -1) : digits;
}

import type { ResultInformation } from './cloud-event.ts';
import type { End } from './phones.ts';

/**
 * Why a call of an app came to nothing: codes of the service, and what the telephone network said. Section 10 of the ACS
 * protocol reference has each subcode; which of several the service sends is not published.
 */
export interface CallFailure extends End {
  sip: number;
  message: string;
}

export const BUSY_HERE: CallFailure = {
  code: 486,
  subCode: 8540,
  sip: 486,
  message: 'The called party is busy.',
};

export const DECLINED: CallFailure = {
  code: 603,
  subCode: 8538,
  sip: 603,
  message: 'The called party declined the call.',
};

export const NO_ANSWER: CallFailure = {
  code: 480,
  subCode: 10078,
  sip: 480,
  message: 'The called party did not answer.',
};

/** The app hung up while the phone rang: the call never was, so it failed rather than ended. */
export const CANCELLED_BY_APP: CallFailure = {
  code: 487,
  subCode: 540487,
  sip: 487,
  message: 'The call was cancelled by its originator.',
};

/** A failure as its event tells it; `sipDetails` are newer than the rest (section 9.1), so a switch leaves them out. */
export function failureResult(failure: CallFailure, withSipDetails: boolean): ResultInformation {
  const { code, subCode, sip, message } = failure;
  return {
    code,
    subCode,
    message,
    ...(withSipDetails ? { sipDetails: { code: sip, message } } : {}),
  };
}

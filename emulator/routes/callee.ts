import type { Call } from '../entities.ts';
import { invalid, notBuiltYet } from '../errors.ts';
import { E164, type Identifier, rawId } from '../identifiers.ts';

/** 400/8523 unless `number` is E.164. */
export function checkNumber(field: string, number: string): void {
  if (!E164.test(number)) throw invalid(field, 'it has to be an E.164 number.');
}

/**
 * Refuses who cannot be called into this call: 501 all but numbers and ACS users, 400/8523 a number that is none, and somebody who
 * is there already or is being called. For the last the service's answer is not published; as the request can never be
 * carried out, it is refused as invalid and not as a conflict that a repetition might find gone.
 */
export function checkCallee(call: Call, field: string, who: Identifier): void {
  if (who.kind === 'unknown') {
    throw notBuiltYet('Calling anybody but a phone number or an ACS user', field);
  }
  if (who.kind === 'phoneNumber') checkNumber(`${field}.phoneNumber.value`, who.value);
  const present = [...call.participants, ...call.invitations].map(({ identifier }) => identifier);
  if (call.transfer) present.push(call.transfer.target);
  if (present.some((identifier) => rawId(identifier) === rawId(who))) {
    throw invalid(field, 'they are in the call already, or being called.');
  }
}

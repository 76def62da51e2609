import type { EntryChecks } from './commands.ts';
import type { Gather, Match } from './flow.ts';
import { isDate } from './matching-date.ts';
import { fitsPattern } from './matching-pattern.ts';
import { isKey } from './tones.ts';

/** What says of an entry whether it is good: a gather, or what is passed on of a secret one. */
export type Entry = Pick<Gather, 'min' | 'max' | 'match'> & Pick<EntryChecks, 'pattern' | 'luhn'>;

/** Whether `digits`, without a stop tone, are a good entry. A tone that we do not know makes any entry a bad one. */
export function matches({ min, max, match, pattern, luhn }: Entry, digits: string): boolean {
  return (
    digits.length >= min &&
    digits.length <= max &&
    [...digits].every(isKey) &&
    (match === undefined || fits(match, digits)) &&
    (pattern === undefined || fitsPattern(pattern, digits)) &&
    (!luhn || isLuhn(digits))
  );
}

function fits(match: Match, digits: string): boolean {
  switch (match.kind) {
    case 'pattern':
      return fitsPattern(match.pattern, digits);
    case 'luhn':
      return isLuhn(digits);
    case 'date':
      return isDate(match.format, digits);
    case 'oneOf':
      return match.values.includes(digits);
  }
}

/** Whether the last digit is the check digit of those before it (ISO/IEC 7812-1, annex B). Of cards, and some account numbers. */
export function isLuhn(digits: string): boolean {
  if (!/^[0-9]{2,}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

import { about, type Draft, type DraftStep, type Fault } from './flow-draft.ts';
import { dateOf, gathersOf, lengthsOf, matchOf } from './flow-entries.ts';
import { quoted } from './flow-words.ts';
import { LONGEST_PATTERN, lengthsOfPattern, readPattern } from './matching-pattern.ts';

/** What an entry has to be goes together with how long it has to be. */
export function faultyMatches(draft: Draft): Fault[] {
  return gathersOf(draft).flatMap((step) => [
    ...shortLuhn(step),
    ...faultyPattern(step),
    ...longDate(step),
    ...oddValues(step),
  ]);
}

/** A mistake at `match`, or at a part of it. */
function faultAt(step: DraftStep, path: (string | number)[], words: string): Fault {
  const message = `${about(step)} ${words}`;
  return { path: [...step.path, 'match', ...path], at: 'value', message };
}

/** "4 to 6", "8". */
function range({ min, max }: { min: number; max: number }): string {
  return min === max ? `${max}` : `${min} to ${max}`;
}

function shortLuhn(step: DraftStep): Fault[] {
  const lengths = lengthsOf(step);
  return step.body.match === 'luhn' && lengths && lengths.min < 2
    ? [faultAt(step, [], 'match is luhn, which needs two digits at least. Raise min.')]
    : [];
}

function faultyPattern(step: DraftStep): Fault[] {
  const { pattern } = matchOf(step);
  if (typeof pattern !== 'string') return [];
  if (pattern === '' || pattern.length > LONGEST_PATTERN) return [];
  const read = readPattern(pattern);
  if (!Array.isArray(read)) {
    const found = read.part === '' ? 'ends too early' : `has ${quoted(read.part)}`;
    const words = `pattern ${found} at position ${read.at + 1}. It may have keys (\\* for the star), \\d, [0-5], the repeats ?, {3} and {3,5}, and | between alternatives.`;
    return [faultAt(step, ['pattern'], words)];
  }
  const lengths = lengthsOf(step);
  if (!lengths) return [];
  const fits = lengthsOfPattern(read).some(
    ({ min, max }) => min <= lengths.max && max >= lengths.min,
  );
  const words = `pattern fits no entry of ${range(lengths)} digits. Change one of the two.`;
  return fits ? [] : [faultAt(step, ['pattern'], words)];
}

function longDate(step: DraftStep): Fault[] {
  const date = dateOf(step);
  const lengths = lengthsOf(step);
  if (!date || !lengths) return [];
  if (date.length >= lengths.min && date.length <= lengths.max) return [];
  const words = `date is ${date.length} digits, but the entry has ${range(lengths)}. Leave exactly, min and max out.`;
  return [faultAt(step, ['date'], words)];
}

function oddValues(step: DraftStep): Fault[] {
  const { oneOf } = matchOf(step);
  const lengths = lengthsOf(step);
  if (!Array.isArray(oneOf) || !lengths) return [];
  return oneOf.flatMap((value: unknown, index) => {
    if (typeof value !== 'string') return [];
    if (value.length >= lengths.min && value.length <= lengths.max) return [];
    const words = `oneOf has ${quoted(value)}, but the entry has ${range(lengths)} digits. Change one of the two.`;
    return [faultAt(step, ['oneOf', index], words)];
  });
}

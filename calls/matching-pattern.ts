import { KEYS } from './tones.ts';

/** Keys that may stand in one place of an entry, from `min` to `max` times one after the other. */
interface Part {
  keys: string;
  min: number;
  max: number;
}

/** A pattern as it is matched: one of these sequences fits. */
export type Pattern = Part[][];

/** What cannot be read of a pattern: the part at `at`, counted from 0. */
export interface Unreadable {
  at: number;
  part: string;
}

/** Most characters of a pattern. */
export const LONGEST_PATTERN = 100;

const DIGITS = '0123456789';
/** Keys in a row that a repeat may take: as many as the longest entry has. */
const MOST_REPEATS = 40;

/** One part: a key, `\d` or a class, then how often. The keys `*` and `.` of regular expressions mean something else there. */
const PART =
  /(?<key>[0-9A-D#])|\\(?<escaped>[*#])|(?<digit>\\d)|\[(?<keys>(?:[0-9](?:-[0-9])?|[A-D](?:-[A-D])?|\\d|[*#])+)\]/y;
const REPEAT = /(?<once>\?)|\{(?<min>\d{1,2})(?:,(?<max>\d{1,2}))?\}/y;

/**
 * Reads a pattern: regular expressions of keys, `\d`, classes like `[0-5]`, the repeats `?`, `{n}` and `{n,m}`, and `|`
 * between whole alternatives. There are no groups, so no repeat is inside another.
 */
export function readPattern(text: string): Pattern | Unreadable {
  const alternatives: Pattern = [[]];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '|') {
      alternatives.push([]);
      at += 1;
      continue;
    }
    PART.lastIndex = at;
    const part = PART.exec(text);
    const keys = part && keysOf(part.groups ?? {});
    if (!part || !keys) return { at, part: text[at] ?? '' };
    at += part[0].length;
    REPEAT.lastIndex = at;
    const repeat = REPEAT.exec(text);
    const [min, max] = timesOf(repeat?.groups);
    if (min > max || max > MOST_REPEATS) return { at, part: repeat?.[0] ?? '' };
    at += repeat?.[0].length ?? 0;
    alternatives.at(-1)?.push({ keys, min, max });
  }
  return alternatives;
}

/** How long an entry can be that fits, for each of the alternatives. */
export function lengthsOfPattern(pattern: Pattern): { min: number; max: number }[] {
  const sum = (parts: Part[], end: 'min' | 'max') =>
    parts.reduce((total, part) => total + part[end], 0);
  return pattern.map((parts) => ({ min: sum(parts, 'min'), max: sum(parts, 'max') }));
}

/** Nothing if a range runs backwards. */
function keysOf({ key, escaped, digit, keys = '' }: Record<string, string>): string | undefined {
  if (digit) return DIGITS;
  const single = key ?? escaped;
  if (single) return single;
  const parts = keys.match(/.-.|\\d|./g) ?? [];
  const each = parts.map((part) => {
    if (part === '\\d') return DIGITS;
    return part.length === 1 ? part : range(part.charAt(0), part.charAt(2));
  });
  return each.includes('') ? undefined : each.join('');
}

function range(first: string, last: string): string {
  return KEYS.slice(KEYS.indexOf(first), KEYS.indexOf(last) + 1);
}

function timesOf(groups: Record<string, string | undefined> | undefined): [number, number] {
  if (!groups) return [1, 1];
  if (groups.once) return [0, 1];
  return [Number(groups.min), Number(groups.max ?? groups.min)];
}

/**
 * Whether the whole of `digits` fits the pattern; a pattern that cannot be read fits nothing. All ways to fit are followed at
 * once, so that no pattern takes longer than its parts times the square of the entry's length: a regular expression can take
 * years over `\d?\d?\d?…`.
 */
export function fitsPattern(pattern: string, digits: string): boolean {
  const read = readPattern(pattern);
  return Array.isArray(read) && read.some((parts) => endsOf(parts, digits).has(digits.length));
}

/** Where in `digits` the parts can end if they begin at its first key. */
function endsOf(parts: Part[], digits: string): Set<number> {
  return parts.reduce<Set<number>>(
    (starts, { keys, min, max }) => {
      const ends = new Set<number>();
      for (const start of starts) {
        for (let end = start; end - start <= max; end += 1) {
          if (end - start >= min) ends.add(end);
          const key = digits[end];
          if (key === undefined || !keys.includes(key)) break;
        }
      }
      return ends;
    },
    new Set([0]),
  );
}

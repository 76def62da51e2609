/**
 * The keys of one session of continuous recognition, in the order of their numbers, and which of them finished recognitions
 * have taken already. A key that both kinds of recognition report counts once; where numbers and keys cannot decide, it does
 * not act (design, section 6).
 */
export interface KeyStream {
  /** Counts the starts of recognition on this participant, from 1. */
  session: number;
  /** Whether we want it to run. */
  isOn: boolean;
  /** Starts that we did not plan: after a failure, or a stop that we did not ask for. */
  restarts: number;
  /** Keys by their number, as text. */
  keys: Record<number, string>;
  /** What finished recognitions reported, in order. */
  taken: Taken[];
  /** Keys below this number never act any more. */
  settled: number;
  /** Numbers that were reported as missing. */
  gaps: number[];
}

/** `extra`: a stop tone that is pressed, and so numbered, but not among the digits. */
export interface Taken {
  digits: string;
  extra: 0 | 1;
}

/** The stream of a session in which nothing was pressed yet. */
export function newStream(session: number, restarts: number): KeyStream {
  return { session, isOn: true, restarts, keys: {}, taken: [], settled: 0, gaps: [] };
}

/** The stream with one key more. A number that was seen stays as it is. */
export function withKey(stream: KeyStream, sequenceId: number, key: string): KeyStream {
  if (sequenceId in stream.keys) return stream;
  return { ...stream, keys: { ...stream.keys, [sequenceId]: key } };
}

/** The stream after a recognition reported its keys. */
export function withTaken(stream: KeyStream, taken: Taken): KeyStream {
  return { ...stream, taken: [...stream.taken, taken] };
}

/** The stream after something happened that makes every key so far meaningless. */
export function settledAll(stream: KeyStream): KeyStream {
  return { ...stream, settled: Math.max(stream.settled, last(stream) + 1) };
}

/** A jump in the numbers that is longer than this is no loss of keys: nobody presses so many. */
const MOST_MISSING = 100;

/** Numbers between the first and the last seen that have not come, nor been reported. */
export function missing(stream: KeyStream): number[] {
  const numbers: number[] = [];
  const end = last(stream);
  for (let number = first(stream); number < end && numbers.length < MOST_MISSING; number += 1) {
    if (!(number in stream.keys) && !stream.gaps.includes(number)) numbers.push(number);
  }
  return numbers;
}

/** Whether the key of this number is certainly of no finished recognition, and has not acted. */
export function isFree(stream: KeyStream, number: number): boolean {
  if (!(number in stream.keys) || number < stream.settled) return false;
  if (missing(stream).some((open) => open < number)) return false;
  const before = Object.keys(stream.keys).filter((seen) => Number(seen) < number).length;
  const reported = stream.taken.reduce((sum, { digits, extra }) => sum + digits.length + extra, 0);
  return before >= reported && !spans(stream).some(([from, to]) => number >= from && number < to);
}

/** Where the reported keys lie in the stream: each report at the first place where no seen key contradicts it. */
function spans(stream: KeyStream): [from: number, to: number][] {
  const found: [number, number][] = [];
  let place = first(stream);
  for (const { digits, extra } of stream.taken) {
    while (contradicts(stream, digits, place)) place += 1;
    found.push([place, place + digits.length + extra]);
    place += digits.length + extra;
  }
  return found;
}

function contradicts(stream: KeyStream, digits: string, place: number): boolean {
  return [...digits].some((digit, index) => {
    const key = stream.keys[place + index];
    return key !== undefined && key !== digit && key !== '?' && digit !== '?';
  });
}

function first(stream: KeyStream): number {
  return Math.min(...Object.keys(stream.keys).map(Number), Number.MAX_SAFE_INTEGER);
}

function last(stream: KeyStream): number {
  return Math.max(...Object.keys(stream.keys).map(Number), -1);
}

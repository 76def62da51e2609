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
  /** How many reports there were when a recognition was cut off, or ended without telling its keys; absent when none was. */
  untoldAt?: number;
}

/** What one recognition reported. */
export interface Taken {
  digits: string;
  /** A stop tone that is pressed, and so numbered, but not among the digits. */
  extra: 0 | 1;
  /** Keys below this number had come before it was asked: they are not its own. */
  from: number;
}

/** The stream of a session in which nothing was pressed yet. */
export function newStream(session: number, restarts: number): KeyStream {
  return { session, isOn: true, restarts, keys: {}, taken: [], settled: 0, gaps: [] };
}

/** Whether following the keys ended by itself, and not because we stopped it. */
export function hasEnded(stream: KeyStream | undefined): boolean {
  return stream !== undefined && !stream.isOn && stream.restarts > 0;
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

/**
 * The stream after a recognition whose keys we shall never be told: those that came do not act any more, and of those that are
 * still to come nobody knows which were its own, until the next report is found among them.
 */
export function withUntold(stream: KeyStream): KeyStream {
  return { ...settledAll(stream), untoldAt: stream.taken.length };
}

/** The stream after something happened that makes every key so far meaningless. */
export function settledAll(stream: KeyStream): KeyStream {
  return { ...stream, settled: Math.max(stream.settled, nextNumber(stream)) };
}

/** The stream when no recognition has been open for long: keys so far do not act any more, and those to come are of none. */
export function settledForGood({ untoldAt: _over, ...stream }: KeyStream): KeyStream {
  return settledAll(stream);
}

/** The number that the next key will have, as far as we know. */
export function nextNumber(stream: KeyStream | undefined): number {
  return stream ? Math.max(...Object.keys(stream.keys).map(Number), -1) + 1 : 0;
}

/** A jump in the numbers that is longer than this is no loss of keys: nobody presses so many. */
const MOST_MISSING = 100;

/** Numbers between the first and the last seen that have not come, nor been reported. */
export function missing(stream: KeyStream): number[] {
  const numbers: number[] = [];
  const end = nextNumber(stream) - 1;
  for (let number = first(stream); number < end && numbers.length < MOST_MISSING; number += 1) {
    if (!(number in stream.keys) && !stream.gaps.includes(number)) numbers.push(number);
  }
  return numbers;
}

/** Where keys in a row are those of `sequence`, each as the numbers of its keys. */
export function sequencesOf(stream: KeyStream, sequence: string): number[][] {
  return Object.keys(stream.keys)
    .map((number) => [...sequence].map((_key, index) => Number(number) + index))
    .filter((numbers) => numbers.every((number, index) => stream.keys[number] === sequence[index]));
}

/** Whether the key of this number is certainly of no recognition, came after all that reported, and has not acted. */
export function isFree(stream: KeyStream, number: number): boolean {
  if (!(number in stream.keys) || number < stream.settled) return false;
  if (missing(stream).some((open) => open < number)) return false;
  return !mayBeTaken(stream, number);
}

/**
 * Each report lies at the first place where no seen key contradicts it; while a number there has not come, it may as well lie at
 * any other. A key before a report that is found is too late to act: the caller has answered something else since.
 */
function mayBeTaken(stream: KeyStream, number: number): boolean {
  let free = first(stream);
  let isUntold = stream.untoldAt !== undefined;
  for (const [index, report] of stream.taken.entries()) {
    const length = report.digits.length + report.extra;
    let place = Math.max(free, report.from);
    while (contradicts(stream, report, place)) place += 1;
    free = place + length;
    if (range(place, length).every((one) => one in stream.keys)) {
      if (number < free) return true;
      if (index >= (stream.untoldAt ?? 0)) isUntold = false;
    } else if (mayLieOn(stream, report, number)) return true;
  }
  return isUntold;
}

function mayLieOn(stream: KeyStream, report: Taken, number: number): boolean {
  const length = report.digits.length + report.extra;
  const places = range(number - length + 1, length).filter((place) => place >= report.from);
  return places.some((place) => !contradicts(stream, report, place));
}

function contradicts(stream: KeyStream, { digits }: Taken, place: number): boolean {
  return [...digits].some((digit, index) => {
    const key = stream.keys[place + index];
    return key !== undefined && key !== digit && key !== '?' && digit !== '?';
  });
}

function first(stream: KeyStream): number {
  return Math.min(...Object.keys(stream.keys).map(Number), Number.MAX_SAFE_INTEGER);
}

function range(from: number, length: number): number[] {
  return Array.from({ length }, (_, index) => from + index);
}

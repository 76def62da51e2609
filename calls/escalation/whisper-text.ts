import { otherSide } from '../parties.ts';
import type { CallState } from '../state.ts';
import { spoken } from '../tones.ts';

/** So many digits at the end of a number are told. */
const TOLD = 2;
/** A value as short as this would be told by its end. */
const SHORT = 4;

/**
 * What an agent is told of a call: `{caller}` becomes the end of the caller's number, `{keyed}` the names of what was keyed in,
 * with the end of each. A sentence is left out when its value is not there: a number that is withheld, nothing keyed in.
 */
export function whisperText(text: string, state: CallState): string {
  const values: Record<string, string> = { caller: callerEnd(state), keyed: keyedIn(state) };
  const sentences = text.match(/[^.!?]+[.!?]*\s*/g) ?? [];
  return sentences
    .filter((sentence) => namesIn(sentence).every((name) => values[name] !== ''))
    .join('')
    .replace(/\{(\w+)\}/g, (gap, name: string) => values[name] ?? gap)
    .trim();
}

function namesIn(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

function callerEnd(state: CallState): string {
  const number = otherSide(state);
  return number.startsWith('+') ? spoken(number.slice(-TOLD)) : '';
}

function keyedIn({ collected }: CallState): string {
  return Object.entries(collected)
    .map(([name, digits]) => masked(name, digits))
    .join(', ');
}

function masked(name: string, digits: string): string {
  return digits.length < SHORT ? name : `${name} ${spoken(digits.slice(-TOLD))}`;
}

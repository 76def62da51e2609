import { about, type Draft, type DraftStep, type Fault } from './flow-draft.ts';
import { digitsOf, gathersOf } from './flow-entries.ts';

/** The keys that end an entry or clear it mean one thing, and an entry can come to its end. */
export function faultyKeys(draft: Draft): Fault[] {
  return gathersOf(draft).flatMap((step) => [
    ...repeatedEnds(step),
    ...takenKeys(step, draft),
    ...clearIsEnd(step),
    ...endless(step),
  ]);
}

/** A key beside its place in `digits`. */
interface EndKey {
  key: unknown;
  /** Below `digits`. */
  path: (string | number)[];
}

/** The keys that end the entry. */
function endKeys(step: DraftStep): EndKey[] {
  const { end } = digitsOf(step);
  if (Array.isArray(end)) {
    return end.map((key: unknown, index) => ({ key, path: ['end', index] }));
  }
  return end === undefined ? [] : [{ key: end, path: ['end'] }];
}

function clearKey(step: DraftStep): EndKey[] {
  const { clear } = digitsOf(step);
  return clear === undefined ? [] : [{ key: clear, path: ['clear'] }];
}

/** A mistake at a part of a gather's `digits`. */
function faultAt(step: DraftStep, path: (string | number)[], words: string): Fault {
  const message = `${about(step)} ${path[0]} ${words}`;
  return { path: [...step.path, 'digits', ...path], at: 'value', message };
}

function repeatedEnds(step: DraftStep): Fault[] {
  const ends = endKeys(step);
  return ends
    .filter(({ key }, index) => ends.findIndex((other) => other.key === key) < index)
    .map(({ key, path }) => faultAt(step, path, `names "${key}" twice. Remove one.`));
}

/** The operator sequence can be keyed inside an entry: its first key would end or clear the entry before the second. */
function takenKeys(step: DraftStep, { operator, operatorKey }: Draft): Fault[] {
  const isSecret = step.body.sensitive === true;
  const isTaken = ({ key }: EndKey) =>
    (isSecret && key === '*') || (!isSecret && operator !== undefined && key === operatorKey);
  const words = isSecret
    ? 'is "*", which ends every secret entry, as a way out of it. Use another key.'
    : `is "${operatorKey}", with which the operator sequence begins. Use another key, or another operatorSequence.`;
  return [...endKeys(step), ...clearKey(step)]
    .filter(isTaken)
    .map(({ path }) => faultAt(step, path, words));
}

function clearIsEnd(step: DraftStep): Fault[] {
  const ends = endKeys(step).map(({ key }) => key);
  return clearKey(step)
    .filter(({ key }) => ends.includes(key))
    .map(({ key, path }) =>
      faultAt(step, path, `is "${key}", which ends the entry too. Use another key.`),
    );
}

/** The phone service counts cleared keys too: without an end key, such an entry ends only by just stopping. */
function endless(step: DraftStep): Fault[] {
  const { clear, partial } = digitsOf(step);
  if (clear === undefined || partial !== 'reject' || endKeys(step).length > 0) return [];
  const words =
    'is reject, but with a clear key and no end an entry only ever just stops. Add end, or leave partial out.';
  return [faultAt(step, ['partial'], words)];
}

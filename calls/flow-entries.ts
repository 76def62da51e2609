import { about, type Draft, type DraftStep, type Fault, isRecord } from './flow-draft.ts';

/** The gathers by the name that they keep their digits under. */
export function keptNames(draft: Draft): Map<string, DraftStep[]> {
  const gathers = draft.steps.filter((step) => typeof step.body.as === 'string');
  return Map.groupBy(gathers, (step) => String(step.body.as));
}

/** All gathers, the fields of forms among them. */
export function gathersOf(draft: Draft): DraftStep[] {
  return draft.steps.filter((step) => step.kind === 'gather');
}

/** Fewest and most digits that a gather takes; nothing if that cannot be read. */
export function lengthsOf(step: DraftStep): { min: number; max: number } | undefined {
  const { exactly = dateOf(step)?.length, min = 1, max } = digitsOf(step);
  if (max === undefined && typeof exactly === 'number') return { min: exactly, max: exactly };
  return typeof min === 'number' && typeof max === 'number' ? { min, max } : undefined;
}

/** What a gather says of its digits, as far as it can be read. */
export function digitsOf({ body }: DraftStep): Record<string, unknown> {
  return isRecord(body.digits) ? body.digits : {};
}

/** What an entry has to be beside its length, as far as it can be read. */
export function matchOf({ body }: DraftStep): Record<string, unknown> {
  return isRecord(body.match) ? body.match : {};
}

/** The order of the parts of a date, if the entry is one. */
export function dateOf(step: DraftStep): string | undefined {
  const { date } = matchOf(step);
  return typeof date === 'string' ? date : undefined;
}

/** What a gather takes makes sense: how many digits, and a name that means one thing. */
export function faultyEntries(draft: Draft): Fault[] {
  return [
    ...gathersOf(draft).flatMap((step) => [...howMany(step), ...reservedName(step)]),
    ...[...keptNames(draft).values()].flatMap(twoMeanings),
  ];
}

function howMany(step: DraftStep): Fault[] {
  const digits = digitsOf(step);
  const { exactly, min, max } = digits;
  const path = [...step.path, 'digits'];
  const fault = (property: string, message: string): Fault[] => [
    { path: [...path, property], at: 'value', message: `${about(step)} ${message}` },
  ];
  const isStated = isRecord(step.body.digits);
  const isElse = step.body.digits !== undefined && !isStated;
  if (isElse || Object.keys(step.body).length === 0) return [];
  if (exactly !== undefined) {
    return ['min', 'max'].flatMap((other) =>
      digits[other] === undefined
        ? []
        : fault(other, `${other} says nothing beside exactly. Remove one of the two.`),
    );
  }
  if (max === undefined && (min !== undefined || dateOf(step) === undefined)) {
    const words = isStated
      ? 'digits does not say how many. Add exactly, or min and max.'
      : 'digits is missing; write how many digits, like { exactly: 8 }.';
    return [{ path, at: 'key', message: `${about(step)} ${words}` }];
  }
  return typeof min === 'number' && typeof max === 'number' && min > max
    ? fault('min', `min is ${min}, more than max, ${max}. Exchange the two.`)
    : [];
}

/** Names that mean something else in a text. */
export const RESERVED_NAMES: Record<string, string> = {
  digits: 'the entry itself',
  lastFour: 'the end of a secret entry',
};

function reservedName(step: DraftStep): Fault[] {
  const name = String(step.body.as);
  if (!Object.hasOwn(RESERVED_NAMES, name)) return [];
  const message = `${about(step)} as is "${name}", which in a readBack is ${RESERVED_NAMES[name]}. Choose another name.`;
  return [{ path: [...step.path, 'as'], at: 'value', message }];
}

/**
 * Two gathers may keep their digits under one name: a line asks for the account number in more than one place, and a later
 * entry takes the place of the earlier. Then both have to take the same digits, or the name would mean two things.
 */
function twoMeanings([first, ...others]: DraftStep[]): Fault[] {
  return others.flatMap((step) => {
    const words = first && otherMeaning(first, step);
    const message = `${about(step)} as is "${step.body.as}", under which ${words}`;
    return words ? [{ path: [...step.path, 'as'], at: 'value', message }] : [];
  });
}

function otherMeaning(first: DraftStep, step: DraftStep): string | undefined {
  if (first.form && first.form === step.form) {
    return 'another field of this form keeps its digits. Choose another name.';
  }
  const isSecret = first.body.sensitive === true;
  if (isSecret !== (step.body.sensitive === true)) {
    return `"${first.name}" keeps ${isSecret ? 'secret digits' : 'digits that are not secret'}. Choose another name.`;
  }
  const [there, here] = [lengths(first), lengths(step)];
  return !here || !there || here === there
    ? undefined
    : `"${first.name}" keeps ${there} digits, not ${here}. Take as many, or choose another name.`;
}

function lengths(step: DraftStep): string | undefined {
  const range = lengthsOf(step);
  if (!range) return undefined;
  const { min, max } = range;
  return min === max ? String(max) : `${min} to ${max}`;
}

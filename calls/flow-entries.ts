import { about, type Draft, type DraftStep, type Fault, isRecord } from './flow-draft.ts';

/** The gathers by the name that they keep their digits under. */
export function keptNames(draft: Draft): Map<string, DraftStep[]> {
  const gathers = draft.steps.filter((step) => typeof step.body.as === 'string');
  return Map.groupBy(gathers, (step) => String(step.body.as));
}

/** Most digits that a gather takes; 0 if that cannot be read. */
export function mostDigits(step: DraftStep): number {
  const { exactly, max } = digitsOf(step);
  if (typeof exactly === 'number') return exactly;
  return typeof max === 'number' ? max : 0;
}

/** What a gather takes makes sense: how many digits, which keys end it, and a name that means one thing. */
export function faultyEntries(draft: Draft): Fault[] {
  const gathers = draft.steps.filter((step) => step.kind === 'gather');
  return [
    ...gathers.flatMap((step) => [...howMany(step), ...repeatedEnds(step), ...reservedName(step)]),
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
  if (!isRecord(step.body.digits)) return [];
  if (exactly !== undefined) {
    return ['min', 'max'].flatMap((other) =>
      digits[other] === undefined
        ? []
        : fault(other, `${other} says nothing beside exactly. Remove one of the two.`),
    );
  }
  if (max === undefined) {
    const message = `${about(step)} digits does not say how many. Add exactly, or min and max.`;
    return [{ path, at: 'key', message }];
  }
  return typeof min === 'number' && typeof max === 'number' && min > max
    ? fault('min', `min is ${min}, more than max, ${max}. Exchange the two.`)
    : [];
}

function repeatedEnds(step: DraftStep): Fault[] {
  const { end } = digitsOf(step);
  if (!Array.isArray(end)) return [];
  return end.flatMap((key: unknown, index) =>
    end.indexOf(key) === index
      ? []
      : [
          {
            path: [...step.path, 'digits', 'end', index],
            at: 'value',
            message: `${about(step)} end names "${String(key)}" twice. Remove one.`,
          },
        ],
  );
}

function reservedName(step: DraftStep): Fault[] {
  if (step.body.as !== 'digits') return [];
  const message = `${about(step)} as is "digits", which in a readBack is the entry itself. Choose another name.`;
  return [{ path: [...step.path, 'as'], at: 'value', message }];
}

/**
 * Two gathers may keep their digits under one name: a line asks for the account number in more than one place, and a later
 * entry takes the place of the earlier. Then both have to take the same digits, or the name would mean two things.
 */
function twoMeanings([first, ...others]: DraftStep[]): Fault[] {
  const there = first && lengths(first);
  return others.flatMap((step) => {
    const here = lengths(step);
    if (!first || !here || !there || here === there) return [];
    const message = `${about(step)} as is "${step.body.as}", under which "${first.name}" keeps ${there} digits, not ${here}. Take as many, or choose another name.`;
    return [{ path: [...step.path, 'as'], at: 'value', message }];
  });
}

function lengths(step: DraftStep): string | undefined {
  const { exactly, min, max } = digitsOf(step);
  if (typeof exactly === 'number') return String(exactly);
  return typeof max === 'number' ? `${min ?? 1} to ${max}` : undefined;
}

function digitsOf(step: DraftStep): Record<string, unknown> {
  return isRecord(step.body.digits) ? step.body.digits : {};
}

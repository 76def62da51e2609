import { about, type Draft, type DraftStep, type Fault, isRecord } from './flow-draft.ts';
import { gathersOf, keptNames, RESERVED_NAMES } from './flow-entries.ts';
import { lookupsOf, namesOf } from './flow-looked-up.ts';
import { wayWithout } from './flow-ways.ts';
import { nearestName, quoted } from './flow-words.ts';

/** What lookups send is known and no secret, what they keep is a name of its own, and no key of an apology means two things. */
export function faultyLookups(draft: Draft): Fault[] {
  return lookupsOf(draft).flatMap((step) => [
    ...faultySends(step, draft),
    ...faultyNames(step, draft),
    ...takenKey(step, draft),
    ...emptyBranches(step),
  ]);
}

function faultAt(
  step: DraftStep,
  path: (string | number)[],
  words: string,
  at: Fault['at'] = 'value',
): Fault {
  return { path: [...step.path, ...path], at, message: `${about(step)} ${words}` };
}

function faultySends(step: DraftStep, draft: Draft): Fault[] {
  const sends: unknown[] = Array.isArray(step.body.send) ? step.body.send : [];
  return sends.flatMap((name, index) => {
    if (typeof name !== 'string') return [];
    const words = faultySend(name, step, draft);
    return words === undefined ? [] : [faultAt(step, ['send', index], `send has ${words}`)];
  });
}

function faultySend(name: string, step: DraftStep, draft: Draft): string | undefined {
  const gathers = keptNames(draft);
  const known = [...new Set([...gathers.keys(), ...lookupsOf(draft).flatMap(namesOf)])];
  if (!known.includes(name)) {
    const allKnown = gathersOf(draft).every(({ body }) => typeof body.as === 'string');
    if (!allKnown) return undefined;
    const near = nearestName(name, known);
    const hint =
      near === undefined
        ? 'Write a name that stands under "as" or "keep".'
        : `Did you mean ${quoted(near)}?`;
    return `${quoted(name)}, which no gather and no lookup keeps. ${hint}`;
  }
  if (gathers.get(name)?.some(({ body }) => body.sensitive === true)) {
    return `${quoted(name)}, which is secret and sent nowhere. Leave it out.`;
  }
  const way = wayWithout(name, step, draft);
  return way === undefined
    ? undefined
    : `${quoted(name)}, which is not collected on every way here: ${way}. Collect it before, or leave it out.`;
}

function faultyNames(step: DraftStep, draft: Draft): Fault[] {
  return namesOf(step).flatMap((name) => {
    const [gather] = keptNames(draft).get(name) ?? [];
    const reserved = RESERVED_NAMES[name];
    const words = reserved
      ? `which in a readBack is ${reserved}`
      : gather && `under which "${gather.name}" keeps digits`;
    if (words === undefined) return [];
    return [
      faultAt(step, ['keep', name], `keep has "${name}", ${words}. Choose another name.`, 'key'),
    ];
  });
}

/** The operator sequence begins with a key that would lead elsewhere at once. */
function takenKey(step: DraftStep, { operator, operatorKey }: Draft): Fault[] {
  const { sorry } = step.body;
  const keys = isRecord(sorry) && isRecord(sorry.keys) ? Object.keys(sorry.keys) : [];
  if (operator === undefined || !keys.includes(operatorKey)) return [];
  const words = `key ${operatorKey} begins the operator sequence. Use another key, or another operatorSequence.`;
  return [faultAt(step, ['sorry', 'keys', operatorKey], words, 'key')];
}

function emptyBranches(step: DraftStep): Fault[] {
  const when = isRecord(step.body.when) ? Object.entries(step.body.when) : [];
  return when
    .filter(([, steps]) => isRecord(steps) && Object.keys(steps).length === 0)
    .map(([pointer]) =>
      faultAt(
        step,
        ['when', pointer],
        `when has no value for ${pointer}. Write values with their steps, like { active: balance }, or leave it out.`,
        'key',
      ),
    );
}

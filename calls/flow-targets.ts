import { about, type Draft, type DraftStep, type Fault, type Path } from './flow-draft.ts';
import { entrances, exits, exitsAreKnown } from './flow-exits.ts';
import { didYouMean, nearestName, quoted } from './flow-words.ts';

/** Every step that is led to exists. */
export function missingTargets(draft: Draft): Fault[] {
  const names = draft.steps.map((step) => step.name);
  const missing = (to: string, label: string, path: Path): Fault[] =>
    names.includes(to)
      ? []
      : [
          {
            path,
            at: 'value',
            message: `${label} leads to ${quoted(to)}, which does not exist.${didYouMean(to, names) || ' Write that step, or lead to another.'}`,
          },
        ];
  const { start, operator } = draft;
  return [
    ...(start === undefined ? [] : missing(start, 'start', ['start'])),
    ...(operator === undefined ? [] : missing(operator, 'operator', ['operator'])),
    ...draft.steps.flatMap((step) =>
      exits(step).flatMap(({ to, label, path, of }) => missing(to, `${about(of)} ${label}`, path)),
    ),
  ];
}

/**
 * Every step can be reached from the start, or is the operator's. A misspelt name counts as the one it resembles. Says nothing while a way out
 * cannot be read or leads nowhere, as any step could be behind it.
 */
export function unreachableSteps(draft: Draft): Fault[] {
  if (draft.start === undefined) return [];
  const first = entrances(draft).map((name) => stepMeant(name, draft));
  if (!first.every((step) => step !== undefined)) return [];
  const reached = new Set(first);
  for (const step of reached) {
    if (!exitsAreKnown(step)) return [];
    for (const exit of exits(step)) {
      const next = stepMeant(exit.to, draft);
      if (!next) return [];
      reached.add(next);
    }
  }
  return draft.steps
    .filter((step) => !reached.has(step))
    .filter(({ form }) => !form || reached.has(form))
    .map((step) => ({
      path: step.path,
      at: 'key',
      message: `${step.form ? 'field' : 'step'} "${step.name}" can never be reached. Lead to it from another step, or remove it.`,
    }));
}

/** The step of that name, or the one that the author probably meant. */
export function stepMeant(name: string, draft: Draft): DraftStep | undefined {
  const find = (wanted: string | undefined) => draft.steps.find((step) => step.name === wanted);
  return (
    find(name) ??
    find(
      nearestName(
        name,
        draft.steps.map((step) => step.name),
      ),
    )
  );
}

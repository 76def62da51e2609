import {
  about,
  type Draft,
  type DraftStep,
  type Exit,
  exits,
  exitsAreKnown,
  type Fault,
} from './flow-draft.ts';
import { didYouMean, nearestName, quoted } from './flow-words.ts';

/** Every step that is led to exists. */
export function missingTargets(draft: Draft): Fault[] {
  const names = draft.steps.map((step) => step.name);
  const missing = (exit: Exit, subject: string): Fault[] =>
    names.includes(exit.to)
      ? []
      : [
          {
            path: exit.path,
            at: 'value',
            message: `${subject}${exit.label} leads to ${quoted(exit.to)}, which does not exist.${didYouMean(exit.to, names) || ' Write that step, or lead to another.'}`,
          },
        ];
  return [
    ...(draft.start === undefined
      ? []
      : missing({ path: ['start'], label: 'start', to: draft.start }, '')),
    ...draft.steps.flatMap((step) =>
      exits(step).flatMap((exit) => missing(exit, `${about(step)} `)),
    ),
  ];
}

/**
 * Every step can be reached from the start. A misspelt name counts as the one it resembles. Says nothing while a way out
 * cannot be read or leads nowhere, as any step could be behind it.
 */
export function unreachableSteps(draft: Draft): Fault[] {
  const first = draft.start === undefined ? undefined : stepMeant(draft.start, draft);
  if (!first) return [];
  const reached = new Set([first]);
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
    .map((step) => ({
      path: step.path,
      at: 'key',
      message: `step "${step.name}" can never be reached. Lead to it from another step, or remove it.`,
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

import { about, type Draft, type DraftStep, type Fault, kindsOf } from './flow-draft.ts';
import { faultsOfIssue } from './flow-issues.ts';
import { type AuthoredFlow, flowSchema, STEP_KINDS } from './flow-schema.ts';
import { didYouMean } from './flow-words.ts';

/** The flow in its author's shape, or all that is wrong with that shape. `draft` is what can be read of `value`. */
export function readShape(
  value: unknown,
  draft: Draft,
): { ok: true; authored: AuthoredFlow } | { ok: false; faults: Fault[] } {
  const parsed = flowSchema.safeParse(value);
  if (parsed.success) return { ok: true, authored: parsed.data };
  const unclear = draft.steps.filter((step) => step.kind === undefined);
  const names = new Set<unknown>(unclear.map((step) => step.name));
  const issues = parsed.error.issues.filter(
    ({ code, path }) => code === 'invalid_key' || path[0] !== 'steps' || !names.has(path[1]),
  );
  return {
    ok: false,
    faults: [
      ...unclear.map(unclearKind),
      ...issues.flatMap((issue) => faultsOfIssue(issue, [], draft)),
    ],
  };
}

/** A step is one thing; what is wrong inside it can only be told once it is known which. */
function unclearKind(step: DraftStep): Fault {
  const kinds = kindsOf(step.body);
  const [, second] = kinds;
  if (second) {
    return {
      path: [...step.path, second],
      at: 'key',
      message: `${about(step)} is ${kinds.join(' and ')} at once. Make a step of each.`,
    };
  }
  const hints = Object.keys(step.body).map((property) => didYouMean(property, STEP_KINDS));
  return {
    path: step.path,
    at: 'key',
    message: `${about(step)} does nothing. Give it one of ${STEP_KINDS.join(', ')}.${hints.find(Boolean) ?? ''}`,
  };
}

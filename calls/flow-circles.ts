import { about, type Draft, type DraftStep, type Fault, silentExit } from './flow-draft.ts';
import { stepMeant } from './flow-targets.ts';

/**
 * Every path ends: without a key, the call comes to a hangUp. Each circle is told once, at the exit that leads back to the
 * step of it that is written first.
 */
export function endlessCircles(draft: Draft): Fault[] {
  return draft.steps.flatMap((first, index) => {
    const circle = circleFrom(first, draft);
    const before = draft.steps.slice(0, index);
    const last = circle.at(-1);
    return last && !circle.some((step) => before.includes(step)) ? [circleFault(circle, last)] : [];
  });
}

/** The steps from `first` on, if the call of a caller who presses nothing comes back to it. */
function circleFrom(first: DraftStep, draft: Draft): DraftStep[] {
  const passed = new Set<DraftStep>();
  let step: DraftStep | undefined = first;
  while (step && !passed.has(step)) {
    passed.add(step);
    const exit = silentExit(step);
    step = exit && stepMeant(exit.to, draft);
  }
  return step === first ? [...passed] : [];
}

function circleFault(circle: DraftStep[], last: DraftStep): Fault {
  const exit = silentExit(last);
  const names = [...circle, ...circle.slice(0, 1)].map((step) => step.name).join(' → ');
  const leads =
    circle.length === 1 ? 'leads back to the step itself' : `leads round in a circle (${names})`;
  return {
    path: exit?.path ?? last.path,
    at: 'value',
    message: `${about(last)} ${exit?.label} ${leads}: a caller who presses nothing never gets out. Lead on towards a hangUp.`,
  };
}

import { about, type Draft, type DraftStep, type Fault } from './flow-draft.ts';
import { type Exit, silentExits } from './flow-exits.ts';
import { stepMeant } from './flow-targets.ts';

/**
 * Every path ends: without a key, the call comes to a hangUp. Each circle is told once, at the exit that leads back to the
 * step of it that is written first.
 */
export function endlessCircles(draft: Draft): Fault[] {
  return draft.steps.flatMap((first, index) => {
    const circle = circleFrom(first, draft);
    const before = draft.steps.slice(0, index);
    return circle && !circle.steps.some((step) => before.includes(step)) ? [fault(circle)] : [];
  });
}

interface Circle {
  /** Each leads to the one behind it, the last back to the first. */
  steps: DraftStep[];
  back: Exit;
}

/** The shortest way on which a caller who presses nothing comes from `first` back to it. */
function circleFrom(first: DraftStep, draft: Draft): Circle | undefined {
  const ways = new Map<DraftStep, DraftStep[]>([[first, [first]]]);
  for (const [step, way] of ways) {
    for (const exit of silentExits(step)) {
      const next = stepMeant(exit.to, draft);
      if (next === first) return { steps: way, back: exit };
      if (next && !ways.has(next)) ways.set(next, [...way, next]);
    }
  }
  return undefined;
}

function fault({ steps, back }: Circle): Fault {
  const names = [...steps, ...steps.slice(0, 1)].map((step) => step.name).join(' → ');
  const leads =
    steps.length === 1 ? 'leads back to the step itself' : `leads round in a circle (${names})`;
  return {
    path: back.path,
    at: 'value',
    message: `${about(back.of)} ${back.label} ${leads}: a caller who presses nothing never gets out. Lead on towards a hangUp.`,
  };
}

import { about, type Draft, type DraftStep, type Fault, silentExit } from './flow-draft.ts';
import { stepMeant } from './flow-targets.ts';

/**
 * Every path ends: without a key, the call comes to a hangUp. Each circle is told once, at the exit that leads back to the
 * step of it that is written first.
 */
export function endlessCircles(draft: Draft): Fault[] {
  const place = new Map(draft.steps.map((step, index) => [step, index]));
  const seen = new Set<DraftStep>();
  return draft.steps.flatMap((first) => {
    const path: DraftStep[] = [];
    let step: DraftStep | undefined = first;
    while (step && !seen.has(step)) {
      seen.add(step);
      path.push(step);
      step = afterSilence(step, draft);
    }
    const circle = step ? path.slice(path.indexOf(step)) : [];
    return step && path.includes(step) ? [circleFault(circle, place)] : [];
  });
}

function circleFault(circle: DraftStep[], place: Map<DraftStep, number>): Fault {
  const at = (step: DraftStep) => place.get(step) ?? 0;
  const firstWritten = circle.reduce((first, step) => (at(step) < at(first) ? step : first));
  const turned = circle.indexOf(firstWritten);
  const round = [...circle.slice(turned), ...circle.slice(0, turned)];
  const last = round.at(-1) ?? firstWritten;
  const exit = silentExit(last);
  const names = [...round, firstWritten].map((step) => step.name).join(' → ');
  return {
    path: exit?.path ?? last.path,
    at: 'value',
    message: `${about(last)} ${exit?.label} leads round in a circle (${names}): a caller who presses nothing never gets out. Lead one of these steps towards a hangUp.`,
  };
}

function afterSilence(step: DraftStep, draft: Draft): DraftStep | undefined {
  const exit = silentExit(step);
  return exit && stepMeant(exit.to, draft);
}

import { about, type Draft, type DraftStep, type Fault } from './flow-draft.ts';
import { keptNames } from './flow-entries.ts';
import { entrances, exits } from './flow-exits.ts';
import { spokenTexts } from './flow-spoken.ts';
import { stepMeant } from './flow-targets.ts';

/** Digits that a text says are collected by then, whatever way the call has come. */
export function uncollectedNames(draft: Draft): Fault[] {
  const kept = keptNames(draft);
  return draft.steps.flatMap((step) =>
    spokenTexts(step).flatMap(({ path, label, names }) =>
      names.flatMap((name) => {
        const way = kept.has(name) ? wayWithout(name, step, draft) : undefined;
        if (!way) return [];
        const message = `${about(step)} ${label} has {${name}}, which is not collected on every way here: ${way}. Collect it before, or leave it out.`;
        return [{ path, at: 'value', message }];
      }),
    ),
  );
}

/** The shortest way from the start, or from there to the operator, to `goal` on which no gather keeps `name`, as words; nothing if there is none. */
function wayWithout(name: string, goal: DraftStep, draft: Draft): string | undefined {
  const cameFrom = new Map<DraftStep, DraftStep | undefined>();
  for (const name of entrances(draft)) {
    const entrance = stepMeant(name, draft);
    const [start] = cameFrom.keys();
    if (entrance && !cameFrom.has(entrance)) cameFrom.set(entrance, start);
  }
  for (const step of cameFrom.keys()) {
    for (const exit of exits(step)) {
      const keeps = step.body.as === name && exit.label === 'next';
      const next = keeps ? undefined : stepMeant(exit.to, draft);
      if (next && !cameFrom.has(next)) cameFrom.set(next, step);
    }
  }
  if (!cameFrom.has(goal)) return undefined;
  const way: string[] = [];
  for (let step: DraftStep | undefined = goal; step; step = cameFrom.get(step)) {
    way.unshift(step.name);
  }
  return way.join(' → ');
}

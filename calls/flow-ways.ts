import { about, type Draft, type DraftStep, type Fault } from './flow-draft.ts';
import { keptNames } from './flow-entries.ts';
import { type Exit, entrances, exits } from './flow-exits.ts';
import { lookupsOf, namesOf } from './flow-looked-up.ts';
import { spokenTexts } from './flow-spoken.ts';
import { stepMeant } from './flow-targets.ts';

/** What a text says is collected or looked up by then, whatever way the call has come. */
export function uncollectedNames(draft: Draft): Fault[] {
  const kept = new Set([...keptNames(draft).keys(), ...lookupsOf(draft).flatMap(namesOf)]);
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

/** The shortest way from the start, or from there to the operator, to `goal` on which nothing keeps `name`, as words; nothing if there is none. */
export function wayWithout(name: string, goal: DraftStep, draft: Draft): string | undefined {
  const cameFrom = new Map<DraftStep, DraftStep | undefined>();
  for (const name of entrances(draft)) {
    const entrance = stepMeant(name, draft);
    const [start] = cameFrom.keys();
    if (entrance && !cameFrom.has(entrance)) cameFrom.set(entrance, start);
  }
  for (const step of cameFrom.keys()) {
    for (const exit of exits(step)) {
      const next = keeps(step, exit, name) ? undefined : stepMeant(exit.to, draft);
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

/** A gather keeps its entry on its way to `next`, a lookup its values wherever the answer leads. */
function keeps(step: DraftStep, { label }: Exit, name: string): boolean {
  if (step.body.as === name) return label === 'next';
  const hasAnswered = label === 'next' || label.startsWith('when ');
  return step.kind === 'lookup' && hasAnswered && namesOf(step).includes(name);
}

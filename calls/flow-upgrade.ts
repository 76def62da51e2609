import type { Flow, Gather, Menu, Step } from './flow.ts';

/** A flow of release 0.1.0 or 0.2.0, as it is in the input of calls that began on it: what came later is missing. */
type OlderFlow = Omit<Flow, 'operatorSequence' | 'recordings' | 'steps'> & {
  operatorSequence?: string;
  recordings?: Flow['recordings'];
  steps: Record<string, Step | OlderQuestion>;
};

type OlderQuestion =
  | (Omit<Menu, 'bargeIn'> & { bargeIn: boolean })
  | (Omit<Gather, 'bargeIn' | 'partial' | 'sensitive'> & { bargeIn: boolean });

/** The two keys that lead to the operator where a flow names no others. */
const OPERATOR_SEQUENCE = '*0';

/** The flow a call began with, in the shape of today: a call ends on the menu it started with, whatever is deployed meanwhile. */
export function currentFlow(flow: OlderFlow): Flow {
  const steps = Object.entries(flow.steps).map(([name, step]) => [name, currentStep(step)]);
  const since = { operatorSequence: OPERATOR_SEQUENCE, recordings: {} };
  return { ...since, ...flow, steps: Object.fromEntries(steps) };
}

function currentStep(step: Step | OlderQuestion): Step {
  switch (step.kind) {
    case 'menu':
      return { ...step, bargeIn: [step.bargeIn].flat() };
    case 'gather':
      return { partial: 'judge', sensitive: false, ...step, bargeIn: [step.bargeIn].flat() };
    default:
      return step;
  }
}

import type { Flow } from '../calls/flow.ts';

/** The name of a step that asks for secret digits. */
export function secretStep(flow: Flow): string | undefined {
  return Object.keys(flow.steps).find((name) => {
    const step = flow.steps[name];
    return step?.kind === 'gather' && step.sensitive;
  });
}

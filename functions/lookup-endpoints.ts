import { type LookupEndpoints, placesIn } from '../adapters/lookup-endpoints.ts';
import type { Flow, LookupStep } from '../calls/flow.ts';

/** Something that a step of the flow needs and is not configured, in a sentence that says how to mend it. */
export interface StepProblem {
  step: string;
  message: string;
}

/**
 * What the lookups of a flow need and is not configured: endpoints of `LOOKUPS`, entries in the places of their addresses, and secrets
 * in `env`.
 */
export function lookupProblems(
  flow: Flow,
  endpoints: LookupEndpoints,
  env: Record<string, string | undefined>,
): StepProblem[] {
  return Object.entries(flow.steps).flatMap(([name, step]) => {
    if (step.kind !== 'lookup') return [];
    return problemsOf(name, step, endpoints, env).map((message) => ({ step: name, message }));
  });
}

function problemsOf(
  name: string,
  { lookup, send }: LookupStep,
  endpoints: LookupEndpoints,
  env: Record<string, string | undefined>,
): string[] {
  const endpoint = Object.hasOwn(endpoints, lookup) ? endpoints[lookup] : undefined;
  if (!endpoint) {
    const known = Object.keys(endpoints).join(', ') || 'none';
    return [
      `LOOKUPS: step "${name}" of the flow asks "${lookup}", which is not among the endpoints (${known}). Add it there, or correct the step.`,
    ];
  }
  const unsent = placesIn(endpoint.url).filter((place) => !send.includes(place));
  const secret = endpoint.header?.valueFrom;
  return [
    ...unsent.map(
      (place) =>
        `LOOKUPS: the url of "${lookup}" has {${place}}, which step "${name}" of the flow does not send. Add it to send, or leave it out.`,
    ),
    ...(secret && !env[secret]?.trim()
      ? [
          `${secret}: not set, and the endpoint "${lookup}" of LOOKUPS reads its header from it. Set it to what the header takes.`,
        ]
      : []),
  ];
}

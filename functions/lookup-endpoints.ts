import { type LookupEndpoints, placesIn } from '../adapters/lookup-endpoints.ts';
import type { Flow } from '../calls/flow.ts';

/**
 * What the lookups of a flow need and is not configured, a sentence each: endpoints of `LOOKUPS`, entries in the places of their
 * addresses, and secrets in `env`.
 */
export function lookupProblems(
  flow: Flow,
  endpoints: LookupEndpoints,
  env: Record<string, string | undefined>,
): string[] {
  const problems = Object.entries(flow.steps).flatMap(([name, step]): string[] => {
    if (step.kind !== 'lookup') return [];
    const { lookup, send } = step;
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
  });
  return [...new Set(problems)];
}

import type { DurableClient } from 'durable-functions';
import { LOOKUP_MS } from '../calls/lookup/stages.ts';
import type { Lookups } from '../calls/ports.ts';
import type { StartedLookup } from '../orchestrations/lookup.ts';
import { LOOKUP } from '../orchestrations/names.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import { outage, says } from './durable-errors.ts';

/** The instance of a call's `n`th lookup, from 1; the id of the event it raises, and the `Idempotency-Key` of its request. */
export function lookupInstance(callId: string, n: number): string {
  return `${callId}-l${n}`;
}

/** Lookups as small orchestrations behind a Durable client, one for each. Outages are exceptions. */
export function callLookups(client: DurableClient, now: () => number): Lookups {
  return {
    async start(callId, { type: _, operationContext: __, ...asked }) {
      const input: StartedLookup = { callId, ...asked, due: now() + LOOKUP_MS };
      try {
        await client.startNew(LOOKUP, { instanceId: lookupInstance(callId, asked.lookup), input });
      } catch (error) {
        if (!says(error, 'status code: 409')) throw outage('start a lookup', error);
      }
    },
  };
}

/**
 * The activity behind a lookup: asks the back end, and raises what it says into the call. An answer that cannot be raised is a line of
 * log: the call has a deadline of its own. A call that is over is fine.
 */
export async function askBackEnd(
  { askBackEnd: ask, now, log }: Pick<Deps, 'askBackEnd' | 'now' | 'log'>,
  instances: CallInstances,
  { callId, lookup, due, ...asked }: StartedLookup,
): Promise<void> {
  const { endpoint } = asked;
  const id = lookupInstance(callId, lookup);
  const began = now();
  if (began >= due) return;
  const { answer, status, problem } = await ask({
    ...asked,
    idempotencyKey: id,
    withinMs: due - began,
  });
  log(answer.ok ? 'info' : 'warn', 'lookup', {
    callId,
    lookup,
    endpoint,
    answered: status === undefined ? 'not' : `${Math.floor(status / 100)}xx`,
    why: answer.ok ? undefined : answer.why,
    problem,
    ms: now() - began,
  });
  const at = new Date(now()).toISOString();
  try {
    const event = { type: 'LookupAnswered', id, at, lookup, endpoint, answer } as const;
    const raised = await instances.raise(callId, event);
    if (raised === 'unknown') log('warn', 'unknown-call', { callId, types: ['LookupAnswered'] });
  } catch {
    log('error', 'event-not-raised', { callId, types: ['LookupAnswered'] });
  }
}

import type { DurableClient } from 'durable-functions';
import type { Deadlines } from '../calls/ports.ts';
import type { ArmedDeadline } from '../orchestrations/deadline.ts';
import { DEADLINE } from '../orchestrations/names.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import { outage, says } from './durable-errors.ts';

/** The instance of a call's `n`th deadline, from 1, and the id of the event it raises. */
export function deadlineInstance(callId: string, n: number): string {
  return `${callId}-d${n}`;
}

/** Deadlines as small orchestrations behind a Durable client, one for each. Outages are exceptions. */
export function callDeadlines(client: DurableClient, now: () => number): Deadlines {
  return {
    async arm(callId, deadline, ms) {
      const input: ArmedDeadline = { callId, deadline, due: now() + ms };
      try {
        await client.startNew(DEADLINE, { instanceId: deadlineInstance(callId, deadline), input });
      } catch (error) {
        if (!says(error, 'status code: 409')) throw outage('arm a deadline', error);
      }
    },
    async disarm(callId, deadlines) {
      await Promise.all(deadlines.map((n) => terminate(client, deadlineInstance(callId, n))));
    },
  };
}

/** Ends a deadline; one that came already, or was never armed, is fine. */
async function terminate(client: DurableClient, instanceId: string): Promise<void> {
  try {
    await client.terminate(instanceId, 'disarmed');
  } catch (error) {
    if (!says(error, 'No instance with ID')) throw outage('disarm a deadline', error);
  }
}

/** The activity behind a deadline whose time has come. A call that is over, or never was, is fine. */
export async function raiseDeadline(
  { now, log }: Pick<Deps, 'now' | 'log'>,
  instances: CallInstances,
  { callId, deadline }: Omit<ArmedDeadline, 'due'>,
): Promise<void> {
  const id = deadlineInstance(callId, deadline);
  const at = new Date(now()).toISOString();
  const raised = await instances.raise(callId, { type: 'Deadline', id, at, deadline });
  if (raised === 'unknown') log('warn', 'unknown-call', { callId, types: ['Deadline'] });
}

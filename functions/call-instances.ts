import type { DurableClient } from 'durable-functions';
import { OrchestrationRuntimeStatus } from 'durable-functions';
import type { CallStart } from '../calls/begin.ts';
import type { CallEvent } from '../calls/events.ts';
import { CALL, CALL_EVENT } from '../orchestrations/names.ts';
import { outage, says } from './durable-errors.ts';

/** The orchestrations of the calls, one under each callId. Outages are exceptions here, without their input in the text. */
export interface CallInstances {
  /** `running` when the call has one already. A call whose orchestration is over would start again: ask the tables first. */
  start(start: CallStart): Promise<'started' | 'running'>;
  /** An event for an orchestration that is over is dropped by Durable and counts as raised. */
  raise(callId: string, event: CallEvent): Promise<'raised' | 'unknown'>;
  /** `over` gives what the orchestration returned. */
  look(callId: string): Promise<Instance>;
}

export type Instance = { is: 'running' } | { is: 'over'; output: unknown } | { is: 'unknown' };

const RUNNING: OrchestrationRuntimeStatus[] = [
  OrchestrationRuntimeStatus.Running,
  OrchestrationRuntimeStatus.Pending,
  OrchestrationRuntimeStatus.Suspended,
  OrchestrationRuntimeStatus.ContinuedAsNew,
];

/** The orchestrations behind a Durable client. */
export function callInstances(client: DurableClient): CallInstances {
  return {
    async start(input) {
      try {
        await client.startNew(CALL, { instanceId: input.callId, input });
        return 'started';
      } catch (error) {
        if (says(error, 'status code: 409')) return 'running';
        throw outage('start a call', error);
      }
    },
    async raise(callId, event) {
      try {
        await client.raiseEvent(callId, CALL_EVENT, event);
        return 'raised';
      } catch (error) {
        if (says(error, 'No instance with ID')) return 'unknown';
        throw outage('raise an event', error);
      }
    },
    async look(callId) {
      try {
        const { runtimeStatus, output } = await client.getStatus(callId);
        return RUNNING.includes(runtimeStatus) ? { is: 'running' } : { is: 'over', output };
      } catch (error) {
        if (says(error, 'HTTP 404')) return { is: 'unknown' };
        throw outage('look at a call', error);
      }
    },
  };
}

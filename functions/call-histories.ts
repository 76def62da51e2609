import { type DurableClient, OrchestrationRuntimeStatus } from 'durable-functions';
import { wrapUpInstance } from './call-queues.ts';
import { againInstance } from './callback-tries.ts';
import { deadlineInstance } from './deadlines.ts';
import { outage, says } from './durable-errors.ts';
import { lookupInstance } from './lookups.ts';

/** What Durable keeps of orchestrations that are over: their inputs and events, and so numbers. Outages are exceptions. */
export interface CallHistories {
  /**
   * Purges the orchestration of a call, the deadlines it armed, the lookups it began, the wrap-ups after it, and what waited for tries to call
   * its caller back: how many histories there were. `running`: the call goes on, and nothing was purged.
   */
  purge(callId: string): Promise<number | 'running'>;
  /** Purges what is over and began in a time, in milliseconds since 1970: how many there were. */
  purgeBetween(from: number, to: number): Promise<number>;
}

/** All are counted from 1, but one that could not be begun left no history: only after so many missing ones there are no more. */
const MOST_MISSES = 3;

/** Without them Azure Storage would purge what goes on as well. */
const OVER: OrchestrationRuntimeStatus[] = [
  OrchestrationRuntimeStatus.Completed,
  OrchestrationRuntimeStatus.Failed,
  OrchestrationRuntimeStatus.Terminated,
  OrchestrationRuntimeStatus.Canceled,
];

/** The histories behind a Durable client. */
export function callHistories(client: DurableClient): CallHistories {
  return {
    async purge(callId) {
      const own = await purgeOne(client, callId);
      if (own === 'running') return own;
      const beside = [deadlineInstance, lookupInstance, wrapUpInstance, againInstance];
      const purged = await Promise.all(
        beside.map((instance) => purgeAll(client, (n) => instance(callId, n))),
      );
      return purged.reduce((sum, one) => sum + one, own);
    },
    async purgeBetween(from, to) {
      const [createdTimeFrom, createdTimeTo] = [new Date(from), new Date(to)];
      const filter = { createdTimeFrom, createdTimeTo, runtimeStatus: OVER };
      try {
        return (await client.purgeInstanceHistoryBy(filter)).instancesDeleted;
      } catch (error) {
        throw outage('purge histories', error);
      }
    },
  };
}

async function purgeAll(client: DurableClient, instance: (n: number) => string): Promise<number> {
  let purged = 0;
  for (let n = 1, misses = 0; misses < MOST_MISSES; n += 1) {
    const one = await purgeOne(client, instance(n));
    if (one !== 'running') purged += one;
    misses = one === 0 ? misses + 1 : 0;
  }
  return purged;
}

async function purgeOne(client: DurableClient, id: string): Promise<number | 'running'> {
  try {
    return (await client.purgeInstanceHistory(id)).instancesDeleted;
  } catch (error) {
    if (says(error, 'status code: 412')) return 'running';
    throw outage('purge a history', error);
  }
}

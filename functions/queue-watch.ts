import type { DurableClient } from 'durable-functions';
import type { Agent } from '../adapters/agent-standing.ts';
import type { QueueRow } from '../adapters/queue-rows.ts';
import type { CallInstances } from './call-instances.ts';
import { watchCallbacks } from './callbacks-watch.ts';
import type { Deps } from './deps.ts';
import { isQueueOffer, matchQueues, raiseAssigned } from './queue-matching.ts';

/** Milliseconds after which a call that was given an agent should have done something about it. */
const TAKEN_UP = 5_000;
/** Milliseconds after which nobody waits any more: the longest wait of any queue is an hour. */
const LONGEST = 3_660_000;

/**
 * Mends what was left by workers that died: agents who were claimed for a caller whom nobody told, callers in line whose call is over,
 * callbacks that were left half done, and matches that nobody made.
 */
export async function watchQueues(
  deps: Deps,
  instances: CallInstances,
  client: DurableClient,
): Promise<void> {
  const { agents, queue, log, now } = deps;
  try {
    const callers = await queue.waiting();
    const held = (await agents.list()).filter(
      ({ state, offer, stateSince }) =>
        state === 'offered' && isQueueOffer(offer) && now() - Date.parse(stateSince) > TAKEN_UP,
    );
    for (const agent of held) {
      const caller = callers.find((one) => isClaimedFor(agent, one));
      await raiseAssigned(deps, instances, agent, caller, `:${now()}`);
    }
    await removeOld(deps, instances, callers);
    await watchCallbacks(deps, instances, client);
  } catch {
    log('error', 'tables-unreachable', { reason: 'queues cannot be looked after' });
    return;
  }
  await matchQueues(deps, instances);
}

/** Whether an agent was claimed for this row: a call that left one line may be in another since. */
function isClaimedFor({ callId, stateSince }: Agent, caller: QueueRow): boolean {
  return caller.callId === callId && caller.spot.arrival <= stateSince;
}

async function removeOld(
  { queue, now }: Deps,
  instances: CallInstances,
  callers: QueueRow[],
): Promise<void> {
  const old = callers.filter(
    ({ spot, isCallback }) => !isCallback && now() - Date.parse(spot.arrival) > LONGEST,
  );
  for (const { callId, spot } of old) {
    if ((await instances.look(callId)).is !== 'running') await queue.leave(callId, spot);
  }
}

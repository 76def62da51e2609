import type { Agent } from '../adapters/agent-standing.ts';
import type { QueueRow } from '../adapters/queue-rows.ts';
import { mayDial } from '../calls/dialling.ts';
import type { AgentAssigned } from '../calls/events.ts';
import { type Match, matches } from '../calls/queue/matching.ts';
import type { CallInstances } from './call-instances.ts';
import { offerCallback } from './callback-matching.ts';
import type { Deps } from './deps.ts';

/** How the offers of a queue are named, each after the time at which who was claimed; no other's name begins so. */
const OFFER = 'offer:q';

/** Whether an agent is held by an offer of a queue. */
export function isQueueOffer(offer: string | undefined): boolean {
  return offer?.startsWith(OFFER) === true;
}

/**
 * Offers callers in line to agents who are available (decision 0010): whoever changed a caller or an agent runs it. An agent is claimed
 * as they were read, then the call is told; of two runs at the same time one finds an agent changed, and looks again. Never throws:
 * what an outage keeps from being done, the watchdog does.
 */
export async function matchQueues(deps: Deps, instances: CallInstances): Promise<void> {
  const { agents, queue, log, now } = deps;
  try {
    for (let isSettled = false; !isSettled; ) {
      const available = (await agents.list()).some(({ state }) => state === 'available');
      const callers = available ? await queue.waiting() : [];
      if (callers.length === 0) return;
      // read again: who was offered to somebody while the lines were read is not waiting
      const found = matches(dialled(deps, await agents.list()), callers, now());
      const done = await Promise.all(found.map((match) => offer(deps, instances, match)));
      isSettled = done.every(Boolean);
    }
  } catch {
    log('error', 'tables-unreachable', { reason: 'callers in queues cannot be offered to agents' });
  }
}

/** One whom this line may not dial is passed over, and told of in the log; who has a call counts all the same. */
function dialled({ dialRules, log }: Deps, agents: Agent[]): Agent[] {
  return agents.filter(({ id, participant, state }) => {
    const isFine =
      state !== 'available' ||
      participant.startsWith('8:') ||
      mayDial(participant, dialRules.allow);
    if (!isFine) log('warn', 'not-allowed', { agent: id });
    return isFine;
  });
}

/** Whether the match holds. One that does not was overtaken: somebody has changed the agent, or the caller has gone. */
async function offer(
  deps: Deps,
  instances: CallInstances,
  { agent, caller }: Match<Agent, QueueRow>,
): Promise<boolean> {
  const { agents, queue, now } = deps;
  const { callId, spot } = caller;
  const name = `${OFFER}${now()}-${agent.id}`;
  if (caller.isCallback) return offerCallback(deps, instances, { agent, caller }, name);
  if ((await instances.look(callId)).is !== 'running') {
    await queue.leave(callId, spot);
    return false;
  }
  if (!(await agents.assign(agent, { callId, offer: name }))) return false;
  await raiseAssigned(deps, instances, { ...agent, callId, offer: name }, caller);
  return true;
}

/** Tells a call whom it was given. `again`: what makes it another event than the first time, which the call may have taken or not. */
export async function raiseAssigned(
  { now, log }: Deps,
  instances: CallInstances,
  agent: Agent,
  caller: Pick<QueueRow, 'spot'> | undefined,
  again = '',
): Promise<void> {
  const { id, name, participant, extension, callId = '', offer = '' } = agent;
  const event: AgentAssigned = {
    type: 'AgentAssigned',
    id: `assigned:${offer}:${id}${again}`,
    at: new Date(now()).toISOString(),
    offer,
    agent: id,
    name,
    participant,
    ...(extension ? { extension } : {}),
    ...(caller ? { spot: caller.spot } : {}),
  };
  try {
    await instances.raise(callId, event);
  } catch {
    log('error', 'event-not-raised', { callId, types: [event.type] });
  }
}

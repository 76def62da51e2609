import { claimed } from '../adapters/agent-claims.ts';
import type { Agent } from '../adapters/agent-standing.ts';
import type { QueueRow } from '../adapters/queue-rows.ts';
import type { CallbackRequest } from '../calls/callback/request.ts';
import type { CallbackStart } from '../calls/callback/start.ts';
import { mayDial } from '../calls/dialling.ts';
import type { Flow } from '../calls/flow.ts';
import type { Match } from '../calls/queue/matching.ts';
import { callIdOf } from './call-id.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';

/**
 * Offers a callback to an agent: the call begins that rings them. Whether the match holds; one that does not was overtaken. The agent is
 * claimed first, then the row in line is this call's, as both were read: of two who try, one finds it changed. Throws in an outage: an
 * agent who was claimed for nothing is freed by the watchdog, and the row may be offered anew, as nobody holds its call.
 */
export async function offerCallback(
  deps: Deps,
  instances: CallInstances,
  { agent, caller }: Match<Agent, QueueRow>,
  offer: string,
): Promise<boolean> {
  const { agents, queue, callbackTable, flows, config, dialRules, log, now } = deps;
  const { callId: askedBy, caller: to, spot } = caller;
  const waits = await callbackTable.find(to);
  if (waits?.callId !== askedBy || waits.state !== 'in-line') {
    await queue.leave(askedBy, spot);
    return false;
  }
  const at = new Date(now()).toISOString();
  const flow = await flows.current();
  const request = mayDial(to, dialRules.allow) ? asFlowHasIt(flow, waits.request) : undefined;
  if (!request) {
    // what may be dialled, or the flow, has changed since it was asked for
    log('error', 'callback-not-made', { callId: askedBy, to, queue: spot.queue });
    await callbackTable.finish(waits, 'failed', at);
    await queue.leave(askedBy, spot);
    return false;
  }
  const callId = callIdOf(at, `${askedBy}:${offer}`);
  if (!(await agents.assign(agent, { callId, offer }))) return false;
  if (!(await queue.offer(caller, callId))) {
    await agents.release(callId, { agent: agent.id, offer, to: 'available' });
    return false;
  }
  const [from = ''] = config.lineNumbers;
  const start: CallbackStart = {
    kind: 'callback',
    callId,
    from,
    to,
    at,
    flow,
    askedBy,
    request,
    agent: claimed(agent),
    offer,
    ringSeconds: config.outboundRingSeconds,
  };
  await instances.start(start);
  log('info', 'dials', { callId, to });
  return true;
}

/** What was asked for, by a step of this flow: the same one, or another that leads to the queue; nothing where none does. */
function asFlowHasIt({ steps }: Flow, request: CallbackRequest): CallbackRequest | undefined {
  if (steps[request.step]?.kind === 'escalate') return request;
  const [step] =
    Object.entries(steps).find(
      ([, one]) => one.kind === 'escalate' && one.queue?.name === request.spot.queue,
    ) ?? [];
  return step === undefined ? undefined : { ...request, step };
}

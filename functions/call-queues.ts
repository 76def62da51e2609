import type { DurableClient } from 'durable-functions';
import type { Agent } from '../adapters/agent-standing.ts';
import type { Queues } from '../calls/ports.ts';
import { hasSkill } from '../calls/queue/matching.ts';
import type { QueueSpot } from '../calls/queue/spot.ts';
import { WRAP_UP_OVER } from '../orchestrations/names.ts';
import type { WrapUp } from '../orchestrations/wrap-up-over.ts';
import type { CallInstances } from './call-instances.ts';
import type { Deps } from './deps.ts';
import { says } from './durable-errors.ts';
import { matchQueues } from './queue-matching.ts';

/** The lines of callers, behind the tables and Durable's client. */
export function callQueues(deps: Deps, instances: CallInstances, client: DurableClient): Queues {
  const { agents, queue, config, flows, log, now } = deps;
  const onDuty = async ({ skill }: QueueSpot, people: Promise<Agent[]>) =>
    (await people).filter((one) => one.state !== 'away' && hasSkill(one, skill)).length;
  /** How long it takes until so many before, and then this one, have been served. */
  const placeOf = async (spot: QueueSpot, before: number, people: number) => {
    const talk = await queue.meanTalkSeconds(spot);
    const position = before + 1;
    const waitSeconds = Math.round((position * talk) / Math.max(1, people));
    return { position, waitSeconds, ...(people === 0 ? { isUnattended: true as const } : {}) };
  };
  return {
    async join(callId, joining) {
      const { spot } = joining;
      const people = await onDuty(spot, agents.list());
      if (people === 0) return 'nobody-on-duty';
      const before = await queue.join(callId, joining);
      return before === 'full' ? before : placeOf(spot, before, people);
    },
    async place(callId, spot) {
      const [before, people] = await Promise.all([
        queue.before(callId, spot),
        onDuty(spot, agents.lately()),
      ]);
      return before === undefined ? undefined : placeOf(spot, before, people);
    },
    passOn: (callId, spot, agent) =>
      queue.passOn(callId, spot, agent, new Date(now()).toISOString()),
    async leave(callId, spot) {
      try {
        await queue.leave(callId, spot);
      } catch {
        log('warn', 'tables-unreachable', { callId, reason: 'a caller is still in line' });
      }
    },
    match: () => matchQueues(deps, instances),
    async released(callId, { to, talk }) {
      if (talk) await queue.talked(talk.from, talk.seconds).catch(() => {}); // one talk of many
      // callers of an earlier flow are the watchdog's
      if ((await flows.current()).queues === undefined) return;
      if (to === 'wrap-up' && config.wrapUpSeconds > 0) {
        const due = now() + config.wrapUpSeconds * 1_000;
        await later(client, callId, { due });
      } else await matchQueues(deps, instances);
    },
  };
}

/** The instance that waits for the end of the `n`th wrap-up after a call, from 1. */
export function wrapUpInstance(callId: string, n: number): string {
  return `${callId}-w${n}`;
}

/** Wrap-ups of one call that can be waited for at once: whoever handed a call over may still be in theirs. */
const AT_ONCE = 3;

/** Where it cannot be had that somebody looks when the wrap-up is over, the watchdog does soon after. */
async function later(client: DurableClient, callId: string, input: WrapUp): Promise<void> {
  for (let n = 1; n <= AT_ONCE; n += 1) {
    try {
      await client.startNew(WRAP_UP_OVER, { instanceId: wrapUpInstance(callId, n), input });
      return;
    } catch (error) {
      if (!says(error, 'status code: 409')) return;
    }
  }
}

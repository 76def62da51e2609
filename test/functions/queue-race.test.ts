import type { DurableClient } from 'durable-functions';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agentTable } from '../../adapters/agent-table.ts';
import { queueTable } from '../../adapters/queue-table.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { AgentAssigned, CallEvent } from '../../calls/events.ts';
import type { Queues } from '../../calls/ports.ts';
import type { QueueSpot } from '../../calls/queue/spot.ts';
import type { CallInstances } from '../../functions/call-instances.ts';
import { callQueues } from '../../functions/call-queues.ts';
import { matchQueues } from '../../functions/queue-matching.ts';
import { watchQueues } from '../../functions/queue-watch.ts';
import { callId, person, START } from '../adapters/support/agents.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { fakeDeps } from './support/fakes.ts';

const STAFF = [
  person('ann', 61, { skills: ['bills'] }),
  person('bob', 62),
  person('cid', 63, { skills: ['bills'] }),
];

/** What a caller, or the agent whom they are offered to, does. */
const plan = fc.record({
  priority: fc.constantFrom(100, 500),
  skill: fc.constantFrom(undefined, undefined, 'bills'),
  does: fc.array(fc.constantFrom('accept', 'accept', 'decline', 'hang up', 'lost'), {
    minLength: 1,
    maxLength: 4,
  }),
});
type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never;

/** Calls that do what the reducer does with an agent whom they are given, over the real tables: several at once, and no call knows of others. */
async function office(plans: readonly Plan[], everybodyAway: boolean) {
  const connectionString = tablesConnectionString();
  await emptyTables(connectionString);
  const clients = tableClients({ connectionString });
  let time = START;
  const now = () => time;
  const agents = agentTable(clients.Agents, { described: STAFF, wrapUpSeconds: 0, now });
  await agents.seed();
  const { deps: fakes } = fakeDeps();
  const flow = { ...fakes.flow, queues: {} };
  const flows = { current: async () => flow, lookAgain() {} };
  const config = { ...fakes.config, wrapUpSeconds: 0 };
  const deps = { ...fakes, flows, config, agents, queue: queueTable(clients.Queue, now), now };
  const calls = new Map<
    string,
    { spot: QueueSpot; plan: Plan; offer?: AgentAssigned; end?: string }
  >();
  const offered: string[] = [];
  const twice: string[] = [];
  const work: Promise<void>[] = [];

  const instances: CallInstances = {
    start: () => Promise.reject(new Error('nobody rings here')),
    look: async (id) =>
      calls.get(id)?.end === undefined ? { is: 'running' } : { is: 'over', output: undefined },
    async raise(id, event: CallEvent) {
      if (event.type === 'AgentAssigned') work.push(takes(id, event));
      return 'raised';
    },
  };
  const queues: Queues = callQueues(deps, instances, {} as DurableClient);

  async function takes(id: string, event: AgentAssigned): Promise<void> {
    const call = calls.get(id);
    const { agent, offer } = event;
    if (!call || call.offer?.offer === offer) return;
    const free = async (to: 'available' | 'wrap-up') => {
      await agents.release(id, { agent, offer, to });
      await queues.released(id, { agent, offer, to });
    };
    if (call.end !== undefined || call.offer) {
      twice.push(id);
      return free('available');
    }
    const what = call.plan.does.length > 1 ? call.plan.does.shift() : call.plan.does[0];
    if (what === 'lost') return;
    call.offer = event;
    offered.push(id);
    await new Promise(setImmediate);
    if (what === 'decline') {
      await queues.passOn(id, call.spot, agent);
      call.offer = undefined;
      return free('available');
    }
    if (what === 'accept') await agents.talks(id, agent, offer);
    await queues.leave(id, call.spot);
    call.end = what;
    await free(what === 'accept' ? 'wrap-up' : 'available');
  }

  async function settles(): Promise<void> {
    for (let done = 0; done < work.length; ) {
      const batch = work.slice(done);
      done += batch.length;
      await Promise.all(batch);
    }
  }

  async function joins(number: number, plan: Plan): Promise<void> {
    const id = callId(number);
    const { priority, skill } = plan;
    const arrival = new Date(START + number).toISOString();
    const spot = { queue: 'q', ...(skill ? { skill } : {}), priority, arrival };
    calls.set(id, { spot, plan: { ...plan, does: [...plan.does] } });
    await queues.join(id, { spot, caller: `+1444${number}`, most: 1000 });
    await queues.match();
  }

  if (everybodyAway) for (const { id } of STAFF.slice(1)) await agents.set(id, 'away');
  if (everybodyAway)
    await agents.claim({ callId: 'busy', offer: 'offer:1', except: [], caller: '' });
  await Promise.all(plans.map((one, number) => joins(number, one)));
  await settles();
  return {
    ...{ agents, calls, offered, twice, deps, instances, settles },
    /** So many seconds later the watchdog has run. */
    async watches(seconds: number) {
      time += seconds * 1_000;
      await watchQueues(deps, instances, {} as DurableClient);
      await settles();
    },
  };
}

test('whatever callers and agents do at once: no double offer, nobody forgotten, nothing left behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 12 }), async (plans) => {
      const { agents, calls, twice, deps, watches } = await office(plans, false);
      // those who decline always, or whose event is always lost, stay: the last thing that is planned is repeated
      const stays = [...calls.values()].filter(({ plan: { does } }) =>
        ['decline', 'lost'].includes(does.at(-1) ?? ''),
      );
      for (const one of stays) one.plan.does.push('accept');
      const isOver = () => [...calls.values()].every(({ end }) => end !== undefined);
      for (let runs = 0; runs < 60 && !isOver(); runs += 1) await watches(20);
      expect([...calls.values()].map(({ end }) => end)).not.toContain(undefined);
      expect(await deps.queue.waiting()).toEqual([]);
      expect((await agents.list()).map(({ state }) => state)).toEqual(STAFF.map(() => 'available'));
      expect(twice).toEqual([]);
    }),
    { numRuns: 6 },
  );
}, 60_000);

test('callers who waited are offered in their order, though three agents become free at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(100, 500), { minLength: 4, maxLength: 9 }),
      async (priorities) => {
        const plans = priorities.map(
          (priority): Plan => ({ priority, skill: undefined, does: ['accept'] }),
        );
        const { agents, offered, deps, instances, settles } = await office(plans, true);
        expect(offered).toEqual([]);
        await agents.release('busy', { agent: 'ann', offer: 'offer:1', to: 'available' });
        await Promise.all(STAFF.map(({ id }) => agents.set(id, 'available')));
        await Promise.all(STAFF.map(() => matchQueues(deps, instances)));
        await settles();
        const order = priorities
          .map((priority, number) => ({ priority, id: callId(number), number }))
          .toSorted((a, b) => a.priority - b.priority || a.number - b.number)
          .map(({ id }) => id);
        expect(offered.toSorted()).toEqual(order.toSorted());
        // three are offered at the same time, in any order: nobody is before more than those
        for (const [place, id] of offered.entries()) {
          expect(Math.abs(order.indexOf(id) - place)).toBeLessThan(STAFF.length);
        }
      },
    ),
    { numRuns: 6 },
  );
}, 60_000);

import type { DurableClient } from 'durable-functions';
import { expect, test } from 'vitest';
import type { Agent } from '../../adapters/agent-standing.ts';
import type { QueueRow } from '../../adapters/queue-rows.ts';
import type { CallEvent } from '../../calls/events.ts';
import { watchQueues } from '../../functions/queue-watch.ts';
import { callId, person, START } from '../adapters/support/agents.ts';
import { fakeDeps, fakeInstances } from './support/fakes.ts';

const CLAIMED_AT = new Date(START - 20_000).toISOString();

/** What a call is told whose agent was claimed twenty seconds ago, and whose row in line is of this moment. */
async function toldTo(arrival: string): Promise<CallEvent[]> {
  const row: QueueRow = {
    callId: callId(1),
    caller: '+15550171',
    spot: { queue: 'support', priority: 500, arrival },
    passed: {},
    isCallback: false,
    etag: 'as-read',
  };
  const ann: Agent = {
    ...person('ann', 61),
    state: 'offered',
    stateSince: CLAIMED_AT,
    callId: callId(1),
    offer: 'offer:q1-ann',
    etag: 'as-read',
    writtenAt: CLAIMED_AT,
  };
  const { deps } = fakeDeps({
    agents: { list: async () => [ann] },
    queue: { waiting: async () => [row] },
    now: new Date(START).toISOString(),
  });
  const { instances, raised } = fakeInstances({ is: { is: 'running' } });
  await watchQueues(deps, instances, {} as DurableClient);
  return raised.map(({ event }) => event);
}

test('a call that was not told of its agent is told again, with the row that the agent was claimed for', async () => {
  const arrival = new Date(START - 30_000).toISOString();
  expect(await toldTo(arrival)).toMatchObject([
    { type: 'AgentAssigned', agent: 'ann', spot: { arrival } },
  ]);
});

test('a call that has come to another line since is not told that its agent was claimed for that', async () => {
  const [event] = await toldTo(new Date(START - 10_000).toISOString());
  expect(event).toMatchObject({ type: 'AgentAssigned', agent: 'ann' });
  expect(event).not.toHaveProperty('spot');
});

import { beforeEach, describe, expect, test } from 'vitest';
import { agentTable } from '../../adapters/agent-table.ts';
import { callbackTable } from '../../adapters/callback-table.ts';
import { queueTable } from '../../adapters/queue-table.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import { matchQueues } from '../../functions/queue-matching.ts';
import { at, callId, person, START } from '../adapters/support/agents.ts';
import { callbackFlow } from '../journeys/support/callback-line.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { fakeDeps, fakeInstances } from './support/fakes.ts';

const clients = tableClients({ connectionString: tablesConnectionString() });
const table = callbackTable(clients.Callbacks);
const queue = queueTable(clients.Queue, Date.now);
const FLOW = callbackFlow();
const STAFF = [person('ann', 61), person('bob', 62), person('cid', 63)];

let now = START;
beforeEach(async () => {
  now = START;
  await emptyTables(tablesConnectionString());
});

/** A line with agents who are all available, over the real tables; Durable says what was started, or fails. */
async function line(failing = false) {
  const times = { described: STAFF, wrapUpSeconds: 30, now: () => now };
  const agents = agentTable(clients.Agents, times);
  await agents.seed();
  const { deps, log } = fakeDeps({ agents, queue, callbackTable: table });
  const { instances, started } = fakeInstances({ failing });
  const flows = { current: async () => FLOW, lookAgain() {} };
  const own = { ...deps, flows, now: () => now };
  const held = async () => (await agents.list()).filter(({ state }) => state === 'offered');
  const match = (flow = FLOW) =>
    matchQueues({ ...own, flows: { ...flows, current: async () => flow } }, instances);
  return { match, started, held, agents, log };
}

/** Somebody is to be called back, who joined the line so many seconds ago. */
async function waits(number: number, seconds = 1, step = 'anybody'): Promise<void> {
  const to = `+155501${number}`;
  const spot = { queue: 'support', priority: 500, arrival: at(-seconds) };
  await table.add(callId(number), { to, spot, step, values: { account: '1234' } });
  await queue.enter(callId(number), { spot, caller: to });
}

describe('a callback in line', () => {
  test('is offered to one agent, by a call that knows all of it', async () => {
    await waits(71);
    const { match, started, held } = await line();
    await match();
    expect(started).toMatchObject([
      {
        kind: 'callback',
        to: '+15550171',
        askedBy: callId(71),
        agent: { id: 'ann', participant: '+15550161' },
        request: { step: 'anybody', values: { account: '1234' } },
      },
    ]);
    expect(await held()).toMatchObject([{ id: 'ann', callId: started[0]?.callId }]);
    await match();
    expect(started).toHaveLength(1);
  });

  test('is offered to one though many look at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      await emptyTables(tablesConnectionString());
      await waits(71);
      await waits(72);
      const lines = await Promise.all([line(), line(), line()]);
      await Promise.all(lines.map(({ match }) => match()));
      const started = lines.flatMap((one) => one.started);
      expect(started.map(({ to }) => to).toSorted()).toEqual(['+15550171', '+15550172']);
      expect((await lines[0]?.held())?.map((agent) => agent.callId).toSorted()).toEqual(
        started.map((start) => start.callId).toSorted(),
      );
    }
  });

  test('whose call could not begin is offered again when its agent was freed', async () => {
    await waits(71);
    const broken = await line(true);
    await broken.match();
    const [agent] = await broken.held();
    if (agent) await broken.agents.free(agent);
    now += 10_000;
    const { match, started } = await line();
    await match();
    expect(started).toHaveLength(1);
  });

  test('that is not to be made any more is taken out of line, and rings nobody', async () => {
    await waits(71);
    const waiting = await table.find('+15550171');
    if (waiting) await table.change(waiting, { state: 'later' });
    const { match, started, held } = await line();
    await match();
    expect([started, await held(), await queue.waiting()]).toEqual([[], [], []]);
    expect(await table.waiting()).toHaveLength(1);
  });

  test('goes on by another step of its queue when the flow has its own no more', async () => {
    await waits(71, 1, 'renamed');
    const { match, started } = await line();
    await match();
    expect(started).toMatchObject([{ request: { step: 'anybody' } }]);
  });

  test('of a queue that the flow has no more is over, which is told', async () => {
    await waits(71);
    const { match, started, log, held } = await line();
    await match({ ...FLOW, steps: {} });
    expect([started, await held(), await queue.waiting(), await table.waiting()]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(log.map(({ event }) => event)).toContain('callback-not-made');
  });
});

import { describe, expect } from 'vitest';
import { agentTable } from '../../adapters/agent-table.ts';
import { tableClients } from '../../adapters/table-clients.ts';
import { CARRY_OUT } from '../../orchestrations/names.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { areAway, isAvailableAgain, standing } from './support/agents.ts';
import { called } from './support/called.ts';
import { legs } from './support/handed-over.ts';
import { journey, type Line } from './support/line.ts';
import {
  ANN,
  allJoin,
  announced,
  BOB,
  inLine,
  joins,
  nothingIsLeft,
  picksUp,
  QUEUE_LINE,
  QUEUE_STAFF,
  recordOf,
  takes,
} from './support/queue-line.ts';

/** So long may a journey of many calls take, of real time. */
const MANY_CALLS_MS = 60_000;

/** A talk, three callers in line, and one after the other is served; the last one by hanging up. */
async function waitsAndIsServed(line: Line): Promise<void> {
  await picksUp(line, ANN);
  await areAway(line, 'bob');
  await joins(line, 70);
  expect(await takes(line, ANN)).toBe('70');
  for (const number of [71, 72, 73]) await joins(line, number);
  await line.passes(40_000);
  expect(await inLine()).toEqual(['71', '72', '73']);
  for (const next of ['71', '72']) {
    await called(line, ANN).hangsUp();
    await line.passes(2_000);
    await isAvailableAgain(line, 'ann');
    expect(await takes(line, ANN)).toBe(next);
  }
  const last = (await line.calls()).find(({ from }) => from.endsWith('73'));
  expect(last).toMatchObject({ state: 'waiting' });
  expect(await inLine()).toEqual(['73']);
  await called(line, ANN).hangsUp();
  await line.passes(2_000);
  expect(await takes(line, ANN)).toBe('73');
  await called(line, ANN).hangsUp();
  await nothingIsLeft(line);
  for (const number of [70, 71, 72, 73]) {
    const { call, offers, timeline } = await recordOf(line, number);
    expect(call).toMatchObject({ outcome: 'answered-by-agent', queueExit: 'accepted' });
    expect(offers).toMatchObject([{ agent: 'ann', result: 'accepted' }]);
    expect(timeline.filter(({ type }) => type === 'queued')).toHaveLength(1);
  }
}

/** Of all turns, counted as they are carried out. */
function everyThird(first: number): (name: string) => boolean {
  let turns = 0;
  return (name) => {
    if (name !== CARRY_OUT) return false;
    turns += 1;
    return turns % 3 === first;
  };
}

describe('callers in line', () => {
  for (const when of ['before', 'after'] as const) {
    journey(
      `are served in their order though the worker dies in every turn, ${when} its work was done`,
      waitsAndIsServed,
      {
        ...QUEUE_LINE,
        switches: {
          activityDies: (name, attempt) =>
            name === CARRY_OUT && attempt % 2 === 1 ? when : undefined,
        },
      },
      MANY_CALLS_MS,
    );
  }

  for (const first of [0, 1, 2]) {
    journey(
      `are served in their order though every third turn is carried out twice, from turn ${first + 1} on`,
      waitsAndIsServed,
      { ...QUEUE_LINE, switches: { activityRunsTwice: everyThird(first) } },
      MANY_CALLS_MS,
    );
  }

  journey(
    'keep their places when the worker is killed and another takes over',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const numbers = Array.from({ length: 20 }, (_, index) => 71 + index);
      const callers = await allJoin(line, numbers);
      const before = await inLine();
      await line.host.restartWorker();
      await line.passes(40_000);
      expect(before).toEqual(numbers.map(String));
      expect(await inLine()).toEqual(before);
      for (const [index, caller] of callers.entries()) {
        const told = await announced(caller);
        expect(told.length).toBeGreaterThan(1);
        expect(told.at(-1)).toContain(`number ${index + 1},`);
      }
      await called(line, ANN).hangsUp();
      expect(await takes(line, ANN)).toBe('71');
    },
    QUEUE_LINE,
    MANY_CALLS_MS,
  );

  journey(
    'are offered within seconds to an agent who was claimed for them by a worker that died then',
    async (line) => {
      await areAway(line, 'ann', 'bob');
      await picksUp(line, ANN);
      await isAvailableAgain(line, 'ann');
      await joins(line, 70);
      await takes(line, ANN);
      await joins(line, 71);
      const connectionString = tablesConnectionString();
      const table = agentTable(tableClients({ connectionString }).Agents, {
        described: QUEUE_STAFF,
        wrapUpSeconds: 30,
        now: () => line.clock.now(),
      });
      const { callId } = (await recordOf(line, 71)).call;
      await table.set('bob', 'available');
      const bob = (await table.list()).find(({ id }) => id === 'bob');
      if (!bob) throw new Error('bob is not there');
      await picksUp(line, BOB);
      expect(await table.assign(bob, { callId, offer: 'offer:q1-bob' })).toBe(true);
      await line.passes(17_000);
      expect(await takes(line, BOB)).toBe('71');
      await called(line, BOB).hangsUp();
      await called(line, ANN).hangsUp();
      await nothingIsLeft(line);
    },
    QUEUE_LINE,
  );

  journey(
    'are removed from it by whoever would be offered one, when their call is over',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const { Queue } = tableClients({ connectionString: tablesConnectionString() });
      const spot = { queue: 'support', priority: 500, arrival: '2026-11-20T09:00:00.000Z' };
      await Queue.createEntity({
        partitionKey: 'support:*',
        rowKey: '500:2026-11-20T09:00:00.000Z:gone',
        callId: 'gone',
        caller: '+15550179',
        ...spot,
      });
      await joins(line, 71);
      await called(line, ANN).hangsUp();
      expect(await takes(line, ANN)).toBe('71');
      expect(await inLine()).toEqual([]);
    },
    QUEUE_LINE,
  );

  journey(
    'stay there while no number of ours is free for the leg to the agent, and are rung for when one is',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await picksUp(line, BOB);
      await joins(line, 70);
      await takes(line, ANN);
      expect(await legs(line)).toEqual(['agent']);
      const caller = await joins(line, 71);
      await isAvailableAgain(line, 'bob');
      await line.passes(5_000);
      expect(await standing(line)).toMatchObject({ bob: 'available' });
      expect((await caller.all())[0]).toMatchObject({ state: 'talking' });
      expect(await inLine()).toEqual(['71']);
      await called(line, ANN).hangsUp();
      await line.passes(12_000);
      expect(await takes(line, BOB)).toBe('71');
    },
    { ...QUEUE_LINE, settings: { OUTBOUND_LEGS_PER_NUMBER: '1' } },
  );
});

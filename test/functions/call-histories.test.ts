import * as df from 'durable-functions';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type VirtualClock, virtualClock } from '../../emulator/virtual-clock.ts';
import { type CallHistories, callHistories } from '../../functions/call-histories.ts';
import type { CallInstances } from '../../functions/call-instances.ts';
import { callQueues } from '../../functions/call-queues.ts';
import { callDeadlines } from '../../functions/deadlines.ts';
import { callLookups } from '../../functions/lookups.ts';
import { type Host, startHost } from '../../local/functions/host.ts';
import { CALL, CALL_EVENT, DEADLINE, LOOKUP, WRAP_UP_OVER } from '../../orchestrations/names.ts';
import { queueFlow } from '../journeys/support/queue-line.ts';
import { CALL_ID, fakeDeps } from './support/fakes.ts';

/** The unmodified Durable client, against the local host. */
let host: Host;
let clock: VirtualClock;
let client: df.DurableClient;
let histories: CallHistories;

beforeEach(async () => {
  clock = virtualClock();
  host = await startHost({
    clock,
    port: 0,
    hostJson: {},
    load() {
      for (const name of [CALL, DEADLINE, LOOKUP, WRAP_UP_OVER])
        df.app.orchestration(name, function* (context) {
          yield context.df.waitForExternalEvent(CALL_EVENT);
        });
      df.app.client.http('takeClient', {
        handler: (_request, taken) => {
          client = taken;
          histories = callHistories(taken);
          return { status: 204 };
        },
      });
    },
  });
  await fetch(`${host.url}/api/takeClient`);
});

afterEach(async () => {
  clock.stop();
  await host.stop();
});

const ids = () => host.durable.instances().map(({ id }) => id);

async function begins(instanceId: string): Promise<void> {
  await client.startNew(CALL, { instanceId, input: {} });
}

async function ends(instanceId: string): Promise<void> {
  await client.raiseEvent(instanceId, CALL_EVENT, {});
  await host.idle();
}

describe('the history of a call', () => {
  test('goes with those of its deadlines, also when one of them was never armed', async () => {
    const deadlines = callDeadlines(client, clock.now);
    await begins(CALL_ID);
    for (const n of [1, 2, 4]) {
      await deadlines.arm(CALL_ID, n, 0);
      await ends(`${CALL_ID}-d${n}`);
    }
    await ends(CALL_ID);
    const other = '20261120T101503-3f9a0c1be27d';
    await begins(other);
    await ends(other);
    expect(await histories.purge(CALL_ID)).toBe(4);
    expect(ids()).toEqual([other]);
    expect(await histories.purge(CALL_ID)).toBe(0);
  });

  test('goes with those of its lookups', async () => {
    await begins(CALL_ID);
    await callLookups(client, clock.now).start(CALL_ID, {
      type: 'startLookup',
      operationContext: '5.0',
      lookup: 2,
      endpoint: 'billing',
      send: {},
      keep: {},
      when: {},
    });
    await ends(`${CALL_ID}-l2`);
    await ends(CALL_ID);
    expect(await histories.purge(CALL_ID)).toBe(2);
    expect(ids()).toEqual([]);
  });

  test('goes with those of the wrap-ups after it, of which two may be waited for at once', async () => {
    await begins(CALL_ID);
    await ends(CALL_ID);
    const flows = { current: async () => queueFlow(), lookAgain() {} };
    const queues = callQueues({ ...fakeDeps().deps, flows }, {} as CallInstances, client);
    const released = { agent: 'anna', offer: 'offer:3', to: 'wrap-up' } as const;
    for (const agent of ['anna', 'ben']) await queues.released(CALL_ID, { ...released, agent });
    expect(ids()).toEqual([CALL_ID, `${CALL_ID}-w1`, `${CALL_ID}-w2`]);
    for (const n of [1, 2]) await ends(`${CALL_ID}-w${n}`);
    expect(await histories.purge(CALL_ID)).toBe(3);
    expect(ids()).toEqual([]);
  });

  test('stays while the call goes on, and its deadlines as well', async () => {
    await begins(CALL_ID);
    await callDeadlines(client, clock.now).arm(CALL_ID, 1, 0);
    await ends(`${CALL_ID}-d1`);
    expect(await histories.purge(CALL_ID)).toBe('running');
    expect(ids()).toHaveLength(2);
  });

  test('does not stay for a deadline that is still armed', async () => {
    const deadlines = callDeadlines(client, clock.now);
    await begins(CALL_ID);
    await deadlines.arm(CALL_ID, 1, 60_000);
    await deadlines.arm(CALL_ID, 2, 0);
    await ends(`${CALL_ID}-d2`);
    await ends(CALL_ID);
    expect(await histories.purge(CALL_ID)).toBe(2);
    expect(ids()).toEqual([`${CALL_ID}-d1`]);
  });
});

describe('histories of a time', () => {
  test('are purged when they are over, whatever became of them', async () => {
    const began = clock.now();
    for (const id of ['completed', 'terminated', 'open']) await begins(id);
    await client.startNew('nobody-registered-it', { instanceId: 'failed', input: {} });
    await ends('completed');
    await client.terminate('terminated', 'over');
    const end = clock.begin();
    clock.after(5_000, () => begins('later'));
    end();
    await new Promise((resolve) => clock.onStandstill(() => resolve(undefined)));
    await ends('later');

    expect(await histories.purgeBetween(began + 1, began + 4_999)).toBe(0);
    expect(await histories.purgeBetween(began, began + 4_999)).toBe(3);
    expect(ids()).toEqual(['open', 'later']);
    expect(await histories.purgeBetween(0, began + 5_000)).toBe(1);
    expect(ids()).toEqual(['open']);
  });
});

test('a host that is away is an outage, told without whose history it was', async () => {
  await host.stop();
  const failed = await histories.purge(CALL_ID).catch((error: Error) => error.message);
  expect(failed).toBe('Durable Functions could not purge a history.');
  await expect(histories.purgeBetween(0, 1)).rejects.toThrow('could not purge histories');
});

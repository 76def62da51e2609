import * as df from 'durable-functions';
import { describe, expect, test } from 'vitest';
import type { CallEvent } from '../../calls/events.ts';
import { callInstances } from '../../functions/call-instances.ts';
import { callDeadlines, raiseDeadline } from '../../functions/deadlines.ts';
import { eventType } from '../../local/durable/history.ts';
import type { Switches } from '../../local/durable/switches.ts';
import { deadline } from '../../orchestrations/deadline.ts';
import { CALL, CALL_EVENT, DEADLINE, RAISE_DEADLINE } from '../../orchestrations/names.ts';
import { orchestra } from '../local/durable/orchestra.ts';
import { CALL_ID, fakeDeps } from './support/fakes.ts';

/** Deadlines over the unmodified Durable client, on the local host, beside a call that takes in what comes. */
async function setup(switches: Switches = {}) {
  const { deps, log } = fakeDeps();
  const playing = await orchestra({
    switches,
    orchestrators: {
      *[CALL](context) {
        const { wanted } = context.df.getInput() as { wanted: number };
        for (let count = 0; count < wanted; count += 1)
          yield context.df.waitForExternalEvent(CALL_EVENT);
      },
      [DEADLINE]: deadline((context, due) => context.df.createTimer(new Date(due))),
    },
    activities: {
      async [RAISE_DEADLINE](input: { callId: string; deadline: number }, context) {
        const instances = callInstances(df.getClient(context));
        await raiseDeadline({ ...deps, now: playing.now }, instances, input);
      },
    },
  });
  const { host, use, now, standstill, start } = playing;
  return {
    log,
    now,
    standstill,
    call: (wanted: number) => start(CALL, { wanted }, CALL_ID),
    arm: (n: number, ms: number) => use((client) => callDeadlines(client, now).arm(CALL_ID, n, ms)),
    disarm: (...all: number[]) => use((client) => callDeadlines(client, now).disarm(CALL_ID, all)),
    /** What reached the call. */
    events: () =>
      host.durable
        .history(CALL_ID)
        .flatMap((event): CallEvent[] =>
          event.EventType === eventType.eventRaised ? [JSON.parse(event.Input)] : [],
        ),
    status: (id: string) => host.durable.instance(id)?.status,
  };
}

describe('a deadline', () => {
  test('comes into its call after exactly its time', async () => {
    const { call, arm, events, standstill, now } = await setup();
    await call(1);
    const armedAt = now();
    await arm(1, 1500);
    await standstill();
    expect(events()).toEqual([
      {
        type: 'Deadline',
        id: `${CALL_ID}-d1`,
        at: new Date(armedAt + 1500).toISOString(),
        deadline: 1,
      },
    ]);
  });

  test('that is armed twice comes once, at its first time', async () => {
    const { call, arm, events, standstill, now } = await setup();
    await call(2);
    const armedAt = now();
    await arm(1, 1500);
    await arm(1, 9000);
    await standstill();
    expect(events()).toHaveLength(1);
    expect(now() - armedAt).toBe(1500);
  });

  test('is one of many, each at its own time', async () => {
    const { call, arm, events, standstill } = await setup();
    await call(3);
    await arm(1, 45_000);
    await arm(2, 500);
    await arm(3, 1000);
    await standstill();
    expect(events().map((event) => 'deadline' in event && event.deadline)).toEqual([2, 3, 1]);
  });

  test('that is disarmed never comes, and nobody waits for it', async () => {
    const { call, arm, disarm, events, standstill, now, status } = await setup();
    await call(1);
    const armedAt = now();
    await arm(1, 45_000);
    await arm(2, 45_000);
    await disarm(1, 2);
    await standstill();
    expect(events()).toEqual([]);
    expect(now()).toBe(armedAt);
    expect([1, 2].map((n) => status(`${CALL_ID}-d${n}`))).toEqual(['Terminated', 'Terminated']);
  });

  test('that has come, or never was, can be disarmed', async () => {
    const { call, arm, disarm, standstill, status } = await setup();
    await call(2);
    await arm(1, 500);
    await standstill();
    await disarm(1, 2);
    expect(status(`${CALL_ID}-d1`)).toBe('Completed');
  });

  test('of a call that is over troubles nobody', async () => {
    const { call, arm, standstill, status, log } = await setup();
    await call(0);
    await arm(1, 500);
    await standstill();
    expect(status(CALL_ID)).toBe('Completed');
    expect(status(`${CALL_ID}-d1`)).toBe('Completed');
    expect(log).toEqual([]);
  });

  test('of a call that never was is one line of log', async () => {
    const { arm, standstill, status, log } = await setup();
    await arm(1, 500);
    await standstill();
    expect(status(`${CALL_ID}-d1`)).toBe('Completed');
    expect(log).toMatchObject([{ level: 'warn', event: 'unknown-call' }]);
  });

  test.each(['before', 'after'] as const)(
    'comes though the worker died %s it was told, under the same id',
    async (when) => {
      const activityDies: Switches['activityDies'] = (_name, attempt) =>
        attempt === 1 ? when : undefined;
      const { call, arm, events, standstill } = await setup({ activityDies });
      await call(3);
      await arm(1, 500);
      await standstill();
      const ids = events().map((event) => event.id);
      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids)).toEqual(new Set([`${CALL_ID}-d1`]));
    },
  );

  test('that cannot be armed or disarmed is an outage, told without what was sent', async () => {
    const away = { rejects: async () => Promise.reject(new Error('ECONNREFUSED secret')) };
    const client = { startNew: away.rejects, terminate: away.rejects };
    const deadlines = callDeadlines(client as unknown as df.DurableClient, () => 0);
    await expect(deadlines.arm(CALL_ID, 1, 500)).rejects.toThrow(
      /^Durable Functions could not arm a deadline\.$/,
    );
    await expect(deadlines.disarm(CALL_ID, [1])).rejects.toThrow(
      /^Durable Functions could not disarm a deadline\.$/,
    );
  });
});

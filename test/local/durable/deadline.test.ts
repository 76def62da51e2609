import * as df from 'durable-functions';
import { describe, expect, test } from 'vitest';
import { orchestra, type Score } from './orchestra.ts';

interface Deadline {
  callId: string;
  id: string;
  ms: number;
}

/** A call that waits for one inbox, and a small orchestration that puts a deadline into it. */
const score: Score = {
  orchestrators: {
    *call(context) {
      const { ms } = context.df.getInput() as { ms: number };
      const { instanceId } = context.df;
      const deadline: Deadline = { callId: instanceId, id: `${instanceId}-d1`, ms };
      yield context.df.callActivity('arm', deadline);
      return yield context.df.waitForExternalEvent('inbox');
    },
    *deadline(context) {
      const { ms, ...rest } = context.df.getInput() as Deadline;
      const at = context.df.currentUtcDateTime.getTime() + ms;
      yield context.df.createTimer(new Date(at));
      yield context.df.callActivity('remind', rest);
    },
  },
  activities: {
    arm: async (input: Deadline, context) => {
      const options = { instanceId: input.id, input };
      await df.getClient(context).startNew('deadline', options);
    },
    remind: async ({ callId, id }: Deadline, context) => {
      await df.getClient(context).raiseEvent(callId, 'inbox', { late: id });
    },
  },
};

describe('a deadline that activities arm and deliver with the Durable client', () => {
  test('arrives after exactly its time, which is not spent waiting', async () => {
    const { host, start, standstill, now } = await orchestra(score);
    const before = now();
    await start('call', { ms: 1500 }, 'call-1');
    await standstill();
    expect(host.durable.instance('call-1')?.output).toEqual({ late: 'call-1-d1' });
    expect(now() - before).toBe(1500);
  });

  test('is kept apart for each of many calls that run at once', async () => {
    const { host, start, standstill, now } = await orchestra(score);
    const before = now();
    const ids = Array.from({ length: 20 }, (_, n) => `call-${n}`);
    for (const id of ids) await start('call', { ms: 60_000 }, id);
    await standstill();
    const outputs = ids.map((id) => host.durable.instance(id)?.output);
    expect(outputs).toEqual(ids.map((id) => ({ late: `${id}-d1` })));
    expect(now() - before).toBeLessThan(61_000);
  });

  test('that was terminated leaves the clock alone', async () => {
    const { host, start, use, standstill, now } = await orchestra(score);
    const before = now();
    await start('deadline', { callId: 'nobody', id: 'd', ms: 3_600_000 }, 'd');
    await use((client) => client.terminate('d', 'not needed'));
    await standstill();
    expect(now()).toBe(before);
    expect(host.durable.instance('d')?.status).toBe('Terminated');
  });
});

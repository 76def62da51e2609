import { describe, expect } from 'vitest';
import { journey, reportsOutage, toReadBack } from './support/line.ts';

describe('prompts that cannot be played', () => {
  journey('once are tried again, and the caller hears them', async (line) => {
    const { first: caller } = line;
    await line.faults({ play: { fail: 8536, times: 1 } });
    await reportsOutage(caller);
    const { call, timeline } = await line.record();
    expect(call.outcome).toBe('completed');
    expect(timeline.filter((row) => row.type === 'PlayFailed')).toHaveLength(1);
  });

  journey('at all end the call, once, as failed', async (line) => {
    const { first: caller } = line;
    await line.faults({ play: { fail: 8565 } });
    await caller.rings();
    await caller.isHungUpOn();
    expect((await line.record()).call.outcome).toBe('failed');
    expect(await line.requests(':terminate')).toHaveLength(1);
    expect(caller.phone().heard).toEqual([]);
  });
});

describe('a phone service that refuses', () => {
  journey('a question once is asked again', async (line) => {
    const { first: caller } = line;
    await line.faults({ api: [{ operation: 'recognize', status: 412, code: '8583', times: 1 }] });
    await toReadBack(caller);
  });

  journey('every question leads to the end of the call', async (line) => {
    const { first: caller } = line;
    await line.faults({ api: [{ operation: 'recognize', status: 412, code: '8583' }] });
    await caller.rings();
    await caller.hears('someone to help');
    await caller.isHungUpOn();
    expect((await line.record()).call.outcome).toBe('failed');
  });

  journey('to answer for a moment is asked again, with the same request id', async (line) => {
    const { first: caller } = line;
    await line.faults({
      api: [{ operation: 'answer', status: 503, code: 'ServiceUnavailable', times: 1 }],
    });
    await caller.rings();
    await caller.hears('Welcome');
    expect(await line.requests(':answer')).toHaveLength(2);
  });
});

describe('callbacks that come', () => {
  journey('twice, late and out of order tell the same story to the caller', async (line) => {
    const { first: caller } = line;
    await line.faults({ seed: 7, callbacks: { copies: 2, delayMs: 40, reorder: true } });
    await reportsOutage(caller);
    const { call, digits } = await line.record();
    expect(call.outcome).toBe('completed');
    expect(digits.map((row) => row.digits)).toEqual(['1', '12345678', '1']);
  });

  journey('before the answer to the request that caused them are understood', async (line) => {
    const { first: caller } = line;
    await line.faults({ callbacks: { beforeResponse: true } });
    await toReadBack(caller);
  });

  journey('several in one body are all taken', async (line) => {
    const { first: caller } = line;
    await line.faults({ callbacks: { batch: 3 } });
    await toReadBack(caller);
    await caller.hangsUp();
    await line.passes(5000);
    expect((await line.record()).call.outcome).toBe('abandoned');
  });

  for (const token of ['none', 'expired', 'audience', 'issuer', 'key', 'alg-none'] as const) {
    journey(`with a token fault (${token}) are all refused, and never act`, async (line) => {
      const { first: caller } = line;
      await line.faults({ token });
      await caller.rings();
      await line.passes(5000);
      expect(caller.phone().heard).toEqual([]);
      const { deliveries } = (await line.sim('GET', '/_sim/deliveries')) as {
        deliveries: { kind: string; status: number }[];
      };
      const callbacks = deliveries.filter(({ kind }) => kind === 'callback');
      expect(callbacks.length).toBeGreaterThan(0);
      expect(new Set(callbacks.map(({ status }) => status))).toEqual(new Set([401]));
    });
  }
});

describe('an end that is never told', () => {
  journey('is found by the watchdog, and the call closed as lost', async (line) => {
    const { first: caller } = line;
    await line.faults({ callbacks: { types: ['CallDisconnected'], lose: true } });
    await caller.rings();
    await caller.hears('press 1');
    await caller.hangsUp();
    expect((await line.record()).call).toMatchObject({ state: 'talking' });
    await line.passes(11 * 60_000);
    const { call } = await line.record();
    expect(call).toMatchObject({ state: 'ended', outcome: 'lost' });
    expect(line.host.durable.instance(call.callId)?.status).toBe('Completed');
  });

  journey(
    'of a prompt in a call that is still up is made up for: it is said again',
    async (line) => {
      const { first: caller } = line;
      await line.faults({ callbacks: { types: ['PlayCompleted'], lose: true, times: 1 } });
      await caller.rings();
      await caller.hears('Welcome');
      await line.passes(10_000);
      expect(caller.phone().heard).toHaveLength(1);
      await line.passes(15_000);
      expect(
        caller
          .phone()
          .heard.map(({ content }) => content)
          .slice(0, 2),
      ).toEqual(Array(2).fill('Welcome to Northwind Energy.'));
      await caller.hears('Press 1, 2 or 3 on your keypad.');
    },
  );
});

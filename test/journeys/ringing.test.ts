import { describe, expect } from 'vitest';
import { deliver, deliveredRings } from './support/delivered-rings.ts';
import { journey, toReadBack } from './support/line.ts';

describe('a ring that is delivered', () => {
  journey('twice is one call', async (line) => {
    const { first: caller } = line;
    await line.faults({ incomingCall: { copies: 2 } });
    await toReadBack(caller);
    caller.presses('1');
    await caller.isHungUpOn();
    expect(await line.calls()).toHaveLength(1);
    expect(await line.requests(':answer')).toHaveLength(1);
    expect(line.host.durable.instances().filter(({ name }) => name === 'call')).toHaveLength(1);
  });

  journey('again after a very short call does not start it anew', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('Welcome');
    await caller.hangsUp();
    const { call } = await line.record();
    const [ring] = await deliveredRings(line);
    await deliver(line, ring);
    await line.passes(1000);
    expect(await line.calls()).toMatchObject([{ callId: call.callId, outcome: 'abandoned' }]);
    expect(await line.requests(':answer')).toHaveLength(1);
  });

  journey('later than a phone rings is kept as stale, and not answered', async (line) => {
    const { first: caller } = line;
    await line.faults({ incomingCall: { eventAgeSeconds: 40 } });
    await caller.rings();
    expect(await line.calls()).toMatchObject([{ state: 'ended', outcome: 'stale' }]);
    expect(await line.requests(':answer')).toEqual([]);
  });

  journey('late, after its call was taken, does not mark that call as stale', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('Welcome');
    const [ring] = await deliveredRings(line);
    await caller.hears('press 1');
    await caller.staysSilent();
    await caller.staysSilent();
    await line.passes(20_000);
    await deliver(line, ring);
    const [call] = await line.calls();
    expect(call?.outcome).not.toBe('stale');
    expect(call?.answeredAt).toBeDefined();
  });

  journey(
    'a second time as another event is refused by ACS, and the first call goes on',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('press 1');
      const [ring] = await deliveredRings(line);
      const later = new Date(line.clock.now()).toISOString();
      await deliver(line, {
        ...(ring as object),
        id: 'another',
        eventTime: later,
      });
      await line.passes(500);
      caller.presses('1');
      await caller.hears('account number');
      const [second, first] = await line.calls();
      expect(second).toMatchObject({
        state: 'ended',
        outcome: 'not-answered',
        code: 404,
        subCode: 8522,
      });
      expect(first).toMatchObject({ state: 'talking' });
      expect(await line.requests(':answer')).toHaveLength(2);
    },
  );

  journey('for a number that is not ours is passed over', async (line) => {
    const { first: caller } = line;
    await caller.rings('+15550142');
    expect(await line.calls()).toEqual([]);
    expect(await line.requests(':answer')).toEqual([]);
  });
});

describe('two callers at once', () => {
  journey('are each served their own way', async (line) => {
    const { first: ann } = line;
    const ben = line.caller('+15550102');
    const callBen = async () => {
      await ben.rings();
      await ben.hears('press 3');
      ben.presses('3');
      await ben.hears('eight to six');
      await ben.hangsUp();
    };
    await Promise.all([toReadBack(ann), callBen()]);
    ann.presses('1');
    await ann.hears('Engineers');
    await ann.isHungUpOn();
    const calls = await line.calls();
    expect(calls.map((call) => call.outcome).sort()).toEqual(['abandoned', 'completed']);
  });
});

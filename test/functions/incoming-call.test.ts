import { describe, expect, test } from 'vitest';
import { callIdOf } from '../../functions/call-id.ts';
import { incomingCall } from '../../functions/incoming-call.ts';
import { fakeDeps, fakeInstances } from './support/fakes.ts';

const phone = (value: string) => ({
  kind: 'phoneNumber',
  rawId: `4:${value}`,
  phoneNumber: { value },
});

const data = {
  to: phone('+15550199'),
  from: phone('+15550100'),
  serverCallId: 'aHR0cHM6Ly9zZXJ2ZXI',
  callerDisplayName: '',
  incomingCallContext: 'opaque-credential',
  correlationId: 'c0ffee',
};

function ring(changes: object = {}, dataChanges: object = {}) {
  return {
    id: '1',
    topic: 't',
    subject: '/caller/4:+15550100/recipient/4:+15550199',
    eventType: 'Microsoft.Communication.IncomingCall',
    eventTime: '2026-11-20T10:15:02.2346627Z',
    dataVersion: '1.0',
    data: { ...data, ...dataChanges },
    ...changes,
  };
}

const callId = callIdOf('2026-11-20T10:15:02.2346627Z', data.serverCallId);

describe('the id of a call', () => {
  test('is its second in UTC and a hash of what ACS calls it', () => {
    expect(callId).toMatch(/^20261120T101502-[0-9a-f]{12}$/);
    expect(callIdOf('2026-11-20T11:15:02.9+01:00', data.serverCallId)).toBe(callId);
  });

  test('is another for another call of the same second', () => {
    expect(callIdOf('2026-11-20T10:15:02Z', 'another')).not.toBe(callId);
  });
});

describe('a phone that rings', () => {
  test('starts the life of its call, with the flow as it is now', async () => {
    const { deps, log } = fakeDeps();
    const { instances, started } = fakeInstances();
    await incomingCall(deps, instances, ring());
    expect(started).toEqual([
      {
        callId,
        incomingCallContext: 'opaque-credential',
        from: '+15550100',
        to: '+15550199',
        at: '2026-11-20T10:15:02.234Z',
        flow: deps.flow,
      },
    ]);
    expect(log).toMatchObject([{ level: 'info', event: 'rings', fields: { callId } }]);
    expect(JSON.stringify(log)).not.toContain('opaque-credential');
  });

  test('may be told as a CloudEvent', async () => {
    const { deps } = fakeDeps();
    const { instances, started } = fakeInstances();
    const { eventType: type, eventTime: time, ...rest } = ring();
    await incomingCall(deps, instances, { ...rest, type, time, specversion: '1.0' });
    expect(started).toMatchObject([{ callId }]);
  });

  test.each([
    [{ rawId: '4:anonymous' }],
    [{ rawId: '4:anonymous', phoneNumber: { value: 'anonymous', isAnonymous: true } }],
  ])('of a caller who withholds the number is anonymous', async (from) => {
    const { deps } = fakeDeps();
    const { instances, started } = fakeInstances();
    await incomingCall(deps, instances, ring({}, { from }));
    expect(started).toMatchObject([{ from: 'anonymous' }]);
  });

  test('for a number that is not ours is left alone', async () => {
    const { deps, log } = fakeDeps();
    const { instances, started } = fakeInstances();
    await incomingCall(deps, instances, ring({}, { to: phone('+15550123') }));
    expect(started).toEqual([]);
    expect(log).toMatchObject([{ event: 'ignored', fields: { callId } }]);
  });

  test('of somebody who is not a phone is left alone', async () => {
    const { deps, log } = fakeDeps();
    const { instances, started } = fakeInstances();
    const from = { kind: 'communicationUser', rawId: '8:acs:x', communicationUser: { id: 'x' } };
    await incomingCall(deps, instances, ring({}, { from }));
    expect(started).toEqual([]);
    expect(log).toMatchObject([{ event: 'ignored' }]);
  });
});

describe('a phone that rings a switched line', () => {
  test('begins on what the line is switched to, and says so', async () => {
    const stateOf = async () => ({ state: 'message', text: 'Closed.' }) as const;
    const { deps, log } = fakeDeps({ line: { stateOf } });
    const { instances, started } = fakeInstances();
    await incomingCall(deps, instances, ring());
    const says = { kind: 'say', say: 'Closed.', next: 'a' };
    const flow = { start: 'line:message', version: deps.flow.version };
    expect(started).toMatchObject([{ flow: { ...flow, steps: { 'line:message': says } } }]);
    expect(log).toMatchObject([{ event: 'rings', fields: { line: 'message' } }]);
  });

  test.each([
    ['is malformed', async () => 'malformed' as const, 'line-malformed'],
    ['cannot be had', async () => Promise.reject(new Error('away')), 'tables-unreachable'],
  ])(
    'is served by the flow when its row %s, and the log says why once',
    async (_, stateOf, why) => {
      const { deps, log } = fakeDeps({ line: { stateOf } });
      const { instances, started } = fakeInstances();
      await incomingCall(deps, instances, ring());
      expect(started).toMatchObject([{ flow: { start: deps.flow.start } }]);
      expect(log.map(({ event }) => event)).toEqual([why, 'rings']);
    },
  );

  test('and is gone before it can be rejected was not answered', async () => {
    const reject = async () => ({ ok: false, code: 404, subCode: 8522, message: '' }) as const;
    const stateOf = async () => ({ state: 'reject' }) as const;
    const { deps, written } = fakeDeps({ line: { stateOf }, telephony: { reject } });
    await incomingCall(deps, fakeInstances().instances, ring());
    const end = { outcome: 'not-answered', code: 404, subCode: 8522 };
    expect(written).toMatchObject([{ call: end, byCaller: true }]);
  });

  test.each([['running' as const], ['over' as const]])(
    'is not rejected when its call is %s',
    async (is) => {
      const stateOf = async () => ({ state: 'reject' }) as const;
      const reject = async () => Promise.reject(new Error('was rejected'));
      const { deps, log } = fakeDeps({ line: { stateOf }, telephony: { reject } });
      const { instances } = fakeInstances({ is: is === 'over' ? { is, output: {} } : { is } });
      await incomingCall(deps, instances, ring());
      expect(log).toMatchObject([{ event: 'duplicate' }]);
    },
  );
});

describe('a repeated delivery', () => {
  test('of a call that runs is a success', async () => {
    const { deps, log } = fakeDeps();
    const { instances } = fakeInstances({ is: { is: 'running' } });
    await incomingCall(deps, instances, ring());
    expect(log).toMatchObject([{ event: 'duplicate', fields: { callId } }]);
  });

  test('of a call that is over does not start it again', async () => {
    const { deps, log } = fakeDeps({ store: { has: async (id) => id === callId } });
    const { instances, started } = fakeInstances();
    await incomingCall(deps, instances, ring());
    expect(started).toEqual([]);
    expect(log).toMatchObject([{ event: 'duplicate' }]);
  });
});

describe('an event that comes too late', () => {
  const now = '2026-11-20T10:15:32.300Z';

  test('is kept as stale and not answered', async () => {
    const { deps, written, log } = fakeDeps({ now });
    const { instances, started } = fakeInstances();
    await incomingCall(deps, instances, ring());
    expect(started).toEqual([]);
    expect(written).toMatchObject([
      {
        call: { callId, state: 'ended', outcome: 'stale', endedAt: now, from: '+15550100' },
        byCaller: true,
        timeline: [{ words: 'not answered: heard of it 30 s after it began to ring' }],
      },
    ]);
    expect(log).toMatchObject([{ level: 'warn', event: 'stale' }]);
  });

  test('is still answered in the thirtieth second', async () => {
    const { deps } = fakeDeps({ now: '2026-11-20T10:15:32.200Z' });
    const { instances, started } = fakeInstances();
    await incomingCall(deps, instances, ring());
    expect(started).toHaveLength(1);
  });

  test('leaves the row of a call that was answered as it is', async () => {
    for (const is of ['running', 'row'] as const) {
      const { deps, written } = fakeDeps({ now, store: { has: async () => is === 'row' } });
      const { instances } = fakeInstances(is === 'running' ? { is: { is: 'running' } } : {});
      await incomingCall(deps, instances, ring());
      expect(written).toEqual([]);
    }
  });

  test('is no reason for another delivery when its row cannot be written', async () => {
    const { deps, log } = fakeDeps({ now, store: { write: async (_callId, rows) => rows } });
    await incomingCall(deps, fakeInstances().instances, ring());
    expect(log).toMatchObject([{ level: 'error', event: 'outcome-not-written' }]);
  });
});

describe('another event', () => {
  test.each([
    ['Microsoft.Communication.CallStarted', 'CallStarted'],
    ['Microsoft.EventGrid.SubscriptionDeletedEvent', 'SubscriptionDeletedEvent'],
    ['from +15550100: hello', 'Unknown'],
    ['', 'Unknown'],
  ])(
    '(%s) is logged by its type, in either schema, and starts nothing',
    async (eventType, type) => {
      const { deps, log } = fakeDeps();
      const { instances, started } = fakeInstances();
      await incomingCall(deps, instances, ring({ eventType }));
      await incomingCall(deps, instances, ring({ eventType: undefined, type: eventType }));
      expect(started).toEqual([]);
      const told = { level: 'warn', event: 'ignored', fields: { type } };
      expect(log).toMatchObject([told, told]);
    },
  );
});

describe('a malformed event', () => {
  test.each([
    [null],
    ['text'],
    [7],
    [[]],
    [ring({ eventType: 7 })],
    [ring({ eventTime: 'yesterday' })],
    [ring({ data: undefined })],
    [ring({}, { serverCallId: '' })],
    [ring({}, { to: 7 })],
  ])('is logged, and Event Grid need not send it again', async (event) => {
    const { deps, log } = fakeDeps();
    const { instances, started } = fakeInstances();
    await incomingCall(deps, instances, event);
    expect(started).toEqual([]);
    expect(log).toMatchObject([{ level: 'error', event: 'malformed-incoming-call' }]);
  });

  test('is told by its field', async () => {
    const { deps, log } = fakeDeps();
    await incomingCall(deps, fakeInstances().instances, ring({}, { incomingCallContext: 7 }));
    expect(log).toMatchObject([
      { fields: { reason: 'missing or wrong: data.incomingCallContext' } },
    ]);
  });
});

describe('an outage', () => {
  test('of Durable Functions asks Event Grid for another delivery', async () => {
    const { deps } = fakeDeps();
    const { instances } = fakeInstances({ failing: true });
    await expect(incomingCall(deps, instances, ring())).rejects.toThrow('could not start');
  });

  test('of the tables leaves no caller ringing', async () => {
    const has = () => Promise.reject(new Error('away'));
    const { deps } = fakeDeps({ store: { has } });
    const { instances, started } = fakeInstances();
    await incomingCall(deps, instances, ring());
    expect(started).toMatchObject([{ callId }]);
  });
});

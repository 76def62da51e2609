import { describe, expect, test } from 'vitest';
import {
  asked,
  CALLBACK_LINE,
  happens,
  inLine,
  presses,
  taking,
  turnLost,
} from '../support/callback-line.ts';
import { types } from '../support/followed.ts';
import { ANNA, CALLER } from '../support/with-people.ts';

const TAKEN = { type: 'CallbackTaken', wasWaiting: false };

/** A caller who is asked for another number. */
function otherNumber() {
  const call = asked();
  call.keys('2');
  return call;
}

describe('a caller who is asked where to call them', () => {
  test('gives their own number: it is taken down with their place in line', () => {
    const call = inLine();
    const { spot } = call.state.escalation?.queue ?? {};
    presses(call, '5');
    call.keys('1');
    expect(call.commands).toMatchObject([
      {
        type: 'takeCallback',
        request: { to: CALLER, spot, step: 'person', values: {} },
        isOptional: true,
      },
    ]);
  });

  test('keys in another one, wrong first, and confirms it', () => {
    const call = otherNumber();
    expect(call.says).toBe('Which number?');
    call.keys('5550177', 8514);
    expect(call.says).toBe('Is it 5 5 5 0 1 7 7?');
    call.keys('2');
    expect(call.says).toBe('Which number?');
    call.keys('5550178', 8514).keys('1');
    expect(call.commands).toMatchObject([{ request: { to: '5550178', values: {} } }]);
    expect(call.state.collected).toEqual({});
  });

  test.each(['1', '2'])('of fewer than three digits is asked again (key %s)', () => {
    const call = otherNumber();
    call.keys('12', 8514);
    expect(call.says).toBe('Which number?');
  });

  test('is told that they will be called, and the call is over', () => {
    const call = happens(taking(), TAKEN);
    expect(call.says).toBe('We will call.');
    expect(call.state.call).toMatchObject({ queueExit: 'callback', escalation: 'left' });
    call.played();
    happens(call, { type: 'CallDisconnected' });
    expect(call.state.call).toMatchObject({ outcome: 'completed', queueExit: 'callback' });
    expect(types(call)).toEqual([]);
  });

  test('hears the same when a callback to the number waits already', () => {
    const call = happens(taking(), { ...TAKEN, wasWaiting: true });
    expect(call.says).toBe('We will call.');
    expect(call.state.call.queueExit).toBe('callback');
    expect(call.rows.timeline.map(({ words }) => words)).toContain(
      'is to be called back already: another callback to this number waits',
    );
  });

  test('is told of it once, and of nothing that comes later', () => {
    const call = happens(taking(), TAKEN);
    expect(types(happens(call, TAKEN))).toEqual([]);
    expect(types(happens(call, { type: 'CallbackRefused', why: 'outage' }))).toEqual([]);
    expect(call.state.call.queueExit).toBe('callback');
  });

  test.each(['no-number', 'not-allowed'])(
    'is asked for another number when theirs is refused: %s',
    (why) => {
      const call = happens(taking(), { type: 'CallbackRefused', why });
      expect(call.says).toBe('We cannot call that.');
      call.played();
      expect(call.says).toBe('Which number?');
      call.keys('5550177', 8514).keys('1');
      expect(call.commands).toMatchObject([{ request: { to: '5550177' } }]);
      happens(call, TAKEN);
      expect(call.says).toBe('We will call.');
    },
  );

  test('whose numbers are all refused is back in line, after three that were keyed', () => {
    const call = happens(taking(), { type: 'CallbackRefused', why: 'not-allowed' });
    for (const number of ['5550171', '5550172', '5550173']) {
      call.played().keys(number, 8514).keys('1');
      expect(call.commands).toMatchObject([{ request: { to: number } }]);
      happens(call, { type: 'CallbackRefused', why: 'not-allowed' });
    }
    call.played();
    expect(types(call)).toEqual(['play', 'joinQueue', 'armDeadline']);
  });

  test('after a refused number may give their own', () => {
    const call = otherNumber();
    call.keys('4440171', 8514).keys('1');
    happens(call, { type: 'CallbackRefused', why: 'no-number' });
    call.played().silence().silence().silence();
    happens(call, { type: 'Queued', position: 1, waitSeconds: 1 });
    call.played();
    happens(call, { type: 'QueuePlaced' });
    presses(call, '5', 2);
    call.keys('1');
    expect(call.commands).toMatchObject([{ request: { to: CALLER } }]);
  });
});

describe('an agent who is assigned to a caller', () => {
  const assigned = { type: 'AgentAssigned', offer: 'offer:q1-anna', ...ANNA };

  test('whose place is the callback’s is let go, and the row stays', () => {
    const call = taking();
    const { spot } = call.state.leftLine ?? {};
    expect(spot).toBeDefined();
    happens(call, TAKEN);
    expect(types(happens(call, { ...assigned, spot }))).toEqual(['releaseAgent']);
  });

  test('for whom another callback waits is let go, and the row that was theirs is removed', () => {
    const call = taking();
    const { spot } = call.state.leftLine ?? {};
    happens(call, { ...TAKEN, wasWaiting: true });
    expect(types(happens(call, { ...assigned, spot }))).toEqual(['leaveQueue', 'releaseAgent']);
  });
});

describe('a callback of which it is not known whether it was taken down', () => {
  test('is asked for once more, as it was, and taken then', () => {
    const call = taking();
    const [first] = call.commands;
    turnLost(call);
    expect(call.commands).toMatchObject([
      { type: 'takeCallback', request: first?.type === 'takeCallback' ? first.request : {} },
    ]);
    happens(call, TAKEN);
    expect(call.state.call.queueExit).toBe('callback');
  });

  test('is asked for once more, whatever the turn that was lost began with', () => {
    const call = asked();
    const { stream } = call.state;
    if (!stream) throw new Error('no keys are followed');
    Object.assign(call.state, { stream: { ...stream, isOn: false } });
    call.keys('1');
    expect(types(call)).toEqual(['startContinuousDtmfRecognition', 'takeCallback']);
    expect(types(turnLost(call))).toContain('takeCallback');
  });

  test('is withdrawn when that is lost too, before the caller hears so, and again before they are in line', () => {
    const call = turnLost(turnLost(taking()));
    expect(call.commands).toMatchObject([
      { type: 'withdrawCallback', to: CALLER },
      { type: 'play', prompt: { text: 'Not now.' } },
    ]);
    call.played();
    expect(types(call)).toEqual(['play', 'withdrawCallback', 'joinQueue', 'armDeadline']);
    expect(call.state.call.queueExit).toBeUndefined();
    turnLost(call);
    expect(types(call)).toEqual(['withdrawCallback', 'joinQueue', 'play']);
  });

  test('as the tables are away is withdrawn at once', () => {
    const call = happens(taking(), { type: 'CallbackRefused', why: 'outage' });
    expect(types(call)).toEqual(['withdrawCallback', 'play']);
    expect(call.says).toContain('Not now.');
  });

  test('is asked for once more when the watchdog finds the call silent', () => {
    const call = taking();
    expect(call.state.call.quietSeconds).toBe(10);
    const silent = () => {
      const at = new Date(Date.parse(call.state.call.lastEventAt) + 60_000).toISOString();
      const roster = [{ rawId: `4:${CALLER}`, isOnHold: false }];
      happens(call, { type: 'CallSilent', state: 'connected', roster, at });
    };
    silent();
    expect(types(call)).toEqual(['takeCallback']);
    silent();
    expect(types(call)).toEqual(['withdrawCallback', 'play']);
  });
});

test('what was keyed in before goes along, but for the number itself', () => {
  const call = inLine(CALLBACK_LINE);
  Object.assign(call.state, { collected: { account: '1234' } });
  presses(call, '5');
  call.keys('2').keys('5550177', 8514).keys('1');
  expect(call.commands).toMatchObject([
    { request: { to: '5550177', values: { account: '1234' } } },
  ]);
  expect(call.state.collected).toEqual({ account: '1234' });
});

test('a caller who will be called back, and is seen to have left, has lost nothing', () => {
  const call = taking();
  happens(call, { type: 'CallbackTaken', wasWaiting: false });
  happens(call, { type: 'ParticipantSeen', participant: CALLER, is: 'absent' });
  expect(types(call)).toContain('hangUp');
  happens(call, { type: 'CallDisconnected', code: 200, subCode: 540_000 });
  expect(call.state.call).toMatchObject({ outcome: 'completed', queueExit: 'callback' });
});

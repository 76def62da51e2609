import { describe, expect, test } from 'vitest';
import { atMenu, connected, ringing } from './support/conversation.ts';

const refused = { type: 'CommandFailed', index: 0, message: 'no' } as const;

describe('an answer that is refused', () => {
  test.each([
    [404, 8522, 'not-answered'],
    [400, 8523, 'failed'],
    [401, 7509, 'failed'],
    [503, undefined, 'failed'],
  ])('with %s/%s ends the call with one request: %s', (code, subCode, outcome) => {
    const call = ringing().happens({ ...refused, turn: 1, command: 'answer', code, subCode });
    expect(call.commands).toEqual([]);
    expect(call.rows.call).toMatchObject({ state: 'ended', outcome, code });
  });

  test.each([0, 408])('without a clear no (%s) is waited for', (code) => {
    const call = ringing().happens({ ...refused, turn: 1, command: 'answer', code });
    expect(call.state.phase).toBe('answering');
    expect(call.happens({ type: 'CallConnected' }).says).toBe('Welcome.');
    expect(call.state.call.callConnectionId).toBe('connection-1');
  });

  test('by an event ends the call too', () => {
    const call = ringing().happens({ type: 'AnswerFailed', code: 487, subCode: 10004 });
    expect(call.rows.call).toMatchObject({ outcome: 'not-answered', subCode: 10004 });
  });
});

describe('a prompt that is refused', () => {
  const no = { ...refused, code: 412, subCode: 8583 } as const;

  test('is tried once more, then its step is given up', () => {
    const call = atMenu().happens({ ...no, turn: 3, command: 'recognize' });
    expect(call.says).toBe('Menu, first time.');
    expect(call.happens({ ...no, turn: 4, command: 'recognize' }).says).toBe(
      'Someone to help is not here.',
    );
  });

  test('three times without an event in between ends the call once, as failed', () => {
    const call = connected().happens({ ...no, turn: 2, command: 'play' });
    call.happens({ ...no, turn: 3, command: 'play' });
    expect(call.happens({ ...no, turn: 4, command: 'recognize' }).says).toBe('hangUp');
    expect(call.happens({ ...no, turn: 5, command: 'hangUp' }).commands).toEqual([]);
    call.happens({ type: 'CallDisconnected' });
    expect(call.rows.call?.outcome).toBe('failed');
  });

  test('counts anew after an event from ACS', () => {
    const call = connected().happens({ ...no, turn: 2, command: 'play' });
    call
      .happens({ ...no, turn: 3, command: 'play' })
      .happens({ type: 'ParticipantsUpdated', participants: [] });
    expect(call.happens({ ...no, turn: 4, command: 'recognize' }).says).toBe('Menu, first time.');
  });

  test('because the call is over changes neither outcome nor codes', () => {
    const call = atMenu().happens({ type: 'PlayStarted', code: 200, subCode: 0 });
    call.happens({ ...refused, turn: 3, command: 'recognize', code: 404, subCode: 8522 });
    expect(call.commands).toEqual([]);
    expect(call.rows.call).toMatchObject({ code: 200, subCode: 0 });
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 540000 });
    expect(call.rows.call?.outcome).toBe('abandoned');
  });
});

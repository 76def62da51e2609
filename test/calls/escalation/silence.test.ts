import { describe, expect, test } from 'vitest';
import { type Conversation, ringing } from '../support/conversation.ts';
import { types } from '../support/followed.ts';
import {
  ANNA,
  BOB,
  CALLER,
  type Staffed,
  talking,
  waiting,
  whispered,
} from '../support/with-people.ts';

/** The watchdog tells who is in the call, half an hour after its beginning or later. */
function silent<C extends Conversation>(call: C, participants: string[], minute = 45): C {
  const roster = [...participants.map((one) => `4:${one}`), '8:acs:app'].map((rawId) => {
    return { rawId, isOnHold: false };
  });
  const at = `2026-11-20T10:${minute}:02.000Z`;
  call.happens({ type: 'CallSilent', state: 'connected', roster, at });
  return call;
}

describe('a call of which nothing was heard since the answer', () => {
  const answered = () =>
    ringing().happens({ type: 'Answered' }).happens({ type: 'CallSilent', state: 'gone' });

  test('and whose connection the tables do not know yet is asked for', () => {
    expect(answered().commands).toMatchObject([{ type: 'lookUpParticipant', participant: CALLER }]);
    expect(answered().state.phase).toBe('connecting');
  });

  test.each(['talking', 'on-hold'] as const)('begins when the caller is there: %s', (is) => {
    const call = answered().happens({ type: 'ParticipantSeen', participant: CALLER, is });
    expect(call.says).toBe('Welcome.');
    expect(call.state.call).toMatchObject({ state: 'talking', callConnectionId: 'connection-1' });
    // what was late is late
    expect(call.happens({ type: 'CallConnected', code: 200 }).commands).toEqual([]);
  });

  test('is lost when the caller is not there', () => {
    const call = answered().happens({ type: 'ParticipantSeen', participant: CALLER, is: 'absent' });
    expect(call.commands).toEqual([]);
    expect(call.rows.call).toMatchObject({ state: 'ended', outcome: 'lost' });
  });

  test('waits for the next look when ACS cannot be asked', () => {
    const call = answered().happens({
      type: 'ParticipantSeen',
      participant: CALLER,
      is: 'unknown',
    });
    expect(call.commands).toEqual([]);
    expect(silent(call, [CALLER]).says).toBe('Welcome.');
  });

  test('is lost when ACS never took the answer', () => {
    const call = ringing().happens({ type: 'CallSilent', state: 'gone' });
    expect(call.rows.call).toMatchObject({ state: 'ended', outcome: 'lost' });
  });
});

test('a call that was heard of meanwhile goes on; its row is written, as the watchdog read an old one', () => {
  const call = whispered().happens({ type: 'ParticipantsUpdated', participants: [] });
  const at = call.state.call.lastEventAt;
  call.happens({ type: 'PlayStarted', operationContext: call.state.open[0] });
  call.state.rows.call = undefined;
  call.happens({ type: 'CallSilent', state: 'connected', roster: [], at });
  expect(call.commands).toEqual([]);
  expect(call.state.rows.call).toEqual(call.state.call);
});

describe('nothing is heard of a caller', () => {
  test('whose first words play: they are taken for over', () => {
    expect(types(silent(waiting().invited(), [CALLER]))).toEqual(['hold', 'armDeadline']);
  });

  test('and an invitation that nobody answered: the ringing stops, and the next one is rung', () => {
    const call = silent(waiting().invited().firstWordsOver(), [CALLER]);
    expect(call.commands).toMatchObject([
      { type: 'cancelAddParticipant', invitationId: 'invitation-anna' },
      { type: 'releaseAgent', release: { agent: 'anna', to: 'away', reason: 'no-answer' } },
      { type: 'inviteAgent', except: ['anna'] },
    ]);
  });

  test('and an agent who is in the call by now: they are asked', () => {
    const call = silent(waiting().invited().firstWordsOver(), [CALLER, ANNA.participant]);
    expect(call.commands).toMatchObject([{ type: 'recognize', participant: ANNA.participant }]);
  });

  test('and an invitation of which we never heard who was claimed: another one is made', () => {
    const call = silent(waiting().firstWordsOver(), [CALLER]);
    expect(types(call)).toEqual(['inviteAgent']);
  });

  test('and an agent who heard the whisper: they are asked once more, and then let go', () => {
    const call = silent(whispered(), [CALLER, ANNA.participant]);
    expect(types(call)).toEqual(['recognize']);
    silent(call, [CALLER, ANNA.participant], 46);
    expect(types(call)).toEqual(['removeParticipant', 'releaseAgent', 'inviteAgent']);
  });
});

describe('nothing is heard of a caller and an agent', () => {
  test('who talk: all is well, and the timeline says nothing of it', () => {
    const call = talking();
    const before = call.rows.timeline.length;
    silent(call, [CALLER, ANNA.participant]);
    expect(call.commands).toEqual([]);
    expect(call.rows.timeline).toHaveLength(before);
    expect(call.state.call).toMatchObject({
      lastEventAt: '2026-11-20T10:45:02.000Z',
      quietSeconds: 60,
    });
  });

  test('of whom the agent has left: the caller goes on in the flow', () => {
    expect(silent(talking(), [CALLER]).says).toContain('Goodbye after the agent.');
  });

  test('of whom the caller has left: the call ends', () => {
    const call = silent(talking(), [ANNA.participant]);
    expect(types(call)).toEqual(['hangUp']);
  });

  test('of whom no roster ever told of the caller: they are asked for', () => {
    const call = silent(whispered().agentKeys('1'), [ANNA.participant]);
    expect(call.commands).toMatchObject([{ type: 'lookUpParticipant', participant: CALLER }]);
    call.happens({ type: 'ParticipantSeen', participant: CALLER, is: 'talking' });
    expect(call.commands).toEqual([]);
    expect(call.state.call.state).toBe('with-agent');
    silent(call, [ANNA.participant], 47);
    call.happens({ type: 'ParticipantSeen', participant: CALLER, is: 'absent' });
    expect(types(call)).toEqual(['hangUp']);
  });

  test('of whom the agent keys in a number: they are asked once more', () => {
    const call = silent(talking().agentKeys('*3'), [CALLER, ANNA.participant]);
    expect(types(call)).toEqual(['recognize']);
  });

  test('of whom the caller is handed over, and both are there: they talk on', () => {
    const call = silent(talking().agentKeys('*3').agentKeys('5550155#'), [
      CALLER,
      ANNA.participant,
    ]);
    expect(call.says).toContain('It failed.');
  });
});

test('somebody who is in the call and was not offered it has to leave', () => {
  const call: Staffed = silent(talking(), [CALLER, ANNA.participant]);
  expect(call.roster(CALLER, ANNA.participant, BOB.participant).commands).toMatchObject([
    { type: 'removeParticipant', participant: BOB.participant },
  ]);
});

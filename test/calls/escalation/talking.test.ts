import { describe, expect, test } from 'vitest';
import { stops, tone, types } from '../support/followed.ts';
import { ANNA, CALLER, talking, whispered } from '../support/with-people.ts';

describe('an agent who takes a call', () => {
  test('is kept as talking, and the call as answered by them', () => {
    const call = whispered().agentKeys('1');
    expect(call.commands.at(-1)).toEqual({
      type: 'agentTalks',
      operationContext: expect.any(String),
      agent: 'anna',
      offer: 'offer:4',
      isOptional: true,
    });
    expect(call.state.call).toMatchObject({
      state: 'with-agent',
      escalation: 'accepted',
      agent: 'anna',
      agentSince: call.state.call.lastEventAt,
    });
    expect(call.state.call.agentSeconds).toBeUndefined();
  });

  test('has their keys followed under their own name', () => {
    const call = whispered().agentKeys('1');
    expect(call.commands).toContainEqual({
      type: 'startContinuousDtmfRecognition',
      operationContext: 'tones:agent-anna:1',
      participant: ANNA.participant,
      isOptional: true,
    });
  });
});

describe('while they talk', () => {
  test("the caller's keys lead nowhere", () => {
    const call = talking();
    for (const [number, key] of [...'0*0*2*3*9'].entries()) {
      expect(tone(call, 'caller', number, key)).toEqual([]);
    }
  });

  test.each(['1', '#', '2', '**', '*0', '*1', '2*', '92', '*#2'])(
    'what an agent presses that is no order is none: %s',
    (keys) => {
      const call = talking();
      for (const [number, key] of [...keys].entries()) {
        expect(tone(call, 'agent-anna', number, key)).toEqual([]);
      }
    },
  );

  test.each([
    ['*2', ['hold', 'armDeadline']],
    ['**2', ['hold', 'armDeadline']],
    ['7*2', ['hold', 'armDeadline']],
    ['*3', ['hold', 'armDeadline', 'recognize']],
    ['*9', ['removeParticipant', 'releaseAgent', 'play']],
  ])('an agent who presses %s is understood', (keys, commands) => {
    expect(types(talking().agentKeys(keys))).toEqual(commands);
  });

  test('*2 holds and ends hold in turns', () => {
    const call = talking().agentKeys('*2');
    expect(types(call)).toEqual(['hold', 'armDeadline']);
    expect(types(call.agentKeys('*2'))).toEqual(['unhold', 'armDeadline']);
    expect(types(call.agentKeys('*2'))).toEqual(['hold', 'armDeadline']);
  });

  test('the keys of an order are waited for in whatever order news of them comes, and act once', () => {
    const call = talking();
    expect(tone(call, 'agent-anna', 0, '7')).toEqual([]);
    expect(tone(call, 'agent-anna', 2, '2')).toEqual(['armDeadline']);
    expect(tone(call, 'agent-anna', 1, '*')).toEqual(['hold', 'armDeadline']);
    expect(tone(call, 'agent-anna', 1, '*')).toEqual([]);
    expect(tone(call, 'agent-anna', 2, '2')).toEqual([]);
  });

  test('a key of the agent that never came is a gap under their name, and what waited for it does not act', () => {
    const call = talking();
    tone(call, 'agent-anna', 0, '*');
    tone(call, 'agent-anna', 2, '2');
    call.happens({ type: 'Deadline', deadline: call.state.deadlineCount });
    expect(call.commands).toEqual([]);
    expect(call.rows.tones).toMatchObject([
      { participant: 'agent-anna', session: 1, sequenceId: 1, kind: 'gap' },
    ]);
    expect(call.rows.timeline.map(({ words }) => words)).toContain(
      'key number 1 of agent-anna never came',
    );
    expect(tone(call, 'agent-anna', 1, '*')).toEqual([]);
    // what is pressed from then on does
    tone(call, 'agent-anna', 3, '*');
    expect(tone(call, 'agent-anna', 4, '2')).toEqual(['hold', 'armDeadline']);
  });

  test('keys of another session, or of another agent, are none', () => {
    const call = talking();
    const type = 'ContinuousDtmfRecognitionToneReceived';
    for (const context of ['tones:agent-anna:2', 'tones:agent-bob:1', 'tones:anna:1', 'x']) {
      for (const [sequenceId, key] of [...'*9'].entries()) {
        expect(types(call.happens({ type, operationContext: context, sequenceId, key }))).toEqual(
          [],
        );
      }
    }
  });
});

describe('keys that are followed no more while they talk', () => {
  test.each([
    ['caller', CALLER],
    ['agent-anna', ANNA.participant],
  ] as const)('may mean that the %s has left: ACS is asked', (who, participant) => {
    const call = talking();
    expect(stops(call, who)).toEqual(['lookUpParticipant']);
    expect(call.commands).toMatchObject([{ participant }]);
    call.happens({ type: 'ParticipantSeen', participant, is: 'talking' });
    expect(call.commands).toMatchObject([
      { type: 'startContinuousDtmfRecognition', operationContext: `tones:${who}:2`, participant },
    ]);
  });

  test('end the call when the caller has left', () => {
    const call = talking();
    stops(call, 'caller');
    call.happens({ type: 'ParticipantSeen', participant: CALLER, is: 'absent' });
    expect(types(call)).toEqual(['hangUp']);
  });

  test('lead on in the flow when the agent has left', () => {
    const call = talking();
    stops(call, 'agent-anna');
    call.happens({ type: 'ParticipantSeen', participant: ANNA.participant, is: 'absent' });
    expect(types(call)).toEqual(['releaseAgent', 'play']);
  });

  test('may mean that the caller has left while the agent is asked, too', () => {
    const call = whispered().roster(CALLER, ANNA.participant);
    expect(stops(call, 'caller')).toEqual(['lookUpParticipant']);
    call.happens({ type: 'ParticipantSeen', participant: CALLER, is: 'absent' });
    expect(types(call)).toEqual(['hangUp']);
  });

  test('are followed again at once where they failed', () => {
    const call = talking();
    const type = 'ContinuousDtmfRecognitionToneFailed';
    call.happens({ type, operationContext: 'tones:agent-anna:1', subCode: 8512 });
    expect(call.commands).toMatchObject([{ operationContext: 'tones:agent-anna:2' }]);
  });
});

import { describe, expect, test } from 'vitest';
import type { CommandType } from '../../../calls/commands.ts';
import type { Conversation } from '../support/conversation.ts';
import { types } from '../support/followed.ts';
import { ANNA, CALLER, talking, waiting, whispered } from '../support/with-people.ts';

/** ACS refuses the command of this type in the last turn. */
function refuses<C extends Conversation>(
  call: C,
  command: CommandType,
  code = 412,
  subCode = 8583,
): C {
  const found = call.commands.find(({ type }) => type === command);
  const { turn } = call.state;
  call.happens({
    type: 'CommandFailed',
    turn,
    index: 0,
    operationContext: found?.operationContext,
    command,
    code,
    subCode,
    message: 'no',
  });
  return call;
}

/** The activity of the last turn died, twice. */
function dies<C extends Conversation>(call: C): C {
  const [first] = call.commands;
  const { turn } = call.state;
  const message = 'the activity died twice';
  call.happens({ type: 'CommandFailed', turn, index: 0, command: first?.type, code: 0, message });
  return call;
}

describe('on the way to a person', () => {
  test('first words that are refused put the caller on hold at once', () => {
    expect(types(refuses(waiting(), 'play'))).toEqual(['hold', 'armDeadline']);
  });

  test('hold that is refused is music by play', () => {
    const call = refuses(waiting().invited().firstWordsOver(), 'hold');
    expect(call.commands).toMatchObject([
      { type: 'play', to: CALLER, loop: true, prompt: { file: 'music.wav' } },
    ]);
  });

  test('music that is refused as well is silence, and is tried again with the next agent', () => {
    const call = refuses(refuses(waiting().invited().firstWordsOver(), 'hold'), 'play');
    expect(call.commands).toEqual([]);
    call.happens({ type: 'AddParticipantFailed', operationContext: 'offer:4', subCode: 8540 });
    expect(types(call)).toEqual(['releaseAgent', 'play', 'inviteAgent']);
  });

  test('an invitation that is refused frees its agent, and the next one is looked for', () => {
    const call = waiting().invited();
    call.happens({
      type: 'CommandFailed',
      turn: 4,
      index: 1,
      operationContext: 'offer:4',
      command: 'inviteAgent',
      code: 400,
      message: 'no',
    });
    expect(call.commands).toMatchObject([
      { type: 'releaseAgent', release: { agent: 'anna', to: 'available' } },
      { type: 'inviteAgent', except: ['anna'] },
    ]);
  });

  test('an invitation whose turn died is made again; the caller is on hold, whatever they heard', () => {
    const call = dies(waiting());
    expect(types(call)).toEqual(['hold', 'armDeadline', 'inviteAgent']);
    expect(call.commands.at(-1)).toMatchObject({ operationContext: 'offer:5', except: [] });
    // what was done of it all the same comes too late
    call.happens({ type: 'PlayCompleted', operationContext: '4.0r1', code: 200 });
    expect(call.commands).toEqual([]);
    call.happens({
      type: 'AddParticipantSucceeded',
      operationContext: 'offer:4',
      participant: `4:${ANNA.participant}`,
    });
    expect(call.commands).toMatchObject([
      { type: 'removeParticipant', participant: ANNA.participant },
    ]);
  });

  test('three turns that died in a row, without a word from ACS, end the call', () => {
    const call = dies(dies(dies(waiting())));
    expect(types(call)).toEqual(['stopContinuousDtmfRecognition', 'hangUp']);
    expect(call.state.ending).toBe('failed');
  });

  test('an invitation whose turn began with something else is made again too', () => {
    const call = waiting().invited().firstWordsOver();
    call.happens({ type: 'AddParticipantFailed', operationContext: 'offer:4', subCode: 8540 });
    expect(types(call)).toEqual(['releaseAgent', 'inviteAgent']);
    expect(types(dies(call))).toEqual(['inviteAgent']);
  });

  test('hold whose turn died is asked for, and music plays where it was not done', () => {
    const call = dies(waiting().invited().firstWordsOver());
    expect(call.commands).toMatchObject([{ type: 'lookUpParticipant', participant: CALLER }]);
    const seen = { type: 'ParticipantSeen', participant: CALLER } as const;
    expect(call.happens({ ...seen, is: 'talking' }).commands).toMatchObject([
      { type: 'play', to: CALLER, loop: true },
    ]);
  });
});

describe('an agent who is asked', () => {
  test('and cannot be, as something runs for them, is asked once more; that cuts it off', () => {
    const call = refuses(whispered(), 'recognize');
    expect(call.commands).toMatchObject([{ type: 'recognize', interrupt: true }]);
    expect(types(refuses(call, 'recognize'))).toEqual([
      'removeParticipant',
      'releaseAgent',
      'inviteAgent',
    ]);
  });

  test('in a turn that died is asked once more', () => {
    expect(types(dies(whispered()))).toEqual(['recognize']);
  });

  test('and is not in the call any more is looked for', () => {
    const call = refuses(whispered(), 'recognize', 404, 8522);
    expect(call.commands).toMatchObject([
      { type: 'lookUpParticipant', participant: ANNA.participant },
    ]);
    const seen = { type: 'ParticipantSeen', participant: ANNA.participant } as const;
    expect(types(call.happens({ ...seen, is: 'absent' }))).toEqual(['releaseAgent', 'inviteAgent']);
  });

  test('whose extension cannot be dialled is away', () => {
    const call = refuses(whispered({ ...ANNA, extension: '12' } as typeof ANNA), 'sendDtmfTones');
    expect(call.commands).toMatchObject([
      { type: 'removeParticipant' },
      { type: 'releaseAgent', release: { to: 'away', reason: 'extension-failed' } },
      { type: 'inviteAgent' },
    ]);
  });

  test('for a number in a turn that died is asked once more, and the caller is put on hold for sure', () => {
    expect(types(dies(talking().agentKeys('*3')))).toEqual(['lookUpParticipant', 'recognize']);
  });

  test('for a number, once more in vain, hears that it failed', () => {
    const call = refuses(refuses(talking().agentKeys('*3'), 'recognize'), 'recognize');
    expect(call.says).toContain('It failed.');
  });

  test('for a number has both tries though the whisper needed two', () => {
    const call = whispered().ends({ type: 'RecognizeFailed', code: 500, subCode: 8512 });
    call.ends({ type: 'RecognizeCompleted', code: 200, subCode: 8531, digits: '1' });
    expect(call.state.escalation?.offer).toMatchObject({ stage: 'talking', failures: 0 });
  });
});

test('a question after an agent, whose turn died, is asked again', () => {
  const call = talking().roster(CALLER);
  expect(types(call)).toEqual(['releaseAgent', 'play']);
  expect(dies(call).says).toBe('Goodbye after the agent.');
});

test('hold that ended with a turn that died ends at the second try', () => {
  const call = dies(whispered().agentKeys('1'));
  expect(call.commands).toMatchObject([{ type: 'lookUpParticipant', participant: CALLER }]);
  call.happens({ type: 'ParticipantSeen', participant: CALLER, is: 'on-hold' });
  expect(types(call)).toEqual(['unhold', 'armDeadline']);
});

describe('while they talk', () => {
  test.each([
    'unhold',
    'removeParticipant',
    'lookUpParticipant',
    'agentTalks',
    'releaseAgent',
    'freeSlot',
  ] as const)('%s that is refused leads to nothing', (command) => {
    const call = talking();
    const before = call.state;
    refuses(call, command);
    expect(call.commands).toEqual([]);
    expect(call.state.escalation).toEqual(before.escalation);
  });

  test.each([
    ['caller', CALLER],
    ['agent-anna', ANNA.participant],
  ])(
    'keys of the %s that cannot be followed, as there is nobody, are looked into',
    (label, one) => {
      const call = talking();
      call.happens({
        type: 'CommandFailed',
        turn: call.state.turn,
        index: 2,
        operationContext: `tones:${label}:1`,
        command: 'startContinuousDtmfRecognition',
        code: 404,
        subCode: 8522,
        message: 'no',
      });
      expect(call.commands).toMatchObject([{ type: 'lookUpParticipant', participant: one }]);
      call.happens({ type: 'ParticipantSeen', participant: one, is: 'talking' });
      expect(call.commands).toMatchObject([
        { type: 'startContinuousDtmfRecognition', operationContext: `tones:${label}:2` },
      ]);
    },
  );
});

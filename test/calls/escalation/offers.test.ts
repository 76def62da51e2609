import { describe, expect, test } from 'vitest';
import { ANNA, BOB, CALLER, talking, waiting, whispered } from '../support/with-people.ts';

const types = (call: { commands: { type: string }[] }) => call.commands.map(({ type }) => type);

describe('a caller who asks for a person', () => {
  test('hears the first words, and an agent is looked for, in one turn', () => {
    const call = waiting();
    expect(call.commands).toMatchObject([
      { type: 'play', operationContext: '4.0', prompt: { text: 'Please hold.' }, isOptional: true },
      {
        type: 'inviteAgent',
        operationContext: 'offer:4',
        caller: CALLER,
        ourNumber: '+15550199',
        except: [],
        ringSeconds: 20,
      },
    ]);
    expect(call.state.call).toMatchObject({ state: 'waiting', escalation: 'waiting' });
  });

  test('is on hold with music once the words are over', () => {
    const call = waiting().invited().firstWordsOver();
    expect(call.commands).toMatchObject([
      { type: 'hold', participant: CALLER, music: 'music.wav' },
      { type: 'armDeadline', ms: 3000 },
    ]);
  });

  test('is on hold before the agent hears the whisper, though the agent answered first', () => {
    const early = waiting().invited().joins();
    expect(early.commands).toEqual([]);
    expect(types(early.firstWordsOver())).toEqual(['hold', 'armDeadline', 'recognize']);
  });
});

describe('an agent who answers', () => {
  test('hears who calls, and is asked for one key', () => {
    expect(whispered().commands).toMatchObject([
      {
        type: 'recognize',
        participant: ANNA.participant,
        prompt: { text: 'A call from 0 0. Press 1 or 2.' },
        maxTones: 1,
        initialSilenceSeconds: 10,
        interrupt: false,
      },
    ]);
  });

  test('and presses 1 talks to the caller, whose hold ends; the keys of both are followed', () => {
    const call = whispered().agentKeys('1');
    expect(types(call)).toEqual([
      'unhold',
      'armDeadline',
      'startContinuousDtmfRecognition',
      'agentTalks',
    ]);
    expect(call.state.call).toMatchObject({ state: 'with-agent', agent: 'anna', offers: 1 });
  });

  test.each([
    ['2', 'available'],
    ['345', 'available'],
  ])('and presses %s is let go as %s, and the next one is offered the call', (keys, to) => {
    const call = whispered();
    for (const key of keys) call.agentKeys(key);
    expect(call.commands).toMatchObject([
      { type: 'removeParticipant', participant: ANNA.participant },
      { type: 'releaseAgent', release: { agent: 'anna', offer: 'offer:4', to } },
      { type: 'inviteAgent', except: ['anna'] },
    ]);
  });

  test('and presses nothing is away: their voicemail may have answered', () => {
    const call = whispered().ends({ type: 'RecognizeFailed', code: 400, subCode: 8510 });
    expect(call.commands).toMatchObject([
      { type: 'removeParticipant' },
      { type: 'releaseAgent', release: { to: 'away', reason: 'no-key' } },
      { type: 'inviteAgent' },
    ]);
  });
});

test('after three agents the caller goes on in the flow, off hold', () => {
  const call = whispered();
  call.agentKeys('2');
  call.invited(BOB).joins().agentKeys('2');
  call
    .invited({ ...BOB, agent: 'eve', participant: '+15550125' })
    .joins()
    .agentKeys('2');
  expect(types(call)).toEqual([
    'removeParticipant',
    'releaseAgent',
    'unhold',
    'armDeadline',
    'play',
  ]);
  expect(call.says).toContain('Someone to help is not here.');
  expect(call.state.call).toMatchObject({ escalation: 'not-taken', state: 'talking', offers: 3 });
});

test('when nobody is available the caller goes on once the first words are over', () => {
  const call = waiting().nobody();
  expect(call.commands).toEqual([]);
  expect(call.firstWordsOver().says).toBe('Someone to help is not here.');
});

test('an agent who hangs up while they talk leaves the caller in the flow', () => {
  const call = talking().roster(CALLER);
  expect(call.commands).toMatchObject([
    { type: 'releaseAgent', release: { to: 'wrap-up' } },
    { type: 'play', prompt: { text: 'Goodbye after the agent.' } },
  ]);
});

import { describe, expect, test } from 'vitest';
import type { Flow } from '../../../calls/flow.ts';
import { ANNA, STAFFED_LINE, type Staffed, waiting, whispered } from '../support/with-people.ts';

/** The line with all that it says recorded. */
const RECORDED: Flow = {
  ...STAFFED_LINE,
  recordings: {
    'Please hold.': { file: 'hold.wav', seconds: 2 },
    'Press 1 or 2.': { file: 'whisper.wav', seconds: 2 },
    'Which number?': { file: 'number.wav', seconds: 2 },
  },
  steps: {
    ...STAFFED_LINE.steps,
    person: {
      ...STAFFED_LINE.steps.person,
      texts: { ...textsOf(STAFFED_LINE), whisper: 'Press 1 or 2.' },
    } as Flow['steps'][string],
  },
};

function textsOf({ steps: { person } }: Flow) {
  if (person?.kind !== 'escalate') throw new Error('person is no person');
  return person.texts;
}

/** What was open last could not be played. */
function fails(call: Staffed): Staffed {
  call.ends({ type: 'RecognizeFailed', code: 500, subCode: 8511 });
  return call;
}

/** What the agent is asked. */
function asked(call: Staffed) {
  const question = call.commands.find(({ type }) => type === 'recognize');
  return question && 'prompt' in question ? question.prompt : undefined;
}

describe('a recorded text for an agent', () => {
  test('is played, also where the first words to the caller had to be spoken', () => {
    const call = waiting(RECORDED).invited().joins();
    const play = () => call.state.open.at(-1);
    call.happens({ type: 'PlayFailed', operationContext: play(), code: 400, subCode: 8536 });
    expect(call.says).toBe('Please hold.');
    call.happens({ type: 'PlayCompleted', operationContext: play(), code: 200, subCode: 0 });
    expect(asked(call)).toMatchObject({ text: 'Press 1 or 2.', file: 'whisper.wav' });
  });

  test('is spoken once it could not be played', () => {
    const call = fails(whispered(ANNA, RECORDED));
    expect(asked(call)).toMatchObject({ text: 'Press 1 or 2.' });
    expect(asked(call)).not.toHaveProperty('file');
  });

  test('is played again in another question, which may fail once as well', () => {
    const call = fails(whispered(ANNA, RECORDED)).agentKeys('1').agentKeys('*3');
    expect(asked(call)).toMatchObject({ text: 'Which number?', file: 'number.wav' });
    expect(asked(fails(call))).toMatchObject({ text: 'Which number?' });
    expect(asked(call)).not.toHaveProperty('file');
  });
});

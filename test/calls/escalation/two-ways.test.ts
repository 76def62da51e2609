import { describe, expect, test } from 'vitest';
import type { Escalate, Flow } from '../../../calls/flow.ts';
import { ANNA, CALLER, STAFFED_LINE, talking, whispered } from '../support/with-people.ts';

/** A line whose way to a person leads to another one, taken or not. */
const person = STAFFED_LINE.steps.person as Escalate;
const TWO_WAYS: Flow = {
  ...STAFFED_LINE,
  steps: {
    ...STAFFED_LINE.steps,
    person: { ...person, afterAgent: 'second', otherwise: 'second' },
    second: { ...person, say: 'Please hold for somebody else.' },
  },
};

describe('a way to a person that leads to another', () => {
  test.each([
    ['after an agent', () => talking(ANNA, TWO_WAYS).roster(CALLER)],
    ['when nobody takes the call', () => whispered(ANNA, TWO_WAYS).agentKeys('2').nobody()],
  ])('puts the caller on hold once its own words are over: %s', (_when, comes) => {
    const call = comes();
    expect(call.says).toContain('Please hold for somebody else.');
    const words = call.commands.find(({ type }) => type === 'play');
    call.happens({ type: 'PlayCompleted', operationContext: words?.operationContext, code: 200 });
    expect(call.commands).toMatchObject([
      { type: 'hold', participant: CALLER },
      { type: 'armDeadline' },
    ]);
  });

  test('says its words by the voice where their recording cannot be played', () => {
    const recorded: Flow = {
      ...TWO_WAYS,
      recordings: { 'Please hold for somebody else.': { file: 'hold.wav', seconds: 2 } },
    };
    const call = talking(ANNA, recorded).roster(CALLER);
    const fails = () => {
      const words = call.commands.find(({ type }) => type === 'play');
      return call.happens({ type: 'PlayFailed', operationContext: words?.operationContext });
    };
    expect(fails().commands).toMatchObject([
      { type: 'play', prompt: { text: expect.any(String) } },
    ]);
    expect(call.commands[0]).not.toHaveProperty('prompt.file');
    expect(fails().commands).toMatchObject([{ type: 'hold' }, { type: 'armDeadline' }]);
  });
});

import { expect, test } from 'vitest';
import type { Flow, Gather } from '../../../calls/flow.ts';
import { PLAIN } from '../support/gathers.ts';
import { CALLER, STAFFED_LINE, waiting } from '../support/with-people.ts';

/** A line that asks for something secret when no agent takes the call. */
const SECRET: Gather = { ...PLAIN, sensitive: true, next: 'end', otherwise: 'end' };
const LINE: Flow = {
  ...STAFFED_LINE,
  steps: {
    ...STAFFED_LINE.steps,
    person: { ...STAFFED_LINE.steps.person, otherwise: 'card' } as Flow['steps'][string],
    card: SECRET,
  },
};

test('secret keys are not followed because ACS was asked whether the caller is off hold', () => {
  const call = waiting(LINE);
  // following ended by itself before, and was started again
  call.happens({
    type: 'ContinuousDtmfRecognitionToneFailed',
    operationContext: 'tones:caller:1',
  });
  call.invited().firstWordsOver();
  call.happens({ type: 'AddParticipantFailed', operationContext: 'offer:4', subCode: 8540 });
  call.nobody();
  expect(call.commands.map(({ type }) => type)).toContain('stopContinuousDtmfRecognition');
  call.happens({ type: 'ParticipantSeen', participant: CALLER, is: 'talking' });
  expect(call.commands.map(({ type }) => type)).not.toContain('startContinuousDtmfRecognition');
});

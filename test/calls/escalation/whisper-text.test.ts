import { describe, expect, test } from 'vitest';
import { whisperText } from '../../../calls/escalation/whisper-text.ts';
import type { CallState } from '../../../calls/state.ts';
import { waiting } from '../support/with-people.ts';

const TEXT = 'A call from {caller}. They keyed in {keyed}! Press 1 or 2.';

/** A call with these values kept; `call` changes what its row says. */
function state(collected: Record<string, string> = {}, call: Partial<CallState['call']> = {}) {
  const before = waiting().state;
  return { ...before, collected, call: { ...before.call, ...call } };
}

describe('what an agent is told', () => {
  test.each([
    ['two digits of a number', { account: '12345678' }, 'account 7 8'],
    ['two of four', { pin: '1234' }, 'pin 3 4'],
    ['the name alone of what is shorter', { topic: '123', more: '1' }, 'topic, more'],
    ['each of several', { account: '12345678', topic: '5' }, 'account 7 8, topic'],
    ['signs as words', { code: '12*#' }, 'code star hash'],
  ])('is %s', (_what, collected, keyed) => {
    expect(whisperText(TEXT, state(collected))).toBe(
      `A call from 0 0. They keyed in ${keyed}! Press 1 or 2.`,
    );
  });

  test('leaves out the sentence about what was not keyed in', () => {
    expect(whisperText(TEXT, state())).toBe('A call from 0 0. Press 1 or 2.');
  });

  test('leaves out the sentence about a number that is withheld', () => {
    const withheld = state({ pin: '1234' }, { from: 'anonymous' });
    expect(whisperText(TEXT, withheld)).toBe('They keyed in pin 3 4! Press 1 or 2.');
  });

  test('is the end of the other number of a call that we placed', () => {
    const placed = state({}, { direction: 'outbound', from: '+15550199', to: '+15550142' });
    expect(whisperText('Somebody at {caller}.', placed)).toBe('Somebody at 4 2.');
  });

  test('is a text without gaps as it is, to be found as a recording', () => {
    const plain = 'A call. Press 1 to take it, 2 to decline.';
    expect(whisperText(plain, state())).toBe(plain);
  });
});

import { describe, expect, test } from 'vitest';
import type { Flow } from '../../calls/flow.ts';
import { LATE_SECONDS, promptSeconds } from '../../calls/quiet.ts';
import { atMenu, type Conversation, connected, ringing } from './support/conversation.ts';
import { SMALL_LINE } from './support/small-line.ts';
import { ANNA, CALLER, talking, waiting, whispered } from './support/with-people.ts';

const quiet = ({ state }: Conversation) => state.call.quietSeconds;

/** A line that begins with a step. */
const from = (start: string): Flow => ({ ...SMALL_LINE, start });

/** An agent who hears that the caller could not be handed over. */
function transferFailed(): Conversation {
  const call = talking().agentKeys('*3').agentKeys('5550155#');
  return call.ends({ type: 'CallTransferFailed', code: 400 });
}

describe('it is normal to hear nothing of a call', () => {
  test.each<[what: string, call: Conversation, seconds: number]>([
    ['that was answered', ringing(), 0],
    // 8 characters, 0.075 s each, and half as long again
    ['in a sentence', connected(), 0.9],
    // 17 characters, and 6 seconds for a key
    ['at a menu', atMenu(), 1.9 + 6],
    // 20 characters, 8 seconds for the first key, 4 between two
    ['at an entry', atMenu().keys('1'), 2.25 + 8 + 4],
    ['until the caller is handed over', connected(from('engineers')).played(), 60],
    ['while an agent rings, whose phone may for 20 s', waiting(), 20],
    ['while the caller is put on hold, and it rings', waiting().invited().firstWordsOver(), 20],
    // 'A call from 0 0. Press 1 or 2.', and 10 seconds for a key
    ['while an agent is asked', whispered(), 3.4 + 10],
    ['while they talk', talking(), 50],
    ['while the agent has the caller on hold', talking().agentKeys('*2').onHold(CALLER), 50],
    // 'Which number?', 10 seconds for the first key, 5 between two
    ['while a number is keyed', talking().agentKeys('*3'), 1.5 + 10 + 5],
    ['while a number is rung', talking().agentKeys('*3').agentKeys('5550155#'), 60],
    ['while the agent hears why not', transferFailed(), 50],
  ])('%s', (_what, call, seconds) => {
    expect(quiet(call)).toBe(Math.ceil(seconds) + LATE_SECONDS);
  });

  test('in a recording for as long as that is, and half as long again', () => {
    const recordings = { 'Welcome.': { file: 'welcome.wav', seconds: 6 } };
    expect(quiet(connected({ ...SMALL_LINE, recordings }))).toBe(9 + LATE_SECONDS);
    expect(promptSeconds({ text: 'Welcome.', language: '', voice: '', seconds: 6 })).toBe(9);
  });

  test('while keys are sent, and in the pauses between them', () => {
    const tones: Flow = {
      ...SMALL_LINE,
      start: 'fax',
      steps: {
        ...SMALL_LINE.steps,
        fax: { kind: 'sendTones', tones: '12345W,W6', next: 'thanks', otherwise: 'end' },
      },
    };
    const call = connected(tones);
    expect(quiet(call)).toBe(2 + LATE_SECONDS);
    call.ends({ type: 'SendDtmfTonesCompleted', code: 200 });
    expect(quiet(call)).toBe(3 + LATE_SECONDS);
  });

  test('after a hang-up for no longer than that may be late', () => {
    const call = connected(from('end'));
    expect(call.says).toBe('hangUp');
    expect(quiet(call)).toBe(LATE_SECONDS);
  });

  test('after a key of an entry for no longer than the next may take', () => {
    const call = atMenu().keys('1');
    call.happens({
      type: 'ContinuousDtmfRecognitionToneReceived',
      operationContext: 'tones:caller:1',
      sequenceId: 1,
      key: '4',
    });
    expect(quiet(call)).toBe(4 + LATE_SECONDS);
  });

  test('after a key at a menu as long as before', () => {
    const call = atMenu();
    const before = quiet(call);
    call.happens({
      type: 'ContinuousDtmfRecognitionToneReceived',
      operationContext: 'tones:caller:1',
      sequenceId: 0,
      key: '4',
    });
    expect(quiet(call)).toBe(before);
  });

  test('when the caller left while they are handed over, until the result should be here', () => {
    const call = talking().agentKeys('*3').agentKeys('5550155#').roster(ANNA.participant);
    expect(quiet(call)).toBe(LATE_SECONDS);
  });
});

import { describe, expect, test } from 'vitest';
import { atMenu, type Conversation, connected } from './support/conversation.ts';

const START = 'startContinuousDtmfRecognition';
const STOP = 'stopContinuousDtmfRecognition';

function tone(call: Conversation, sequenceId: number, key: string, session = 1): Conversation {
  const type = 'ContinuousDtmfRecognitionToneReceived';
  return call.happens({ type, sequenceId, key, operationContext: `tones:caller:${session}` });
}

const types = (call: Conversation) => call.commands.map(({ type }) => type);

describe('following keys', () => {
  test('begins with the first turn of a connected call, beside the first prompt', () => {
    const call = connected();
    expect(call.commands).toMatchObject([
      { type: START, operationContext: 'tones:caller:1', participant: '+15550100' },
      { type: 'play', operationContext: '2.0' },
    ]);
  });

  test('ends with the call', () => {
    const call = atMenu().silence().silence().silence().played();
    expect(types(call)).toEqual([STOP, 'hangUp']);
  });

  test.each(['ContinuousDtmfRecognitionToneFailed', 'ContinuousDtmfRecognitionStopped'] as const)(
    'begins again after %s, with a new session, three times at most',
    (type) => {
      const call = atMenu();
      for (const session of [1, 2, 3]) {
        call.happens({ type, operationContext: `tones:caller:${session}` });
        expect(call.commands).toMatchObject([
          { type: START, operationContext: `tones:caller:${session + 1}` },
        ]);
      }
      expect(call.happens({ type, operationContext: 'tones:caller:4' }).commands).toEqual([]);
      expect(types(call.keys('1'))).toEqual(['recognize']);
    },
  );

  test('does not begin again for the end of an older session', () => {
    const call = atMenu();
    const type = 'ContinuousDtmfRecognitionStopped';
    call.happens({ type, operationContext: 'tones:caller:1' });
    expect(call.happens({ type, operationContext: 'tones:caller:1' }).commands).toEqual([]);
  });

  test('does not begin again when the call is over', () => {
    const call = atMenu().silence().silence().silence().played();
    const type = 'ContinuousDtmfRecognitionStopped';
    expect(call.happens({ type, operationContext: 'tones:caller:1' }).commands).toEqual([]);
  });

  test('goes on when its start was refused because it runs', () => {
    const refused = {
      type: 'CommandFailed',
      turn: 2,
      index: 0,
      command: START,
      message: '',
    } as const;
    const call = connected().happens({ ...refused, code: 400, subCode: 8500 });
    expect(types(call.played())).toEqual(['recognize']);
  });

  test('is tried again with the next prompt when its start was refused otherwise', () => {
    const refused = {
      type: 'CommandFailed',
      turn: 2,
      index: 0,
      command: START,
      message: '',
    } as const;
    const call = connected().happens({ ...refused, code: 412, subCode: 8583 });
    expect(types(call.played())).toEqual([START, 'recognize']);
  });
});

describe('a key', () => {
  test('of an older session does not act', () => {
    const call = connected();
    const type = 'ContinuousDtmfRecognitionToneFailed';
    call.happens({ type, operationContext: 'tones:caller:1' });
    expect(tone(call, 0, '0', 1).commands).toEqual([]);
    expect(tone(call, 0, '0', 2).says).toBe('Someone to help is not here.');
  });

  test('that arms a deadline does not move the row of the question that is open', () => {
    const call = tone(tone(atMenu(), 0, '5'), 2, '7').keys('1');
    expect(call.rows.digits).toMatchObject([{ turn: 3, question: 'menu', digits: '1' }]);
  });
});

describe('a number that is missing', () => {
  test('is waited for, then reported in a row of its own and in the timeline', () => {
    const call = tone(tone(atMenu(), 0, '5'), 2, '7');
    expect(call.commands).toMatchObject([{ type: 'armDeadline', deadline: 1, ms: 1500 }]);
    call.happens({ type: 'Deadline', deadline: 1 });
    expect(call.rows.tones).toMatchObject([
      { participant: 'caller', session: 1, sequenceId: 1, kind: 'gap' },
    ]);
    expect(call.rows.timeline.at(-1)?.words).toBe('key number 1 never came');
  });

  test('that comes in time is not reported', () => {
    const call = tone(tone(tone(atMenu(), 0, '5'), 2, '7'), 1, '6');
    call.happens({ type: 'Deadline', deadline: 1 });
    expect(call.rows.tones).toEqual([]);
  });

  test('at the end of the call is reported at once', () => {
    const call = tone(tone(atMenu(), 0, '5'), 2, '7').happens({ type: 'CallDisconnected' });
    expect(call.rows.tones).toMatchObject([{ sequenceId: 1, kind: 'gap' }]);
  });

  test('arms one deadline at a time, and another for what is missing later', () => {
    const call = tone(tone(atMenu(), 0, '5'), 2, '7');
    expect(tone(call, 4, '9').commands).toEqual([]);
    call.happens({ type: 'Deadline', deadline: 1 });
    expect(call.commands).toMatchObject([{ type: 'armDeadline', deadline: 2 }]);
    call.happens({ type: 'Deadline', deadline: 2 });
    expect(call.rows.tones.map((row) => row.sequenceId)).toEqual([1, 3]);
  });

  test('a deadline nobody waits for any more does nothing', () => {
    expect(atMenu().happens({ type: 'Deadline', deadline: 9 }).commands).toEqual([]);
  });
});

test('a key that could not be kept on receipt is kept with the next turn', () => {
  const call = atMenu().happens({
    type: 'ContinuousDtmfRecognitionToneReceived',
    id: 'tone-1',
    sequenceId: 3,
    key: '5',
    operationContext: 'tones:caller:1',
    unstored: true,
  });
  expect(call.rows.tones).toMatchObject([
    { participant: 'caller', session: 1, sequenceId: 3, kind: 'tone', key: '5', eventId: 'tone-1' },
  ]);
});

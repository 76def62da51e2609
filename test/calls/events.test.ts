import { describe, expect, test } from 'vitest';
import { atMenu, CONNECTION, connected, ringing } from './support/conversation.ts';

describe('every result of a recognition', () => {
  test.each([
    ['RecognizeCompleted', 200, 8531, '1', 'Account, first time.', 'complete'],
    ['RecognizeCompleted', 200, 8514, '1', 'Account, first time.', 'complete'],
    ['RecognizeCompleted', 400, 8532, '1', 'Account, first time.', 'complete'],
    ['RecognizeCompleted', 400, 8532, '', 'Menu, second time.', 'no-match'],
    ['RecognizeCompleted', 400, 8508, '', 'Menu, first time.', 'cancelled'],
    ['RecognizeCompleted', 200, 9876, '1', 'Account, first time.', 'complete'],
    ['RecognizeCompleted', undefined, undefined, '1', 'Account, first time.', 'complete'],
    ['RecognizeCompleted', undefined, undefined, '', 'Menu, first time.', 'failed'],
    ['RecognizeFailed', 400, 8510, undefined, 'Menu, second time.', 'no-input'],
    ['RecognizeFailed', 400, 8532, undefined, 'Menu, second time.', 'no-match'],
    ['RecognizeFailed', 400, 8532, '1', 'Account, first time.', 'complete'],
    ['RecognizeFailed', 400, 8534, undefined, 'Menu, second time.', 'no-match'],
    ['RecognizeFailed', 400, 8547, undefined, 'Menu, second time.', 'no-match'],
    ['RecognizeFailed', 500, 8511, undefined, 'Menu, first time.', 'failed'],
    ['RecognizeFailed', 500, 8512, undefined, 'Menu, first time.', 'failed'],
    ['RecognizeFailed', 429, 8565, undefined, 'Menu, first time.', 'failed'],
    ['RecognizeFailed', 500, 9876, undefined, 'Menu, first time.', 'failed'],
    ['RecognizeCanceled', 400, 8508, undefined, 'Menu, first time.', 'cancelled'],
  ] as const)('%s %s/%s with "%s" leads to "%s"', (type, code, subCode, digits, says, result) => {
    const call = atMenu().ends({ type, code, subCode, digits });
    expect(call.says).toBe(says);
    expect(call.rows.digits.at(-1)).toMatchObject({ result, code, subCode });
  });

  test('a menu that ACS could not ask twice is given up', () => {
    const failed = { type: 'RecognizeFailed', code: 500, subCode: 8511 } as const;
    const call = atMenu().ends(failed).ends(failed);
    expect(call.says).toBe('Someone to help is not here.');
    call.played().happens({ type: 'CallDisconnected' });
    expect(call.rows.call?.outcome).toBe('failed');
  });

  test('a sentence that cannot be played is tried once more, then left out', () => {
    const failed = { type: 'PlayFailed', code: 400, subCode: 8536 } as const;
    const call = connected().ends(failed);
    expect(call.says).toBe('Welcome.');
    expect(call.ends(failed).says).toBe('Menu, first time.');
  });
});

describe('an event that must not count', () => {
  const key = { type: 'RecognizeCompleted', code: 200, subCode: 8531, digits: '1' } as const;

  test('the same CloudEvent twice acts once and is kept once', () => {
    const call = atMenu().ends({ ...key, id: 'same' });
    const rows = call.rows.timeline.length;
    call.happens({ ...key, id: 'same', operationContext: '4.0' });
    expect(call.commands).toEqual([]);
    expect(call.rows.timeline).toHaveLength(rows);
  });

  test('the result of an operation that is over is kept without effect', () => {
    const call = atMenu().happens({ ...key, operationContext: '2.0' });
    expect(call.commands).toEqual([]);
    expect(call.rows.timeline.at(-1)?.words).toContain('ignored: of an operation that is over');
    expect(call.keys('1').says).toBe('Account, first time.');
  });

  test('a result without any context is kept without effect', () => {
    expect(atMenu().happens({ ...key, operationContext: undefined }).commands).toEqual([]);
  });

  test('an event of another call is kept without effect, even its end', () => {
    const call = atMenu().happens({ type: 'CallDisconnected', callConnectionId: 'another' });
    expect(call.state.phase).toBe('talking');
    expect(call.rows.timeline.at(-1)?.words).toContain('ignored: of another call');
    expect(call.rows.call).not.toHaveProperty('endedAt');
  });

  test('a second CallConnected does not start the flow again', () => {
    expect(atMenu().happens({ type: 'CallConnected' }).commands).toEqual([]);
  });

  test('what we do nothing with is kept', () => {
    const call = atMenu().happens({ type: 'Other', acsType: 'RecordingStateChanged' });
    expect(call.commands).toEqual([]);
    expect(call.rows.timeline.at(-1)).toMatchObject({ type: 'RecordingStateChanged' });
  });

  test('nothing is sent once the end was taken', () => {
    const call = atMenu().happens({ type: 'CallDisconnected' });
    const { state } = call;
    expect(call.happens({ ...key, operationContext: '3.0' }).commands).toEqual([]);
    expect(call.state).toEqual({ ...state, rows: call.state.rows });
  });
});

describe('a result that is lost', () => {
  const silent = { type: 'CallSilent', state: 'connected' } as const;

  test('is asked for again, cutting off what may still listen, and given up the second time', () => {
    const call = atMenu().happens(silent);
    expect(call.media).toMatchObject([
      { type: 'recognize', interrupt: true, prompt: { text: 'Menu, first time.' } },
    ]);
    expect(call.happens(silent).says).toBe('Someone to help is not here.');
    call.played().happens({ type: 'CallDisconnected' });
    expect(call.rows.call?.outcome).toBe('failed');
  });

  test('of a sentence is said again, then left out', () => {
    const call = connected().happens(silent);
    expect(call.says).toBe('Welcome.');
    expect(call.happens(silent).says).toBe('Menu, first time.');
  });

  test('that comes after all is stale', () => {
    const call = atMenu();
    const [operationContext] = call.state.open;
    call.happens(silent);
    const late = { type: 'RecognizeCompleted', code: 200, subCode: 8531, digits: '1' } as const;
    expect(call.happens({ ...late, operationContext }).commands).toEqual([]);
  });
});

describe('the end of a call', () => {
  test.each([
    ['before it is connected', () => ringing().happens({ type: 'Answered' }), 'abandoned'],
    ['in the welcome', connected, 'abandoned'],
    ['at the menu', atMenu, 'abandoned'],
    ['at the read-back', () => atMenu().keys('1').keys('1234', 8514), 'abandoned'],
    ['in the last words', () => atMenu().keys('1').keys('1234', 8514).keys('1'), 'completed'],
    ['in the words after giving up', () => atMenu().silence().silence().silence(), 'no-input'],
  ])('when the caller hangs up %s', (_where, call, outcome) => {
    const over = call().happens({ type: 'CallDisconnected', code: 200, subCode: 540000 });
    expect(over.state.phase).toBe('ended');
    expect(over.commands).toEqual([]);
    expect(over.rows.call).toMatchObject({ outcome, code: 200, subCode: 540000 });
    expect(over.rows.timeline.at(-1)?.words).toBe(`ended: ${outcome}`);
  });

  test('leaves a row of the question that was open, hung-up, and none of one that was answered', () => {
    const asked = atMenu().silence().happens({ type: 'CallDisconnected', code: 200 });
    expect(asked.rows.digits.map((row) => [row.result, row.attempt])).toEqual([
      ['no-input', 1],
      ['hung-up', 2],
    ]);
    const said = connected().happens({ type: 'CallDisconnected', code: 200 });
    expect(said.rows.digits).toEqual([]);
  });

  test('is not over for the watchdog having read the tables before its connection was in them', () => {
    const call = atMenu().happens({ type: 'CallSilent', state: 'gone', isUnasked: true });
    expect(call.state.phase).toBe('talking');
  });

  test('is lost when ACS no longer knows a call of which nothing is heard', () => {
    const call = atMenu().happens({ type: 'CallSilent', state: 'gone' });
    expect(call.rows.call).toMatchObject({ state: 'ended', outcome: 'lost' });
  });

  test('is brought about when a silent call was never connected, and is lost as well', () => {
    const call = ringing().happens({ type: 'Answered' });
    call.happens({ type: 'CallSilent', state: 'connected' });
    expect(call.media).toMatchObject([{ type: 'hangUp' }]);
    expect(call.happens({ type: 'CallDisconnected' }).rows.call?.outcome).toBe('lost');
  });

  test('keeps its outcome when only the confirmation of our hang-up was lost', () => {
    const call = atMenu().keys('1').keys('1234', 8514).keys('1').played();
    call.happens({ type: 'CallSilent', state: 'gone' });
    expect(call.rows.call?.outcome).toBe('completed');
  });

  test('does not mistake the id of the connection', () => {
    expect(connected().state.call.callConnectionId).toBe(CONNECTION);
  });
});

import { describe, expect, test } from 'vitest';
import { atMenu, ringing } from './support/conversation.ts';

describe('a call that goes well', () => {
  test('is answered, welcomed and asked', () => {
    const call = ringing();
    expect(call.commands).toEqual([
      { type: 'answer', operationContext: '1.0', incomingCallContext: 'secret-context' },
    ]);
    call.happens({ type: 'Answered' });
    expect(call.commands).toEqual([]);
    expect(call.happens({ type: 'CallConnected' }).says).toBe('Welcome.');
    expect(call.played().commands).toEqual([
      {
        type: 'recognize',
        operationContext: '3.0',
        participant: '+15550100',
        prompt: { text: 'Menu, first time.', language: 'en-GB', voice: 'en-GB-SoniaNeural' },
        maxTones: 1,
        stopTones: [],
        initialSilenceSeconds: 6,
        interToneSeconds: 1,
        bargeIn: true,
        interrupt: false,
      },
    ]);
  });

  test('collects, reads back digit by digit, keeps what is confirmed, and ends completed', () => {
    const call = atMenu().keys('1');
    expect(call.commands).toMatchObject([
      { maxTones: 5, stopTones: ['#'], initialSilenceSeconds: 8, interToneSeconds: 4 },
    ]);
    expect(call.keys('1234', 8514).says).toBe('You keyed 1 2 3 4. Right?');
    expect(call.keys('1').says).toBe('Thank you, 1 2 3 4.');
    expect(call.played().media).toMatchObject([{ type: 'hangUp' }]);
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 7000 });
    expect(call.state.phase).toBe('ended');
    expect(call.rows.call).toMatchObject({ outcome: 'completed', state: 'ended', subCode: 7000 });
    expect(call.rows.digits.map((row) => [row.question, row.digits, row.result])).toEqual([
      ['menu', '1', 'complete'],
      ['entry', '1234', 'terminated'],
      ['confirm', '1', 'complete'],
    ]);
  });

  test('keys in again after a 2, and only the second entry is kept', () => {
    const call = atMenu().keys('1').keys('1234', 8514);
    expect(call.keys('2').says).toBe('Account, first time.');
    call.keys('5678', 8514).keys('1');
    expect(call.state.collected).toEqual({ account: '5678' });
  });
});

describe('silence and wrong keys at a menu', () => {
  test('three silences lead to the fallback, with other words each time', () => {
    const call = atMenu();
    expect(call.silence().says).toBe('Menu, second time.');
    expect(call.silence().says).toBe('Menu, third time.');
    expect(call.silence().says).toBe('Someone to help is not here.');
    call.played().happens({ type: 'CallDisconnected' });
    expect(call.rows.call).toMatchObject({ outcome: 'no-input', noInputs: 3, noMatches: 0 });
  });

  test('three wrong keys lead to the fallback', () => {
    const call = atMenu().keys('7').keys('8');
    expect(call.says).toBe('Menu, third time.');
    expect(call.keys('9').says).toBe('Someone to help is not here.');
    call.played().happens({ type: 'CallDisconnected' });
    expect(call.rows.call).toMatchObject({ outcome: 'no-match', noInputs: 0, noMatches: 3 });
  });

  test('each is counted by itself: two of each still leave a last chance', () => {
    const call = atMenu().silence().keys('7').silence();
    expect(call.keys('8').says).toBe('Menu, third time.');
    expect(call.keys('1').says).toBe('Account, first time.');
  });

  test('counting starts anew when the step is entered anew', () => {
    const call = atMenu().silence().silence();
    expect(call.keys('*').says).toBe('Menu, first time.');
    call.silence().silence();
    expect(call.says).toBe('Menu, third time.');
  });

  test('a step entered a fourth time leads to its fallback', () => {
    const call = atMenu().keys('*');
    expect(call.keys('*').says).toBe('Menu, first time.');
    expect(call.keys('*').says).toBe('Someone to help is not here.');
  });
});

describe('an entry', () => {
  test.each([
    ['of the right length, ended by hash', '1234', 8514, 'You keyed 1 2 3 4. Right?', 'terminated'],
    ['whose stop tone is counted by ACS', '1234#', 8514, 'You keyed 1 2 3 4. Right?', 'terminated'],
    ['that just stops', '1234', 8532, 'You keyed 1 2 3 4. Right?', 'complete'],
    ['too short, ended by hash', '123', 8514, 'Account, second time.', 'no-match'],
    ['too short, that just stops', '123', 8532, 'Account, second time.', 'partial'],
    ['too long', '12345', 8531, 'Account, second time.', 'no-match'],
    ['of nothing but the hash', '', 8514, 'Account, second time.', 'no-match'],
  ])('%s', (_name, digits, subCode, says, result) => {
    const call = atMenu().keys('1').keys(digits, subCode);
    expect(call.says).toBe(says);
    expect(call.rows.digits.at(-1)).toMatchObject({ result, code: subCode === 8532 ? 400 : 200 });
  });

  test('without terminators ends with its last digit and needs no read-back', () => {
    const call = atMenu().keys('2').played();
    expect(call.commands).toMatchObject([{ maxTones: 3, stopTones: [], bargeIn: false }]);
    call.keys('77', 8532);
    expect(call.state.collected).toEqual({ pin: '77' });
  });

  test('wrong keys after the read-back are counted like any others', () => {
    const call = atMenu().keys('1').keys('1234', 8514).keys('5').keys('5');
    expect(call.says).toBe('You keyed 1 2 3 4. Right?');
    expect(call.keys('5').says).toBe('Someone to help is not here.');
  });

  test('keyed in anew for the third time is not asked for again', () => {
    const call = atMenu().keys('1');
    call.keys('1234', 8514).keys('2').keys('1234', 8514).keys('2');
    expect(call.says).toBe('Account, first time.');
    expect(call.keys('1234', 8514).keys('2').says).toBe('Someone to help is not here.');
  });
});

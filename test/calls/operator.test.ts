import { describe, expect, test } from 'vitest';
import { atMenu, type Conversation, connected } from './support/conversation.ts';
import { SMALL_LINE } from './support/small-line.ts';

const OPERATOR = 'Someone to help is not here.';

/** Keys as continuous recognition tells them, from this number on. */
function tones(call: Conversation, keys: string, from = 0): Conversation {
  for (const [index, key] of [...keys].entries()) {
    const type = 'ContinuousDtmfRecognitionToneReceived';
    const operationContext = 'tones:caller:1';
    call.happens({ type, sequenceId: from + index, key, operationContext });
  }
  return call;
}

describe('the operator key', () => {
  test('in a sentence cuts it off and leads to the operator', () => {
    const call = tones(connected(), '0');
    expect(call.commands).toMatchObject([
      { type: 'play', interrupt: true, prompt: { text: OPERATOR } },
    ]);
  });

  test('in a menu, seen as a key, cuts the menu off; its result comes too late', () => {
    const call = atMenu();
    const [context] = call.state.open;
    expect(tones(call, '0').says).toBe(OPERATOR);
    const late = { code: 200, subCode: 8531, digits: '0', operationContext: context };
    expect(call.happens({ type: 'RecognizeCompleted', ...late }).commands).toEqual([]);
  });

  test('in a menu, seen as its result, leads there once; the key comes too late', () => {
    const call = atMenu().keys('0');
    expect(call.says).toBe(OPERATOR);
    expect(tones(call, '0').commands).toEqual([]);
    expect(call.rows.digits.at(-1)).toMatchObject({ step: 'main', result: 'operator' });
  });

  test('after a read-back leads there', () => {
    expect(atMenu().keys('1').keys('1234', 8514).keys('0').says).toBe(OPERATOR);
  });

  test('inside an entry is a digit, however late its key comes', () => {
    const call = atMenu().keys('1');
    expect(tones(call, '11200#').commands).toEqual([]);
    expect(call.keys('1200', 8514).says).toBe('You keyed 1 2 0 0. Right?');
    expect(tones(call, '11200#').commands).toEqual([]);
  });

  test('whose key comes after the entry it belongs to does not act', () => {
    const call = tones(atMenu(), '1').keys('1').keys('1200', 8514);
    for (const [number, key] of [
      [4, '0'],
      [3, '0'],
      [5, '#'],
      [1, '1'],
      [2, '2'],
    ] as const) {
      expect(tones(call, key, number).media.filter(({ type }) => type === 'play')).toEqual([]);
    }
    expect(call.state.position?.question).toBe('confirm');
  });

  test('does nothing in the last words, nor at the operator', () => {
    expect(tones(atMenu().keys('0'), '00').commands).toEqual([]);
    const bye = atMenu().keys('1').keys('1234', 8514).keys('1');
    expect(bye.says).toBe('Thank you, 1 2 3 4.');
    expect(tones(bye, '1', 6).commands).toEqual([]);
  });

  test('does nothing in a flow without an operator', () => {
    const flow = { ...SMALL_LINE, operator: undefined };
    expect(tones(connected(flow), '0').commands).toEqual([]);
    expect(atMenu(flow).keys('0').says).toBe('Menu, second time.');
  });
});

describe('the operator sequence', () => {
  test('inside an entry cuts it off at once, seen as keys', () => {
    const call = tones(atMenu(), '1').keys('1');
    expect(tones(call, '12*0', 1).says).toBe(OPERATOR);
    expect(call.rows.digits.at(-1)).toMatchObject({ step: 'account', result: 'operator' });
  });

  test('inside an entry leads there, seen in its result', () => {
    const call = atMenu().keys('1').keys('12*0', 8514);
    expect(call.says).toBe(OPERATOR);
    expect(tones(call, '112*0#').commands).toEqual([]);
  });

  test('works when its first key was one too many for an entry, and ended it', () => {
    const call = tones(atMenu(), '11234*').keys('1').keys('1234*');
    expect(call.says).toBe('Account, second time.');
    expect(tones(call, '0', 6).says).toBe(OPERATOR);
  });

  test('waits for a key before it that has not come', () => {
    const call = tones(atMenu(), '1').keys('1');
    tones(call, '*0', 2);
    expect(call.media).toMatchObject([]);
    expect(tones(call, '7', 1).says).toBe(OPERATOR);
  });

  test('does not act when that key never comes', () => {
    const call = tones(atMenu(), '1').keys('1');
    tones(call, '*0', 2).happens({ type: 'Deadline', deadline: 1 });
    expect(tones(call, '7', 1).commands).toEqual([]);
  });

  test('of two other keys works across two questions', () => {
    const flow = { ...SMALL_LINE, operatorSequence: '#9' };
    const call = atMenu(flow).keys('#');
    expect(call.says).toBe('Menu, second time.');
    expect(call.keys('9').says).toBe(OPERATOR);
  });
});

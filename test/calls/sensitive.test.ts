import { describe, expect, test } from 'vitest';
import type { SealedEntry } from '../../calls/events.ts';
import type { Flow } from '../../calls/flow.ts';
import { type Conversation, connected } from './support/conversation.ts';
import { SMALL_LINE } from './support/small-line.ts';

const CARD: Flow = {
  ...SMALL_LINE,
  start: 'card',
  steps: {
    ...SMALL_LINE.steps,
    card: {
      kind: 'gather',
      prompts: ['Card, first time.', 'Card, second time.'],
      min: 16,
      max: 16,
      terminators: ['#'],
      match: { kind: 'luhn' },
      partial: 'judge',
      firstKeySeconds: 8,
      betweenKeysSeconds: 4,
      bargeIn: [true],
      readBack: 'It ends in {lastFour}. Right?',
      sensitive: true,
      sensitiveAgain: '0 for a person, any other key to enter again.',
      as: 'card',
      next: 'thanks',
      otherwise: 'operator',
    },
  },
};

const GOOD: SealedEntry = { jwe: 'a.b.c.d.e', length: 16, matches: true, lastFour: '1881' };
const SHORT: SealedEntry = { jwe: 'f.g.h.i.j', length: 9, matches: false };

function keyed(call: Conversation, sealed: SealedEntry, subCode = 8514): Conversation {
  const code = subCode === 8532 ? 400 : 200;
  return call.ends({ type: 'RecognizeCompleted', code, subCode, digits: '', sealed });
}

/** The key after a read-back, which is secret too: 1, or another. */
const YES: SealedEntry = { jwe: 'm', length: 1, matches: true };
const NO: SealedEntry = { jwe: 'n', length: 1, matches: false };

const types = (call: Conversation) => call.commands.map(({ type }) => type);

describe('a secret entry', () => {
  test('is asked for with a seal, and without following keys', () => {
    const call = connected(CARD);
    expect(call.commands).toMatchObject([
      {
        type: 'recognize',
        stopTones: ['#', '*'],
        sealed: { min: 16, max: 16, luhn: true, lastFour: true },
      },
    ]);
  });

  test('stops following keys first where they were followed, and starts again after it', () => {
    const flow: Flow = {
      ...CARD,
      start: 'main',
      steps: {
        ...CARD.steps,
        main: { ...CARD.steps.main, keys: { 1: 'card' } } as Flow['steps'][string],
      },
    };
    const call = connected(flow).keys('1');
    expect(call.commands).toMatchObject([
      {
        type: 'stopContinuousDtmfRecognition',
        operationContext: 'tones:caller:1',
        isOptional: false,
      },
      { type: 'recognize' },
    ]);
    expect(types(keyed(call, GOOD))).toEqual(['recognize']);
    expect(keyed(call, YES, 8531).commands).toMatchObject([
      { type: 'startContinuousDtmfRecognition', operationContext: 'tones:caller:2' },
      { type: 'play' },
    ]);
  });

  test('goes its way out when following keys cannot be stopped', () => {
    const flow: Flow = {
      ...CARD,
      start: 'welcome',
      steps: { ...CARD.steps, welcome: { kind: 'say', say: 'Hi.', next: 'card' } },
    };
    const call = connected(flow).played();
    const command = 'stopContinuousDtmfRecognition';
    call.happens({ type: 'CommandFailed', turn: 3, index: 0, command, code: 500, message: '' });
    expect(call.says).toBe('Someone to help is not here.');
    expect(types(call)).toEqual(['play']);
    expect(types(call.played())).toEqual(['stopContinuousDtmfRecognition', 'hangUp']);
  });

  test('is read back by its last four, and kept as a seal alone', () => {
    const call = keyed(connected(CARD), GOOD);
    expect(call.says).toBe('It ends in 1 8 8 1. Right?');
    expect(call.commands).toMatchObject([{ sealed: { min: 1, max: 1, pattern: '1' } }]);
    keyed(call, YES, 8531);
    expect(call.says).toBe('Thank you, {account}.');
    expect(call.state.collected).toEqual({});
    expect(call.rows.digits[0]).toMatchObject({
      digits: '',
      sealed: 'a.b.c.d.e',
      length: 16,
      result: 'terminated',
    });
    expect(call.rows.timeline.map((row) => row.words)).toContain(
      'the caller keyed 16 secret digits',
    );
  });

  test('is entered again after any key but 1', () => {
    expect(keyed(keyed(connected(CARD), GOOD), NO, 8531).says).toBe('Card, first time.');
  });

  test('that is left unfinished does not have its last keys followed', () => {
    const flow: Flow = {
      ...CARD,
      start: 'welcome',
      steps: { ...CARD.steps, welcome: { kind: 'say', say: 'Hi.', next: 'card' } },
    };
    const call = connected(flow).played();
    keyed(keyed(call, SHORT, 8532), YES, 8531);
    expect(call.says).toBe('Someone to help is not here.');
    expect(types(call)).toEqual(['play']);
  });

  test('that is left unfinished for a step that sends keys does not have its last keys followed either', () => {
    const flow: Flow = {
      ...CARD,
      operator: 'dial',
      start: 'welcome',
      steps: {
        ...CARD.steps,
        welcome: { kind: 'say', say: 'Hi.', next: 'card' },
        dial: { kind: 'sendTones', tones: '1', next: 'thanks', otherwise: 'end' },
      },
    };
    const call = connected(flow).played();
    keyed(keyed(call, SHORT, 8532), YES, 8531);
    expect(types(call)).toEqual(['sendDtmfTones']);
    call.ends({ type: 'SendDtmfTonesCompleted', code: 200 });
    expect(types(call)).toEqual(['startContinuousDtmfRecognition', 'play']);
  });

  test('that is not good is followed by a question whose key is secret as well', () => {
    const call = keyed(connected(CARD), SHORT, 8532);
    expect(call.commands).toMatchObject([
      { type: 'recognize', maxTones: 1, sealed: { min: 1, max: 1, pattern: '0' } },
    ]);
    expect(call.says).toBe('0 for a person, any other key to enter again.');
  });

  test('can be left for the operator with 0, or entered again with any other key', () => {
    const zero: SealedEntry = { jwe: 'k', length: 1, matches: true };
    const other: SealedEntry = { jwe: 'l', length: 1, matches: false };
    const left = keyed(keyed(connected(CARD), SHORT, 8532), zero, 8531);
    expect(left.says).toBe('Someone to help is not here.');
    const again = keyed(keyed(connected(CARD), SHORT, 8532), other, 8531);
    expect(again.says).toBe('Card, second time.');
  });

  test('is given up after the third that is not good', () => {
    const other: SealedEntry = { jwe: 'l', length: 1, matches: false };
    const call = connected(CARD);
    for (const time of [1, 2, 3]) {
      keyed(call, SHORT);
      if (time < 3) keyed(call, other, 8531);
    }
    expect(call.says).toBe('Someone to help is not here.');
  });
});

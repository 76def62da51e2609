import { describe, expect, test } from 'vitest';
import { afterMoreTime } from '../../calls/decision.ts';
import type { SealedEntry } from '../../calls/events.ts';
import type { Menu } from '../../calls/flow.ts';
import {
  afterConfirm,
  afterEntry,
  afterSensitiveAgain,
  entryChecks,
  mostTones,
  stopTones,
} from '../../calls/gather.ts';
import { afterMenu } from '../../calls/menu.ts';
import type { Heard } from '../../calls/recognition.ts';
import { NO_ATTEMPTS } from '../../calls/state.ts';
import { PLAIN } from './support/gathers.ts';

const MENU: Menu = {
  kind: 'menu',
  prompts: ['Press 1.'],
  keys: { 1: 'one' },
  firstKeySeconds: 6,
  bargeIn: [true],
  otherwise: 'bye',
};
const SECRET = { ...PLAIN, sensitive: true, sensitiveAgain: 'Zero?' };
const WITH = { hasOperator: true, moreTimeAsked: false };
const WITHOUT = { hasOperator: false, moreTimeAsked: false };
const SILENCE: Heard = { result: 'no-input', digits: '' };
const TWO_SILENCES = { ...NO_ATTEMPTS, noInput: 2 };
const ONE_WRONG = { ...NO_ATTEMPTS, noMatch: 1 };
const TWO_WRONG = { ...NO_ATTEMPTS, noMatch: 2 };

const key = (digits: string): Heard => ({ result: 'complete', digits });
const AT_OPERATOR = { result: 'operator', decision: { to: 'operator' } };

describe('the operator key', () => {
  test('leads from a menu and from a read-back to the operator', () => {
    expect(afterMenu(MENU, NO_ATTEMPTS, key('0'), WITH)).toEqual(AT_OPERATOR);
    expect(afterConfirm(PLAIN, '1234', NO_ATTEMPTS, key('0'), WITH)).toEqual(AT_OPERATOR);
    expect(afterSensitiveAgain(NO_ATTEMPTS, key('0'), WITH)).toEqual(AT_OPERATOR);
  });

  test('is a wrong key where nobody is there', () => {
    const wrong = { result: 'no-match', decision: { to: 'again', attempts: ONE_WRONG } };
    expect(afterMenu(MENU, NO_ATTEMPTS, key('0'), WITHOUT)).toEqual(wrong);
    expect(afterConfirm(PLAIN, '1234', NO_ATTEMPTS, key('0'), WITHOUT)).toEqual(wrong);
  });

  test('is a digit inside an entry', () => {
    const { decision } = afterEntry({ ...PLAIN, min: 1, max: 1 }, NO_ATTEMPTS, key('0'), WITH);
    expect(decision).toEqual({ to: 'kept', digits: '0', step: 'thanks' });
  });
});

describe('"more time?"', () => {
  const MORE_TIME = { result: 'no-input', decision: { to: 'more-time' } };
  const GIVES_UP = { result: 'no-input', decision: { to: 'fallback', because: 'no-input' } };
  const menu = { ...MENU, moreTime: 'More time?' };
  const gather = { ...PLAIN, moreTime: 'More time?' };

  test('is asked after the last silence, before giving up', () => {
    expect(afterMenu(menu, TWO_SILENCES, SILENCE, WITH)).toEqual(MORE_TIME);
    expect(afterEntry(gather, TWO_SILENCES, SILENCE, WITH)).toEqual(MORE_TIME);
    expect(afterConfirm(gather, '1234', TWO_SILENCES, SILENCE, WITH)).toEqual(MORE_TIME);
  });

  test('is asked once, and not where the flow has no such question', () => {
    const asked = { ...WITH, moreTimeAsked: true };
    expect(afterMenu(menu, TWO_SILENCES, SILENCE, asked)).toEqual(GIVES_UP);
    expect(afterEntry(gather, TWO_SILENCES, SILENCE, asked)).toEqual(GIVES_UP);
    expect(afterMenu(MENU, TWO_SILENCES, SILENCE, WITH)).toEqual(GIVES_UP);
    expect(afterEntry(PLAIN, TWO_SILENCES, SILENCE, WITH)).toEqual(GIVES_UP);
  });

  test('is not asked while there is another time to ask the question itself', () => {
    expect(afterMenu(menu, NO_ATTEMPTS, SILENCE, WITH).decision.to).toBe('again');
  });

  test('is not asked of a caller who presses wrong keys, or cannot hear us', () => {
    expect(afterMenu(menu, TWO_WRONG, key('7'), WITH).decision).toMatchObject({
      to: 'fallback',
      because: 'no-match',
    });
    const failed = { ...TWO_SILENCES, failed: 1 };
    expect(afterMenu(menu, failed, { result: 'failed', digits: '' }, WITH).decision).toMatchObject({
      to: 'fallback',
      because: 'failed',
    });
  });

  test('asks anew after any key, and gives up on silence', () => {
    const anew = { result: 'complete', decision: { to: 'entry' } };
    expect([...'059*#A'].map((digits) => afterMoreTime(key(digits)))).toEqual(Array(6).fill(anew));
    expect(afterMoreTime(SILENCE)).toEqual(GIVES_UP);
    expect(afterMoreTime({ result: 'failed', digits: '' })).toMatchObject({
      result: 'failed',
      decision: { to: 'fallback', because: 'no-input' },
    });
  });
});

describe('a secret entry', () => {
  const sealed: SealedEntry = { jwe: 'a.b.c.d.e', length: 5, matches: true, lastFour: '4242' };
  const heard: Heard = { result: 'terminated', digits: '', sealed };
  const wrong: Heard = { ...heard, sealed: { ...sealed, matches: false } };

  test('is judged by what its seal says', () => {
    expect(afterEntry(SECRET, NO_ATTEMPTS, heard, WITH)).toEqual({
      result: 'terminated',
      decision: { to: 'kept', digits: '', step: 'thanks' },
    });
    expect(afterEntry(SECRET, NO_ATTEMPTS, wrong, WITH).result).toBe('no-match');
  });

  test('is read back by its last four', () => {
    const gather = { ...SECRET, readBack: '{lastFour}?' };
    const { decision } = afterEntry(gather, NO_ATTEMPTS, heard, WITH);
    expect(decision).toEqual({ to: 'confirm', digits: '', sealed });
  });

  test('that just stops is taken, refused or accepted by its length', () => {
    const stopped: Heard = { ...wrong, result: 'partial' };
    const judge = (partial: 'judge' | 'reject' | 'accept', length: number) =>
      afterEntry(
        { ...SECRET, partial },
        NO_ATTEMPTS,
        { ...stopped, sealed: { ...sealed, length, matches: length === 5 } },
        WITH,
      ).decision.to;
    expect([judge('judge', 5), judge('judge', 2)]).toEqual(['kept', 'sensitive-again']);
    expect([judge('reject', 5), judge('reject', 2)]).toEqual([
      'sensitive-again',
      'sensitive-again',
    ]);
    expect([judge('accept', 2), judge('accept', 0)]).toEqual(['kept', 'sensitive-again']);
  });

  test('that is wrong leads to the question with one key, and is counted', () => {
    expect(afterEntry(SECRET, ONE_WRONG, wrong, WITH).decision).toEqual({
      to: 'sensitive-again',
      attempts: TWO_WRONG,
    });
    expect(afterEntry(SECRET, TWO_WRONG, wrong, WITH).decision.to).toBe('fallback');
    expect(afterEntry(SECRET, NO_ATTEMPTS, SILENCE, WITH).decision.to).toBe('again');
  });

  test('is asked again after that question with its counters, by any key but 0', () => {
    expect(afterSensitiveAgain(ONE_WRONG, key('7'), WITH)).toEqual({
      result: 'complete',
      decision: { to: 'entry-again', attempts: ONE_WRONG },
    });
    expect(afterSensitiveAgain(ONE_WRONG, key('0'), WITHOUT).decision.to).toBe('entry-again');
    expect(afterSensitiveAgain(ONE_WRONG, SILENCE, WITH).decision).toEqual({
      to: 'again',
      attempts: { ...ONE_WRONG, noInput: 1 },
    });
  });

  test('tells the callback function what to check', () => {
    expect(entryChecks(SECRET)).toEqual({ min: 4, max: 6, stopTones: ['#', '*'], lastFour: false });
    const card = { ...SECRET, match: { kind: 'luhn' as const }, readBack: '{lastFour}?' };
    expect(entryChecks(card)).toMatchObject({ luhn: true, lastFour: true });
    const pin = { ...SECRET, match: { kind: 'pattern' as const, pattern: '\\d{4}' } };
    expect(entryChecks(pin)).toMatchObject({ pattern: '\\d{4}' });
  });
});

describe('the recognition of an entry', () => {
  test('ends by the keys of the gather, and of a secret one by * too', () => {
    expect(stopTones(PLAIN)).toEqual(['#']);
    expect(stopTones({ ...SECRET, terminators: [] })).toEqual(['*']);
  });

  test('takes as many tones as the entry and the key that ends it need', () => {
    expect(mostTones(PLAIN)).toBe(7);
    expect(mostTones({ ...PLAIN, terminators: [] })).toBe(6);
    expect(mostTones({ ...SECRET, terminators: [] })).toBe(6);
  });

  test('has room for two cleared entries', () => {
    expect(mostTones({ ...PLAIN, clear: 'D' })).toBe('123456D123456D123456#'.length);
  });
});

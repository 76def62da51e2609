import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Match } from '../../calls/flow.ts';
import { afterClear } from '../../calls/gather.ts';
import { isLuhn, matches } from '../../calls/matching.ts';
import { DATE_FORMATS, isDate } from '../../calls/matching-date.ts';
import { fitsPattern } from '../../calls/matching-pattern.ts';
import { KEYS } from '../../calls/tones.ts';

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });
const format = fc.constantFrom(...DATE_FORMATS);

describe('the check digit', () => {
  test.each([
    ['4242424242424242', true],
    ['4242424242424241', false],
    ['79927398713', true],
    ['79927398710', false],
    ['59', true],
    ['50', false],
    ['00', true],
    ['0', false],
    ['', false],
    ['42*2', false],
  ])('of %j: %j', (entry, isGood) => {
    expect(isLuhn(entry)).toBe(isGood);
  });

  test('is one of ten for whatever stands before it', () => {
    fc.assert(
      fc.property(digits(1, 39), (body) => {
        expect([...'0123456789'].filter((last) => isLuhn(body + last))).toHaveLength(1);
      }),
    );
  });

  test('tells every wrong digit, and every exchange of two neighbours but 0 and 9', () => {
    fc.assert(
      fc.property(digits(2, 40), fc.nat(39), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const good = [...'0123456789'].map((last) => body + last).find(isLuhn) ?? '';
        const place = at % body.length;
        const [left, right] = [good.charAt(place), good.charAt(place + 1)];
        const wrong = String((Number(left) + by) % 10);
        expect(isLuhn(good.slice(0, place) + wrong + good.slice(place + 1))).toBe(false);
        const isTold = left !== right && !['09', '90'].includes(left + right);
        const exchanged = good.slice(0, place) + right + left + good.slice(place + 2);
        expect(isLuhn(exchanged)).toBe(!isTold);
      }),
    );
  });
});

describe('a date', () => {
  /** The same as the calendar of the machine sees it. */
  function isDay(year: number, month: number, day: number): boolean {
    const date = new Date(Date.UTC(2000, month - 1, day));
    date.setUTCFullYear(year, month - 1, day);
    return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  }

  function written(order: string, year: number, month: number, day: number): string {
    const two = (part: number) => String(part).padStart(2, '0');
    return order
      .replace('YYYY', String(year).padStart(4, '0'))
      .replace('YY', two(year % 100))
      .replace('MM', two(month))
      .replace('DD', two(day));
  }

  test('is good in every order if the calendar has that day', () => {
    const year = fc.oneof(
      fc.integer({ min: 0, max: 9999 }),
      fc.constantFrom(1900, 2000, 2024, 2100),
    );
    const month = fc.integer({ min: 0, max: 14 });
    const day = fc.oneof(fc.integer({ min: 0, max: 33 }), fc.integer({ min: 28, max: 31 }));
    fc.assert(
      fc.property(format, year, month, day, (order, ofYear, ofMonth, ofDay) => {
        const isShort = !order.includes('YYYY');
        const inFull = isShort ? 1950 + (ofYear % 100) : ofYear;
        const isGood = isDay(inFull, ofMonth, ofDay);
        expect(isDate(order, written(order, inFull, ofMonth, ofDay))).toBe(isGood);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['DDMMYYYY', '29022000', true],
    ['DDMMYYYY', '29021900', false],
    ['DDMMYY', '290200', true],
    ['DDMMYY', '290250', false],
    ['DDMMYY', '290252', true],
    ['DDMMYYYY', '01010000', false],
    ['DDMMYYYY', '3112202', false],
    ['DDMMYYYY', '3112*024', false],
    ['YYYYMMDD', '31122024', false],
  ])('%s keyed in as %s: %j', (order, entry, isGood) => {
    expect(isDate(order, entry)).toBe(isGood);
  });
});

describe('a pattern', () => {
  const part = fc.constantFrom('1', '2', '\\d', '[0-4]', '[19]', '[\\d*]', '\\*', '#', '[A-D]');
  const repeat = fc.constantFrom('', '', '?', '{2}', '{0,2}', '{1,3}');
  const sequence = fc
    .array(fc.tuple(part, repeat), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.flat().join(''));
  const pattern = fc
    .array(sequence, { minLength: 1, maxLength: 3 })
    .map((alternatives) => alternatives.join('|'));
  const entry = fc.string({ unit: fc.constantFrom(...'112233*#A'), maxLength: 8 });

  test('fits what the regular expression fits, from its first key to its last', () => {
    let fitted = 0;
    fc.assert(
      fc.property(pattern, entry, (text, keys) => {
        const fits = new RegExp(`^(?:${text})$`).test(keys);
        fitted += fits ? 1 : 0;
        expect(fitsPattern(text, keys)).toBe(fits);
      }),
      { numRuns: 5000 },
    );
    expect(fitted).toBeGreaterThan(50);
  });

  test('that a regular expression would take years over is told at once', () => {
    const slow = `${'\\d?'.repeat(33)}#`;
    expect(fitsPattern(slow, '1'.repeat(40))).toBe(false);
    expect(fitsPattern(slow, `${'1'.repeat(33)}#`)).toBe(true);
  });

  test('that cannot be read fits nothing', () => {
    expect(['(1)', '1+', '.', '[9-1]', '1{3,2}'].some((text) => fitsPattern(text, '1'))).toBe(
      false,
    );
  });
});

test.each<[string, Match, string, string]>([
  ['luhn', { kind: 'luhn' }, '4242', '4243'],
  ['a pattern', { kind: 'pattern', pattern: '1\\d{3}' }, '1999', '2999'],
  ['a date', { kind: 'date', format: 'DDMMYY' }, '290224', '290223'],
  ['a list', { kind: 'oneOf', values: ['1234'] }, '1234', '1235'],
])('%s counts beside the length', (_kind, match, good, bad) => {
  const entry = { min: 4, max: 6, match };
  expect([matches(entry, good), matches(entry, bad)]).toEqual([true, false]);
  expect(matches({ ...entry, min: 7, max: 7 }, good)).toBe(false);
  expect(matches({ ...entry, min: 1, max: 3 }, good)).toBe(false);
});

test('secret entries are checked the same way', () => {
  const checks = { min: 4, max: 4, pattern: '4\\d{3}', luhn: true };
  expect(['4242', '4243', '0000', '424'].map((entry) => matches(checks, entry))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('a tone that is not known makes an entry a bad one', () => {
  expect(matches({ min: 4, max: 4 }, '12?4')).toBe(false);
  expect(matches({ min: 16, max: 16 }, KEYS)).toBe(true);
});

test('of an entry with clear keys counts what stands behind the last of them', () => {
  const keys = fc.string({ unit: fc.constantFrom(...'0123D'), maxLength: 12 });
  fc.assert(
    fc.property(keys, digits(0, 6), (before, entry) => {
      expect(afterClear(`${before}D${entry}`, 'D')).toBe(entry);
      expect(afterClear(entry, 'D')).toBe(entry);
      expect(afterClear(before, undefined)).toBe(before);
    }),
  );
});

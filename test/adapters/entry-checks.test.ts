import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeChecks, parseChecks } from '../../adapters/entry-checks.ts';
import type { EntryChecks } from '../../calls/commands.ts';
import { isKey, KEYS } from '../../calls/tones.ts';

const checks: EntryChecks = {
  min: 16,
  max: 16,
  pattern: '^4[0-9]{15}$',
  luhn: true,
  stopTones: ['#', '*'],
  lastFour: true,
};

test('checks travel in one word of an address and come back as they were', () => {
  const any = fc.record(
    {
      min: fc.nat(),
      max: fc.integer({ min: 1, max: 100 }),
      pattern: fc.constantFrom('^\\d+$', 'é+?', '[^"&#]/'),
      luhn: fc.boolean(),
      stopTones: fc.array(fc.constantFrom(...[...KEYS].filter(isKey))),
      lastFour: fc.boolean(),
    },
    { requiredKeys: ['min', 'max', 'stopTones', 'lastFour'] },
  );
  fc.assert(
    fc.property(any, (each) => {
      const word = encodeChecks(each);
      expect(word).toMatch(/^[\w-]+$/);
      expect(parseChecks(word)).toEqual(each);
    }),
  );
});

test.each([
  ['nothing', ''],
  ['no JSON', 'abc'],
  ['no checks', Buffer.from('{"min":1}').toString('base64url')],
  ['a key that is none', encodeChecks({ ...checks, stopTones: ['x' as '#'] })],
  ['a pattern that is none', encodeChecks({ ...checks, pattern: '(' })],
  ['half of a number', encodeChecks({ ...checks, min: 1.5 })],
])('%s is not taken for checks', (_, text) => {
  expect(parseChecks(text)).toBeUndefined();
});

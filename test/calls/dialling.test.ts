import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countryPrefixes, mayDial } from '../../calls/dialling.ts';

describe('a number may be dialled', () => {
  test.each([
    ['+15550100', ['+1']],
    ['+15550100', ['+44', '+1555']],
    ['+442071838750', ['+4420']],
    ['+15550100', ['+15550100']],
  ])('%s by %j', (to, allow) => {
    expect(mayDial(to, allow)).toBe(true);
  });
});

describe('a number may not be dialled', () => {
  test.each([
    ['of another country', '+442071838750', ['+1']],
    ['of another area', '+18765550100', ['+1555', '+1212']],
    ['that only holds the prefix', '+4415550100', ['+1555']],
    ['shorter than the prefix', '+1555010', ['+15550100']],
    ['when nothing is allowed', '+15550100', []],
    ['that is no E.164', '15550100', ['1']],
    ['with anything behind it', '+15550100,,,9', ['+1']],
    ['with spaces', '+1 555 0100', ['+1']],
    ['that begins with a zero', '+0155501000', ['+0']],
    ['that is too long', '+1555010012345678', ['+1']],
  ])('%s', (_what, to, allow) => {
    expect(mayDial(to, allow)).toBe(false);
  });
});

describe('the country of a number', () => {
  test.each([
    ['+15550199', '+1'],
    ['+79161234567', '+7'],
    ['+442071838750', '+44'],
    ['+4930901820', '+49'],
    ['+33142685300', '+33'],
    ['+61291234567', '+61'],
    ['+81312345678', '+81'],
    ['+35312345678', '+353'], // Ireland: 35 alone is no code
    ['+4201234567', '+420'], // Czechia, not 42
    ['+4231234567', '+423'], // Liechtenstein
    ['+5926221234', '+592'], // Guyana
    ['+85221234567', '+852'], // Hong Kong
    ['+971412345678', '+971'], // Emirates
    ['+2126123456', '+212'], // Morocco
    ['+2761234567', '+27'], // South Africa
  ])('of %s is %s', (number, prefix) => {
    expect(countryPrefixes([number])).toEqual([prefix]);
  });

  test('is named once for several numbers', () => {
    expect(countryPrefixes(['+15550199', '+15550100', '+442071838750'])).toEqual(['+1', '+44']);
  });

  test('always lets our own numbers be dialled, and never all the world', () => {
    const number = fc.stringMatching(/^\+[1-9]\d{7,14}$/);
    fc.assert(
      fc.property(number, (own) => {
        const [prefix = ''] = countryPrefixes([own]);
        expect(mayDial(own, [prefix])).toBe(true);
        expect(prefix.length).toBeGreaterThan(1);
      }),
    );
  });
});

import * as z from 'zod';
import { whole } from './flow-schema-parts.ts';
import { wanted } from './flow-words.ts';
import { DATE_FORMATS } from './matching-date.ts';
import { LONGEST_PATTERN } from './matching-pattern.ts';

/** Most digits one gather takes. ACS names no maximum; an account, card or bank number has at most 34. */
const MOST_DIGITS = 40;

/** Most values that an entry is compared with. */
const MOST_VALUES = 200;

/** Keys that can end or clear an entry: all but the digits, which belong to it. */
const END_KEYS = ['#', '*', 'A', 'B', 'C', 'D'] as const;

const endError = wanted(
  `write a key in quotes, like '#', or a list of them: ${END_KEYS.join(' ')}`,
);
const endKey = z.enum(END_KEYS, { error: endError });

const digitsShape = {
  exactly: whole(
    1,
    MOST_DIGITS,
    'an entry takes',
    'How many digits, if it is always as many.',
  ).optional(),
  min: whole(
    1,
    MOST_DIGITS,
    'an entry takes',
    'Fewest digits; 1 if left out. Needs max.',
  ).optional(),
  max: whole(1, MOST_DIGITS, 'an entry takes', 'Most digits.').optional(),
  end: z
    .union([endKey, z.array(endKey, { error: endError })], { error: endError })
    .default([])
    .describe("A key, or several, that ends the entry and is not part of it: '#'."),
  clear: z
    .enum(END_KEYS, {
      error: wanted(`write one key in quotes, like '*': ${END_KEYS.join(' ')}`),
    })
    .optional()
    .describe('A key that drops what was keyed in before it.'),
  firstKeySeconds: whole(
    1,
    300,
    'the phone service takes',
    'Seconds of silence after the text before it counts as no answer.',
  ).default(8),
  betweenKeysSeconds: whole(
    1,
    60,
    'the phone service takes',
    'Seconds between two keys before the entry counts as ended.',
  ).default(4),
  partial: z
    .enum(['judge', 'reject', 'accept'], {
      error: wanted('write judge, reject or accept'),
    })
    .default('judge')
    .describe(
      'What becomes of an entry that just stops: judged like any other, asked for anew, or taken as it is however short.',
    ),
};

/** How many digits an entry has, and how it ends. A date says itself how many. */
export const digits = z
  .strictObject(digitsShape, { error: wanted('write how many digits, like { exactly: 8 }') })
  .prefault({})
  .describe('How many digits, and how the entry ends: exactly, or min and max.');

/** The properties of `digits`. */
export const DIGITS_PROPERTIES = Object.keys(digitsShape);

const patternError = wanted(
  `write a pattern of at most ${LONGEST_PATTERN} characters in quotes, like '12\\d{6}'`,
);
const dateError = wanted('write the order of DD, MM and YY or YYYY, like DDMMYYYY');
const valuesError = wanted(
  `write a list of 1 to ${MOST_VALUES} entries in quotes, like ['1001', '1002']`,
);

/** What an entry has to be beside its length. How it goes together with the length is a rule of `flow-matches.ts`. */
export const match = z
  .union(
    [
      z.literal('luhn'),
      z.strictObject({
        pattern: z
          .string({ error: patternError })
          .min(1, { error: patternError })
          .max(LONGEST_PATTERN, { error: patternError })
          .describe(
            'A regular expression for the whole entry: keys, \\d, classes, the repeats ? {n} {n,m}, and | between alternatives.',
          ),
      }),
      z.strictObject({
        date: z
          .enum(DATE_FORMATS, { error: dateError })
          .describe('A day of the calendar, keyed in this order; years of two digits: 1950-2049.'),
      }),
      z.strictObject({
        oneOf: z
          .array(z.string({ error: valuesError }).regex(/^[0-9A-D*#]+$/, { error: valuesError }), {
            error: valuesError,
          })
          .min(1, { error: valuesError })
          .max(MOST_VALUES, { error: valuesError })
          .describe('The entries that are good.'),
      }),
    ],
    {
      error: wanted(
        "write luhn, { pattern: '12\\d{6}' }, { date: DDMMYYYY } or { oneOf: ['1001', '1002'] }",
      ),
    },
  )
  .describe(
    'What an entry has to be beside its length: luhn, a pattern, a date, or one of a list.',
  );

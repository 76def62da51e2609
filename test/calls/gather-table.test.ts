import { expect, test } from 'vitest';
import type { Gather, Match } from '../../calls/flow.ts';
import { afterEntry, stopTones } from '../../calls/gather.ts';
import { heard } from '../../calls/recognition.ts';
import { NO_ATTEMPTS } from '../../calls/state.ts';
import { isKey } from '../../calls/tones.ts';
import { PLAIN } from './support/gathers.ts';

/**
 * One entry to a line. `barge`: whether keys stop the prompt, which decides when they count, and never what they mean.
 * `ended`: by a stop tone (8514), as many tones as were asked for (8531), or silence after a key (8532, `time` as Completed, `fail`
 * as Failed). `-` is nothing. What follows `→` is the result that is kept, and the entry that the call goes on with, or `again`.
 */
const TABLE = `
  length end clear partial match             barge keys       ended →  result     goes on

  4-6    #   -     judge   -                 yes   123#       stop  →  no-match   again
  4-6    #   -     judge   -                 yes   1234#      stop  →  terminated 1234
  4-6    #   -     judge   -                 no    1234#      stop  →  terminated 1234
  4-6    #   -     judge   -                 yes   1234       stop  →  terminated 1234
  4-6    #   -     judge   -                 yes   123456#    stop  →  terminated 123456
  4-6    #   -     judge   -                 yes   #          stop  →  no-match   again
  4-6    #   -     judge   -                 yes   1234567    max   →  no-match   again
  4-6    #   -     judge   -                 no    1234567    max   →  no-match   again
  4-6    #   -     judge   -                 yes   123        time  →  partial    again
  4-6    #   -     judge   -                 yes   123        fail  →  partial    again
  4-6    #   -     judge   -                 yes   1234       time  →  complete   1234
  4-6    #   -     judge   -                 no    1234       time  →  complete   1234
  4-6    #   -     judge   -                 yes   1234       fail  →  complete   1234
  4-6    #   -     judge   -                 yes   123456     time  →  complete   123456
  4-6    #   -     judge   -                 yes   -          time  →  partial    again
  4-6    #   -     judge   -                 yes   12?4#      stop  →  no-match   again

  4-6    #   -     reject  -                 yes   1234       time  →  partial    again
  4-6    #   -     reject  -                 yes   123456     time  →  partial    again
  4-6    #   -     reject  -                 no    123456     fail  →  partial    again
  4-6    #   -     reject  -                 yes   1234#      stop  →  terminated 1234
  4-6    #   -     reject  -                 no    123#       stop  →  no-match   again

  4-6    #   -     accept  -                 yes   1          time  →  complete   1
  4-6    #   -     accept  -                 no    1          fail  →  complete   1
  4-6    #   -     accept  -                 yes   1234       time  →  complete   1234
  4-6    #   -     accept  -                 yes   -          time  →  partial    again
  4-6    #   -     accept  -                 yes   1#         stop  →  no-match   again
  4-6    #   -     accept  -                 yes   1234567    max   →  no-match   again
  4-6    #   D     accept  -                 yes   12D        time  →  partial    again
  4-6    #   D     accept  -                 yes   D1234567   time  →  partial    again
  4-6    #   -     accept  -                 yes   1?         time  →  partial    again
  4-6    #   -     accept  luhn              yes   123        time  →  complete   123

  4-6    -   -     judge   -                 yes   123456     max   →  complete   123456
  4-6    -   -     judge   -                 no    123456     max   →  complete   123456
  4-6    -   -     judge   -                 yes   12345      time  →  complete   12345
  4-6    -   -     judge   -                 yes   12         time  →  partial    again
  4-6    -   -     reject  -                 yes   123456     max   →  complete   123456
  4-6    -   -     reject  -                 yes   12345      time  →  partial    again
  4      -   -     judge   -                 yes   1234       max   →  complete   1234
  4      -   -     reject  -                 yes   1234       max   →  complete   1234
  4      #   -     judge   -                 yes   12345      max   →  no-match   again
  1      -   -     judge   -                 yes   7          max   →  complete   7

  4-6    #*  -     judge   -                 yes   1234*      stop  →  terminated 1234
  4-6    #*  -     judge   -                 yes   1234#      stop  →  terminated 1234
  4-6    #*  -     judge   -                 no    12*        stop  →  no-match   again
  4-6    D   -     judge   -                 yes   1234D      stop  →  terminated 1234
  4-6    D   -     judge   -                 yes   12#4D      stop  →  terminated 12#4

  4-6    #   *     judge   -                 yes   12*1234#   stop  →  terminated 1234
  4-6    #   *     judge   -                 no    12*1234#   stop  →  terminated 1234
  4-6    #   *     judge   -                 yes   1234*#     stop  →  no-match   again
  4-6    #   *     judge   -                 yes   1234*      time  →  partial    again
  4-6    #   *     judge   -                 yes   1*2*3456   time  →  complete   3456
  4-6    #   *     reject  -                 yes   1*3456     time  →  partial    again
  4-6    #   *     judge   -                 yes   123456*12# stop  →  no-match   again
  4-6    #   D     judge   luhn              yes   1D4242#    stop  →  terminated 4242
  4      -   D     judge   -                 yes   99D1234    time  →  complete   1234

  4-6    #   -     judge   luhn              yes   4242#      stop  →  terminated 4242
  4-6    #   -     judge   luhn              yes   4243#      stop  →  no-match   again
  4-6    #   -     judge   luhn              yes   4243       time  →  partial    again
  4-6    #   -     reject  luhn              yes   4242       time  →  partial    again
  4-6    #   -     judge   pattern:12\\d{2,4} yes   1299#      stop  →  terminated 1299
  4-6    #   -     judge   pattern:12\\d{2,4} no    1399#      stop  →  no-match   again
  4-6    #   -     judge   pattern:12         yes   1212#      stop  →  no-match   again
  4-6    -   -     judge   pattern:12\\d{2,4} yes   1299       time  →  complete   1299
  4-6    #   -     judge   pattern:1{4}|2{6} yes   222222#    stop  →  terminated 222222
  8      #   -     judge   date:DDMMYYYY     yes   29022024#  stop  →  terminated 29022024
  8      #   -     judge   date:DDMMYYYY     yes   29022023#  stop  →  no-match   again
  8      #   -     judge   date:DDMMYYYY     yes   29022023   time  →  partial    again
  8      -   -     judge   date:YYYYMMDD     yes   20240229   max   →  complete   20240229
  6      #   -     accept  date:DDMMYY       yes   2902       time  →  complete   2902
  4-6    #   -     judge   oneOf:1234,55555  yes   55555#     stop  →  terminated 55555
  4-6    #   -     judge   oneOf:1234,55555  yes   12345#     stop  →  no-match   again
  4-6    #   -     judge   oneOf:1234,55555  no    1234       time  →  complete   1234
`;

const SUB_CODES: Record<string, number> = { stop: 8514, max: 8531, time: 8532, fail: 8532 };

const cases = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((line) => line.trim())
  .filter((line) => line !== '');

test('the table has sixty cases or more, no two of them alike', () => {
  expect(new Set(cases.map((line) => line.replaceAll(/\s+/g, ' '))).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(60);
});

test.each(cases)('%s', (line) => {
  const [
    length = '',
    end = '',
    clear = '',
    partial = '',
    match = '',
    barge,
    keys = '',
    ended = '',
  ] = line.split(/\s+/);
  const [, , result, digits] = /→\s+((\S+)\s+(\S+))/.exec(line) ?? [];
  const [min = '', max = min] = length.split('-');
  const gather: Gather = {
    ...PLAIN,
    min: Number(min),
    max: Number(max),
    terminators: [...end].filter(isKey),
    ...(isKey(clear) ? { clear } : {}),
    ...matchOf(match),
    partial: partial === 'reject' || partial === 'accept' ? partial : 'judge',
    bargeIn: [barge === 'yes'],
  };
  const event = {
    type: ended === 'fail' ? ('RecognizeFailed' as const) : ('RecognizeCompleted' as const),
    id: '1',
    at: '2026-11-20T10:15:02.000Z',
    callConnectionId: 'connection',
    subCode: SUB_CODES[ended],
    digits: keys === '-' ? '' : keys,
  };
  const context = { hasOperator: true, moreTimeAsked: false };
  expect(afterEntry(gather, NO_ATTEMPTS, heard(event, stopTones(gather)), context)).toEqual({
    result,
    decision:
      digits === 'again'
        ? { to: 'again', attempts: { noInput: 0, noMatch: 1, failed: 0 } }
        : { to: 'kept', digits, step: 'thanks' },
  });
});

function matchOf(text: string): { match?: Match } {
  const [kind, rest = ''] = text.split(':');
  switch (kind) {
    case 'luhn':
      return { match: { kind } };
    case 'pattern':
      return { match: { kind, pattern: rest } };
    case 'date':
      return { match: { kind, format: rest } };
    case 'oneOf':
      return { match: { kind, values: rest.split(',') } };
    default:
      return {};
  }
}

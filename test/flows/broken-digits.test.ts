import { describe, expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import { GOOD, mistakesAfter, mistakesIn } from './broken-flow.ts';

const DIGITS = "digits: { min: 4, max: 6, end: '#' }";
const AS = 'as: number';
const WRITE_END_KEY = "write one key in quotes, like '*': # * A B C D.";
const WRITE_PATTERN = "write a pattern of at most 100 characters in quotes, like '12\\d{6}'.";
const WRITE_VALUES = "write a list of 1 to 200 entries in quotes, like ['1001', '1002'].";
const WRITE_MATCH =
  "write luhn, { pattern: '12\\d{6}' }, { date: DDMMYYYY } or { oneOf: ['1001', '1002'] }.";
const IN_PATTERNS =
  'It may have keys (\\* for the star), \\d, [0-5], the repeats ?, {3} and {3,5}, and | between alternatives.';
const matching = (match: string) => `${DIGITS}\n    match: ${match}`;
const pattern = (text: string) => matching(`{ pattern: '${text}' }`);

/** What stands in the good flow, what stands there instead, and the mistake that is told. */
const BROKEN: [string, string, string][] = [
  [DIGITS, 'digits: { max: 6, clear: 5 }', `15:30  gather "number": clear is 5; ${WRITE_END_KEY}`],
  [
    DIGITS,
    'digits: { max: 6, partial: keep }',
    '15:32  gather "number": partial is "keep"; write judge, reject or accept.',
  ],
  [
    DIGITS,
    "digits: { max: 6, end: '#', clear: '#' }",
    '15:40  gather "number": clear is "#", which ends the entry too. Use another key.',
  ],
  [
    DIGITS,
    'digits: { max: 6, clear: D, partial: reject }',
    '15:42  gather "number": partial is reject, but with a clear key and no end an entry only ever just stops. Add end, or leave partial out.',
  ],
  [DIGITS, matching('luhm'), `16:12  gather "number": match is "luhm"; ${WRITE_MATCH}`],
  [
    DIGITS,
    matching("{ patern: '1' }"),
    `16:12  gather "number": match is a set of properties; ${WRITE_MATCH}`,
  ],
  [DIGITS, matching('{ pattern: 5 }'), `16:23  gather "number": pattern is 5; ${WRITE_PATTERN}`],
  [DIGITS, pattern(''), `16:23  gather "number": pattern is ""; ${WRITE_PATTERN}`],
  [
    DIGITS,
    pattern('1'.repeat(101)),
    `16:23  gather "number": pattern is "${'1'.repeat(39)}…"; ${WRITE_PATTERN}`,
  ],
  [
    DIGITS,
    pattern('(1|2)+'),
    `16:23  gather "number": pattern has "(" at position 1. ${IN_PATTERNS}`,
  ],
  [
    DIGITS,
    pattern('\\d*'),
    `16:23  gather "number": pattern has "*" at position 3. ${IN_PATTERNS}`,
  ],
  [
    DIGITS,
    pattern('1{5,4}'),
    `16:23  gather "number": pattern has "{5,4}" at position 2. ${IN_PATTERNS}`,
  ],
  [
    DIGITS,
    pattern('1{2}{3}'),
    `16:23  gather "number": pattern has "{" at position 5. ${IN_PATTERNS}`,
  ],
  [
    DIGITS,
    pattern('12[5-0]'),
    `16:23  gather "number": pattern has "[" at position 3. ${IN_PATTERNS}`,
  ],
  [
    DIGITS,
    pattern('\\d{8}|123'),
    '16:23  gather "number": pattern fits no entry of 4 to 6 digits. Change one of the two.',
  ],
  [
    DIGITS,
    matching('{ date: DDMM }'),
    '16:20  gather "number": date is "DDMM"; write the order of DD, MM and YY or YYYY, like DDMMYYYY.',
  ],
  [
    DIGITS,
    matching('{ date: DDMMYYYY }'),
    '16:20  gather "number": date is 8 digits, but the entry has 4 to 6. Leave exactly, min and max out.',
  ],
  [
    DIGITS,
    'digits: { min: 4 }\n    match: { date: DDMMYY }',
    '15:5  gather "number": digits does not say how many. Add exactly, or min and max.',
  ],
  [
    `    ${DIGITS}\n`,
    '',
    '13:3  gather "number": digits is missing; write how many digits, like { exactly: 8 }.',
  ],
  [DIGITS, matching('{ oneOf: [1234] }'), `16:22  gather "number": oneOf is 1234; ${WRITE_VALUES}`],
  [
    DIGITS,
    matching('{ oneOf: [] }'),
    `16:21  gather "number": oneOf is a list of 0; ${WRITE_VALUES}`,
  ],
  [
    DIGITS,
    matching("{ oneOf: ['1234', '12'] }"),
    '16:30  gather "number": oneOf has "12", but the entry has 4 to 6 digits. Change one of the two.',
  ],
  [
    DIGITS,
    'digits: { max: 6 }\n    match: luhn',
    '16:12  gather "number": match is luhn, which needs two digits at least. Raise min.',
  ],
  [
    AS,
    `${AS}\n    sensitive: yes`,
    '17:16  gather "number": sensitive is "yes"; write true or false.',
  ],
  [
    AS,
    `${AS}\n    sensitiveAgain: What?`,
    '17:21  gather "number": sensitiveAgain is asked only after secret entries. Add sensitive: true, or leave it out.',
  ],
  [
    AS,
    `${AS}\n    bargeIn: [true, false]`,
    '17:14  gather "number": bargeIn is a list of 2, but the question has 1 text. Write true or false for each, or once for all.',
  ],
  [
    AS,
    `${AS}\n    moreTime: ''`,
    '17:15  gather "number": moreTime is ""; write the text to speak, in quotes if it is a number or a single word like true.',
  ],
  [
    DIGITS,
    `${DIGITS}\n    readBack: '{lastFour}?'`,
    '16:15  gather "number": readBack has {lastFour}, but the entry is not secret. Say {digits}.',
  ],
  [
    'We have {number}.',
    'We have {lastFour}.',
    '20:13  hangUp "thanks": the text has {lastFour}, which only the readBack of a sensitive gather knows. Leave it out.',
  ],
];

test.each(BROKEN)('of the digits of a gather, %j written as %j is told', (was, is, mistake) => {
  expect(mistakesAfter(was, is)).toEqual([mistake]);
});

test('a date says itself how many digits it has', () => {
  expect(mistakesAfter(DIGITS, 'match: { date: YYMMDD }')).toEqual([]);
});

describe('the operator', () => {
  const AT_BYE = GOOD.replace('start: hello', 'start: hello\noperator: bye');
  const BEGINS =
    'with which the operator sequence begins. Use another key, or another operatorSequence.';

  test.each([
    ['operator: by', '5:11  operator leads to "by", which does not exist. Did you mean "bye"?'],
    ['operator: 5', '5:11  operator is 5; write the name of a step.'],
    [
      "operatorSequence: '**'",
      '5:19  operatorSequence is "**"; write two keys in quotes, one of * # A B C D and then a digit, like \'*0\'.',
    ],
    [
      'operatorSequence: 12',
      "5:19  operatorSequence is 12; write two keys in quotes, one of * # A B C D and then a digit, like '*0'.",
    ],
  ])('written as %j is told', (is, mistake) => {
    expect(mistakesAfter('start: hello', `start: hello\n${is}`)).toEqual([mistake]);
  });

  test.each([
    ["end: '*'", `16:28  gather "number": end is "*", ${BEGINS}`],
    ["end: ['#', '*']", `16:34  gather "number": end is "*", ${BEGINS}`],
    ["clear: '*'", `16:30  gather "number": clear is "*", ${BEGINS}`],
  ])('shares the first key of its sequence with %s', (key, mistake) => {
    const digits = `digits: { max: 6, ${key} }`;
    expect(mistakesIn(AT_BYE.replace(DIGITS, digits))).toEqual([mistake]);
    expect(mistakesIn(GOOD.replace(DIGITS, digits))).toEqual([]);
    const other = AT_BYE.replace('operator: bye', "operator: bye\noperatorSequence: 'A9'");
    expect(mistakesIn(other.replace(DIGITS, digits))).toEqual([]);
  });

  test('can be reached before a number was collected', () => {
    expect(mistakesIn(AT_BYE.replace('hangUp: true', 'hangUp: Bye {number}.'))).toEqual([
      '23:13  hangUp "bye": the text has {number}, which is not collected on every way here: hello → bye. Collect it before, or leave it out.',
    ]);
  });

  test('needs no other step that leads to it', () => {
    const person = AT_BYE.replace('operator: bye', 'operator: person');
    expect(mistakesIn(`${person}  person:\n    hangUp: true\n`)).toEqual([]);
  });
});

describe('a secret entry', () => {
  const secret = (written: string) =>
    GOOD.replace(DIGITS, `${written}\n    sensitive: true`).replace(' {number}', ' it');
  const EIGHT = 'digits: { exactly: 8 }';

  test.each([
    [
      "digits: { exactly: 4, end: '*' }",
      '15:32  gather "number": end is "*", which ends every secret entry, as a way out of it. Use another key.',
    ],
    [
      "digits: { exactly: 4, clear: '*' }",
      '15:34  gather "number": clear is "*", which ends every secret entry, as a way out of it. Use another key.',
    ],
    [
      'digits: { exactly: 4, clear: D }',
      '15:34  gather "number": clear does nothing in a secret entry, which * ends to begin again. Leave it out.',
    ],
    [
      "digits: { exactly: 4 }\n    match: { oneOf: ['1234'] }",
      '16:21  gather "number": oneOf would tell secret entries to everyone who reads the flow. Use luhn or a pattern.',
    ],
    [
      'match: { date: DDMMYY }',
      '15:20  gather "number": date is not checked of a secret entry. Use luhn or a pattern.',
    ],
    [
      "digits: { min: 7, max: 9 }\n    readBack: '{lastFour}?'",
      '16:15  gather "number": readBack would say most of a secret entry of 7 digits. Leave it out, or take 8 digits at least.',
    ],
    [
      `${EIGHT}\n    readBack: '{digits}?'`,
      '16:15  gather "number": readBack has {digits}, but the entry is secret. Say {lastFour}.',
    ],
    [
      `${EIGHT}\n    readBack: 'Right?'`,
      '16:15  gather "number": readBack does not read the digits back. Put {lastFour} where they are to be heard.',
    ],
  ])('written as %j is told', (written, mistake) => {
    expect(mistakesIn(secret(written))).toEqual([mistake]);
  });

  test.each([
    ['', '', undefined],
    ['operator: bye', '', expect.stringContaining('press 0')],
    ['operator: bye', 'sensitiveAgain: Zero?', 'Zero?'],
  ])('with %j and %j is followed by the question %j when it was wrong', (operator, own, asked) => {
    const line = secret(`${EIGHT}\n    ${own}`).replace(
      'start: hello',
      `start: hello\n${operator}`,
    );
    const result = parseFlow(line, 'f.yaml');
    const gather = result.ok ? result.flow.steps.number : undefined;
    expect(gather).toMatchObject({ sensitive: true });
    expect(gather?.kind === 'gather' && gather.sensitiveAgain).toEqual(asked);
  });

  test('leads to no operator whom the flow does not have', () => {
    expect(mistakesIn(secret(`${EIGHT}\n    sensitiveAgain: Zero?`))).toEqual([
      '16:21  gather "number": sensitiveAgain leads to the operator, whom this flow does not have. Add operator, or leave it out.',
    ]);
  });

  test('is read back by its last four, and by no other text', () => {
    const line = secret(`${EIGHT}\n    readBack: '{lastFour}?'`);
    expect(mistakesIn(line)).toEqual([]);
    expect(mistakesIn(line.replace('We have it', 'We have {number}'))).toEqual([
      '22:13  hangUp "thanks": the text has {number}, which is secret and never spoken. Leave it out.',
    ]);
  });

  test('shares its name with no entry that is not secret', () => {
    const line = secret(EIGHT)
      .replace('next: thanks', 'next: other')
      .concat(
        `  other:\n    gather: Once more.\n    ${EIGHT}\n    as: number\n    next: thanks\n    otherwise: bye\n`,
      );
    expect(mistakesIn(line)).toEqual([
      '27:9  gather "other": as is "number", under which "number" keeps secret digits. Choose another name.',
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { GOOD, mistakesAfter, mistakesIn } from './broken-flow.ts';

const DIGITS = "digits: { min: 4, max: 6, end: '#' }";
const KEYS = 'keys: { 1: number, 2: bye }';
const SAY = 'say: Hello.';
const MENU_EXIT = '    otherwise: bye\n  number:';
const NO_WAY_OUT = 'a caller who presses nothing never gets out. Lead on towards a hangUp.';
const BY_ITS_NAME =
  'has {digits}, which only a readBack knows. Use the name that a gather keeps them under.';

/** What stands in the good flow, what stands there instead, and the mistake that is told. */
const BROKEN: [string, string, string][] = [
  [
    'start: hello',
    'start: helo',
    '4:8  start leads to "helo", which does not exist. Did you mean "hello"?',
  ],
  [
    'next: main',
    'next: nowhere',
    '8:11  say "hello": next leads to "nowhere", which does not exist. Write that step, or lead to another.',
  ],
  [
    KEYS,
    'keys: { 1: number, 2: by }',
    '11:27  menu "main": key 2 leads to "by", which does not exist. Did you mean "bye"?',
  ],
  [
    KEYS,
    'keys: { 1: number, 2: toString }',
    '11:27  menu "main": key 2 leads to "toString", which does not exist. Write that step, or lead to another.',
  ],
  [
    'next: thanks',
    'next: thansk',
    '17:11  gather "number": next leads to "thansk", which does not exist. Did you mean "thanks"?',
  ],
  [
    '  bye:',
    '  survey:\n    hangUp: true\n  bye:',
    '21:3  step "survey" can never be reached. Lead to it from another step, or remove it.',
  ],
  [
    MENU_EXIT,
    '    otherwise: main\n  number:',
    `12:16  menu "main": otherwise leads back to the step itself: ${NO_WAY_OUT}`,
  ],
  [
    MENU_EXIT,
    '    otherwise: hello\n  number:',
    `12:16  menu "main": otherwise leads round in a circle (hello → main → hello): ${NO_WAY_OUT}`,
  ],
  [
    DIGITS,
    "digits: { end: '#' }",
    '15:5  gather "number": digits does not say how many. Add exactly, or min and max.',
  ],
  [
    DIGITS,
    'digits: { min: 4 }',
    '15:5  gather "number": digits does not say how many. Add exactly, or min and max.',
  ],
  [
    DIGITS,
    'digits: { exactly: 8, max: 9 }',
    '15:32  gather "number": max says nothing beside exactly. Remove one of the two.',
  ],
  [
    DIGITS,
    'digits: { min: 7, max: 6 }',
    '15:20  gather "number": min is 7, more than max, 6. Exchange the two.',
  ],
  [
    DIGITS,
    "digits: { max: 6, end: ['#', '#'] }",
    '15:34  gather "number": end names "#" twice. Remove one.',
  ],
  [
    DIGITS,
    `${DIGITS}\n    readBack: Right?`,
    '16:15  gather "number": readBack does not read the digits back. Put {digits} where they are to be heard.',
  ],
  [SAY, 'say: Hello {digits}.', `7:10  say "hello": the text ${BY_ITS_NAME}`],
  [KEYS, `${KEYS}\n    again: ['{digits}']`, `12:13  menu "main": again ${BY_ITS_NAME}`],
  [
    'We have {number}.',
    'We have {numbr}.',
    '20:13  hangUp "thanks": the text has {numbr}, which no gather keeps. Did you mean {number}?',
  ],
  [
    'We have {number}.',
    'We have {name}.',
    '20:13  hangUp "thanks": the text has {name}, which no gather keeps. Write the name that stands under "as".',
  ],
  [
    'hangUp: true',
    'hangUp: Not {number}.',
    '22:13  hangUp "bye": the text has {number}, which is not collected on every way here: hello → main → bye. Collect it before, or leave it out.',
  ],
  [
    SAY,
    `say: ${'x'.repeat(4001)}`,
    '7:10  say "hello": the text is 4001 characters long; the phone service speaks 4000 at most. Make two steps of it.',
  ],
  [
    'We have {number}.',
    // six keys, spoken one by one, are 29 characters at most
    `{number} ${'x'.repeat(3971)}`.replace(/.*/, "'$&'"),
    '20:13  hangUp "thanks": the text is 4001 characters long with what is filled in; the phone service speaks 4000 at most. Make two steps of it.',
  ],
];

describe('a flow against the rules', () => {
  test.each(BROKEN)('%j written as %j is told', (was, is, mistake) => {
    expect(mistakesAfter(was, is)).toEqual([mistake]);
  });

  test('keeps digits under the name that stands for the entry itself', () => {
    expect(mistakesAfter('as: number', 'as: digits')).toContain(
      '16:9  gather "number": as is "digits", which in a readBack is the entry itself. Choose another name.',
    );
  });

  test('keeps other digits under a name that is taken', () => {
    const other = (digits: string) =>
      GOOD.replace('next: thanks', 'next: other').concat(
        `  other:\n    gather: Once more.\n    ${digits}\n    as: number\n    next: thanks\n    otherwise: bye\n`,
      );
    expect(mistakesIn(other(DIGITS))).toEqual([]);
    expect(mistakesIn(other('digits: { exactly: 8 }'))).toEqual([
      '26:9  gather "other": as is "number", under which "number" keeps 4 to 6 digits, not 8. Take as many, or choose another name.',
    ]);
  });

  test('tells a circle of several steps once, where it turns back', () => {
    const circle = GOOD.replace(MENU_EXIT, '    otherwise: more\n  number:').concat(
      '  more:\n    say: More.\n    next: again\n  again:\n    say: Again.\n    next: main\n',
    );
    expect(mistakesIn(circle)).toEqual([
      `28:11  say "again": next leads round in a circle (main → more → again → main): ${NO_WAY_OUT}`,
    ]);
  });

  test('tells of a step behind a misspelt name only that the name is misspelt', () => {
    expect(mistakesAfter('1: number', '1: numbr')).toEqual([
      '11:16  menu "main": key 1 leads to "numbr", which does not exist. Did you mean "number"?',
    ]);
  });

  test('is longer than a call can carry', () => {
    const long = 'x'.repeat(3990);
    const steps = Array.from(
      { length: 9 },
      (_, index) => `  s${index}: { say: ${long}, next: s${index + 1} }\n`,
    );
    const flow = GOOD.replace('next: main', 'next: s0').concat(
      ...steps,
      '  s9: { say: x, next: main }\n',
    );
    expect(mistakesIn(flow)).toEqual([
      expect.stringMatching(
        /^1:1 {2}the flow is 3\d{4} bytes as JSON, more than 32768\. Shorten its texts\.$/,
      ),
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { mistakesAfter } from './broken-flow.ts';

const DIGITS = "digits: { min: 4, max: 6, end: '#' }";
const KEYS = 'keys: { 1: number, 2: bye }';
const HANG_UP = 'hangUp: true';
const SAY = 'say: Hello.';
const WRITE_TEXT =
  'write the text to speak, in quotes if it is a number or a single word like true.';
const WRITE_AGAIN =
  'write a list of 1 to 4 texts, each in quotes or on a line of its own after "- ".';
const WRITE_KEYS = 'write at least one key with its step, like { 1: account }.';
const WRITE_END = "write a key in quotes, like '#', or a list of them: # * A B C D.";
const MENU_KEYS = "is not a key a menu can have. Use one of 1-9, A-D, or in quotes '*' and '#'.";

/** What stands in the good flow, what stands there instead, and the mistake that is told. */
const BROKEN: [string, string, string][] = [
  ['line: Test', 'line: 5', '1:7  line is 5; write what the line is called.'],
  ['start: hello', 'start:', '4:7  start is empty; write the name of a step.'],
  [
    'language: en-GB',
    'language: English',
    '2:11  language is "English"; write a language and region, like en-GB.',
  ],
  [
    'voice: en-GB-SoniaNeural',
    'voice: Sonia',
    '3:8  voice is "Sonia"; write the name of an Azure AI voice, like en-GB-SoniaNeural.',
  ],
  ['next: main', 'next: 1', '8:11  say "hello": next is 1; write the name of a step.'],
  [SAY, 'say: 24', `7:10  say "hello": say is 24; ${WRITE_TEXT}`],
  [SAY, 'say: " "', `7:10  say "hello": say is " "; ${WRITE_TEXT}`],
  [
    HANG_UP,
    'hangUp: false',
    '22:13  hangUp "bye": hangUp is false; write true, or the last sentence to speak.',
  ],
  [
    HANG_UP,
    'hangUp: ""',
    '22:13  hangUp "bye": hangUp is ""; write true, or the last sentence to speak.',
  ],
  [KEYS, 'keys: {}', `11:11  menu "main": keys has none; ${WRITE_KEYS}`],
  [KEYS, 'keys:', `11:10  menu "main": keys is empty; ${WRITE_KEYS}`],
  [
    KEYS,
    'keys: { 1: number, 0: bye }',
    '11:24  menu "main": key 0 is kept for reaching a person. Use another key.',
  ],
  [KEYS, 'keys: { 1: number, a: bye }', `11:24  menu "main": "a" ${MENU_KEYS}`],
  [KEYS, 'keys: { 1: number, 12: bye }', `11:24  menu "main": "12" ${MENU_KEYS}`],
  [KEYS, 'keys: { 1: number, 02: bye }', `11:24  menu "main": "02" ${MENU_KEYS}`],
  [
    KEYS,
    `${KEYS}\n    firstKeySeconds: 21`,
    '12:22  menu "main": firstKeySeconds is 21; a menu takes 1 to 20.',
  ],
  [
    KEYS,
    `${KEYS}\n    firstKeySeconds: 0`,
    '12:22  menu "main": firstKeySeconds is 0; a menu takes 1 to 20.',
  ],
  [
    KEYS,
    `${KEYS}\n    firstKeySeconds: six`,
    '12:22  menu "main": firstKeySeconds is "six"; a menu takes 1 to 20, a whole number.',
  ],
  [
    KEYS,
    `${KEYS}\n    bargeIn: yes`,
    '12:14  menu "main": bargeIn is "yes"; write true or false, or a list with one of them for each text of the question.',
  ],
  [KEYS, `${KEYS}\n    again: Please.`, `12:12  menu "main": again is "Please."; ${WRITE_AGAIN}`],
  [KEYS, `${KEYS}\n    again: []`, `12:12  menu "main": again is a list of 0; ${WRITE_AGAIN}`],
  [
    KEYS,
    `${KEYS}\n    again: ['a', 'b', 'c', 'd', 'e']`,
    `12:12  menu "main": again is a list of 5; ${WRITE_AGAIN}`,
  ],
  [
    KEYS,
    `${KEYS}\n    again:\n      - Please.\n      - 7`,
    `14:9  menu "main": again is 7; ${WRITE_TEXT}`,
  ],
  [
    DIGITS,
    'digits: 8',
    '15:13  gather "number": digits is 8; write how many digits, like { exactly: 8 }.',
  ],
  [
    DIGITS,
    'digits: { exactly: 41 }',
    '15:24  gather "number": exactly is 41; an entry takes 1 to 40.',
  ],
  [DIGITS, 'digits: { max: 6, end: 0 }', `15:28  gather "number": end is 0; ${WRITE_END}`],
  [DIGITS, "digits: { max: 6, end: ['#', 7] }", `15:34  gather "number": end is 7; ${WRITE_END}`],
  [
    DIGITS,
    'digits: { max: 6, firstKeySeconds: 301 }',
    '15:40  gather "number": firstKeySeconds is 301; the phone service takes 1 to 300.',
  ],
  [
    DIGITS,
    'digits: { max: 6, betweenKeysSeconds: 90 }',
    '15:43  gather "number": betweenKeysSeconds is 90; the phone service takes 1 to 60.',
  ],
  [
    DIGITS,
    'digits: { max: 6, betweenKeysSeconds: 1.5 }',
    '15:43  gather "number": betweenKeysSeconds is 1.5; the phone service takes 1 to 60, a whole number.',
  ],
  [
    DIGITS,
    'digits: { max: 6, betweenKeySeconds: 5 }',
    '15:23  gather "number": "betweenKeySeconds" is not a property of digits; known: exactly, min, max, end, clear, firstKeySeconds, betweenKeysSeconds, partial. Did you mean "betweenKeysSeconds"?',
  ],
  [
    'as: number',
    'as: number\n    clear: D',
    '17:5  gather "number": "clear" is not a property of a gather; known: gather, digits, match, again, bargeIn, moreTime, readBack, sensitive, sensitiveAgain, as, next, otherwise.',
  ],
  [
    'as: number',
    'as: 5',
    '16:9  gather "number": as is 5; write the name under which the digits are kept: a letter, then letters, digits and hyphens.',
  ],
  [SAY, `${SAY}\n    menu: x`, '8:5  step "hello": is say and menu at once. Make a step of each.'],
  [
    HANG_UP,
    'hangup: true',
    '21:3  step "bye": does nothing. Give it one of say, menu, gather, form, lookup, sendTones, escalate, transfer, hours, hangUp. Did you mean "hangUp"?',
  ],
  [
    `bye:\n    ${HANG_UP}`,
    'bye: the end',
    '21:3  step "bye": does nothing. Give it one of say, menu, gather, form, lookup, sendTones, escalate, transfer, hours, hangUp.',
  ],
];

describe('a flow of the wrong shape', () => {
  test.each(BROKEN)('%j written as %j is told', (was, is, mistake) => {
    expect(mistakesAfter(was, is)).toEqual([mistake]);
  });

  test('misses what was misspelt, and has a property that is not known', () => {
    expect(mistakesAfter('next: main', 'nxt: main')).toEqual([
      '6:3  say "hello": next is missing; write the name of a step.',
      '8:5  say "hello": "nxt" is not a property of a say; known: say, next. Did you mean "next"?',
    ]);
    expect(mistakesAfter('line: Test', 'lines: Test')).toEqual([
      '1:1  line is missing; write what the line is called.',
      '1:1  "lines" is not a property of a flow; known: line, language, voice, start, operator, operatorSequence, hours, queues, steps. Did you mean "line"?',
    ]);
  });

  test('has a step under a name that cannot be one', () => {
    expect(mistakesAfter('  bye:', '  good bye:')).toContain(
      '21:3  the name of this step is "good bye"; call it by a letter, then letters, digits and hyphens, 40 characters at most.',
    );
    expect(mistakesAfter('  bye:', '  toString:')).toContain(
      '21:3  the name of this step is "toString"; choose another, as the software keeps this name for itself.',
    );
  });
});

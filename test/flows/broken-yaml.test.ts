import { describe, expect, test } from 'vitest';
import { mistakesAfter, mistakesIn } from './broken-flow.ts';

const DIGITS = "digits: { min: 4, max: 6, end: '#' }";
const KEYS = 'keys: { 1: number, 2: bye }';
const SAY = '    say: Hello.';
const QUOTES = 'Put a text with ": " in it, or with one of {[*&!#%@` first, in quotes.';
const COLON = `a second ": " in one line, or a line that is indented too far. ${QUOTES}`;
const STAR = "* refers to another part of the file. If the key is meant, write '*'.";
const BRACKET =
  'this line is indented unlike its neighbours, or a bracket before it is not closed: # outside quotes begins a comment.';
const NO_NAME = 'a list or a set of properties stands where a name belongs.';

const NOT_SPOKEN =
  'what follows # is a comment, which nobody hears. Put the text in quotes if this belongs to it, else the comment in a line of its own.';

/** What stands in the good flow, what stands there instead, and the mistake that is told. */
const BROKEN: [string, string, string][] = [
  [SAY, '    say: Hello: you.', `7:10  ${COLON}`],
  [SAY, '    say: {number}. Right.', `7:18  this does not belong here. ${QUOTES}`],
  [SAY, '    say: "Hello.', '7:10  this quote is not closed.'],
  [SAY, '    say Hello.', '7:5  a ": " is missing here, between a name and what it stands for.'],
  [SAY, '\tsay: Hello.', '7:1  a tab indents this line. Use spaces.'],
  [SAY, '    say: @home', '7:10  a text cannot begin with this character. Put it in quotes.'],
  [SAY, `${SAY}\n    ? [a]\n    : b`, `8:7  ${NO_NAME}`],
  [
    SAY,
    '    say: &Hello you',
    '7:17  & names a part of the file, which a flow does not need. Put a text that begins with & in quotes.',
  ],
  [
    SAY,
    '    say: !!str Hello',
    '7:16  ! names a type, which a flow does not need. Put a text that begins with ! in quotes.',
  ],
  [SAY, '    say: Press # now.', `7:16  ${NOT_SPOKEN}`],
  [KEYS, `${KEYS}\n    again:\n      - One # or two.`, `13:13  ${NOT_SPOKEN}`],
  [KEYS, 'keys: { 1: number, *: bye }', `11:24  ${STAR}`],
  [KEYS, 'keys:\n      1: number\n      *: bye', `13:7  ${STAR}`],
  [KEYS, 'keys: { 1: number, #: bye }', `12:5  ${BRACKET}`],
  [DIGITS, 'digits: { max: 6, end: * }', `15:28  ${STAR}`],
  [DIGITS, 'digits: { max: 6, end: # }', `16:5  ${BRACKET}`],
  [
    KEYS,
    `${KEYS}\n    again: [Press 1, or 2.]`,
    '12:12  again in brackets is split at every comma. Put each text in quotes, or on a line of its own after "- ".',
  ],
  [
    KEYS,
    `${KEYS}, 1: bye }`.replace(' },', ','),
    '11:32  "1" is there twice, first in line 11. Remove or rename one.',
  ],
  [
    KEYS,
    "keys: { 1: number, 2: bye, '2': bye }",
    '11:32  "2" is there twice, first in line 11. Remove or rename one.',
  ],
  [
    '  bye:',
    '  bye:\n    hangUp: true\n  bye:',
    '23:3  "bye" is there twice, first in line 21. Remove or rename one.',
  ],
  ['  bye:', '  __proto__:\n    hangUp: true\n  bye:', '21:3  "__proto__" cannot be a name.'],
];

describe('a file that is not the YAML of a flow', () => {
  test.each(BROKEN)('%j written as %j is told', (was, is, mistake) => {
    expect(mistakesAfter(was, is)).toEqual(expect.arrayContaining([mistake]));
  });

  test.each([
    ['', '1:1  the flow is empty; write line, language, voice, start and steps.'],
    ['hello', '1:1  the flow is "hello"; write line, language, voice, start and steps.'],
    [
      'a: 1\n---\nb: 2\n',
      '2:1  a second document begins here. A file is one flow; remove the "---".',
    ],
  ])('%j is told', (text, mistake) => {
    expect(mistakesIn(text)).toEqual([mistake]);
  });

  test('tells the same slip in two lines twice, and not what follows from it', () => {
    const twice = mistakesAfter(`${SAY}\n    next: main`, '\tsay: Hello.\n\tnext: main');
    expect(twice).toEqual([
      '7:1  a tab indents this line. Use spaces.',
      '8:1  a tab indents this line. Use spaces.',
    ]);
  });

  test('tells what is wrong far down in a file with Windows line ends', () => {
    expect(mistakesIn('line: x\r\nsteps:\r\n  a:\r\n    say: Hello: you.\r\n')).toEqual([
      `4:10  ${COLON}`,
    ]);
  });

  test('counts columns of the first line without the mark that some editors put before it', () => {
    expect(mistakesIn('\uFEFFa: 1 : 2\n')).toEqual([`1:4  ${COLON}`]);
  });

  test('tells what is wrong with the last of two properties of a name, which is the one that counts', () => {
    expect(mistakesAfter('next: main', 'next: main\n    next: mian')).toEqual([
      '9:5  "next" is there twice, first in line 8. Remove or rename one.',
      '9:11  say "hello": next leads to "mian", which does not exist. Did you mean "main"?',
    ]);
  });
});

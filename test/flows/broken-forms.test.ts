import { describe, expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import { GOOD, mistakesIn } from './broken-flow.ts';

const NO_WAY_OUT = 'a caller who presses nothing never gets out. Lead on towards a hangUp.';

describe('a form', () => {
  const A = '      - gather: A?\n        digits: { exactly: 4 }\n        as: a\n';
  const B = '      - gather: B?\n        digits: { exactly: 4 }\n        as: b\n';

  /** The good flow with a form in place of its gather. */
  function line(fields: string, next = 'thanks', otherwise = 'bye'): string {
    const form = `    form: Two things.\n    fields:\n${fields}    next: ${next}\n    otherwise: ${otherwise}\n`;
    return GOOD.replace(/ {4}gather.*(?= {2}thanks)/s, form).replace('{number}', '{a}');
  }

  test('becomes what it says, under its own name, and a gather for each field', () => {
    const fields = `${A}${B}        otherwise: main\n`;
    const result = parseFlow(line(fields), 'f.yaml');
    expect(result).toMatchObject({
      ok: true,
      flow: {
        steps: {
          main: { keys: { 1: 'number' } },
          number: { kind: 'say', say: 'Two things.', next: 'number.a' },
          'number.a': { kind: 'gather', as: 'a', next: 'number.b', otherwise: 'bye' },
          'number.b': { kind: 'gather', as: 'b', next: 'thanks', otherwise: 'main' },
        },
      },
    });
  });

  test('may have a field that leads elsewhere than to the next', () => {
    const result = parseFlow(
      line(
        `${A}        next: number.c\n${B}        next: bye\n${B.replace('as: b', 'as: c')}        otherwise: number.b\n`,
      ),
      'f.yaml',
    );
    expect(result).toMatchObject({
      flow: { steps: { 'number.a': { next: 'number.c' }, 'number.b': { next: 'bye' } } },
    });
  });

  test.each([
    [
      `${A}${A}`,
      '21:13  gather "number.2": as is "a", under which another field of this form keeps its digits. Choose another name.',
    ],
    [
      `${A}        next: thanks\n${B}`,
      '20:9  field "number.b" can never be reached. Lead to it from another step, or remove it.',
    ],
    [
      `${A}${B}        otherwise: nowhere\n`,
      '22:20  gather "number.b": otherwise leads to "nowhere", which does not exist. Write that step, or lead to another.',
    ],
    [
      `${A}${B}        otherwise: number.b\n`,
      `22:20  gather "number.b": otherwise leads back to the step itself: ${NO_WAY_OUT}`,
    ],
    [
      `${A}        readBack: '{digits}, {b}?'\n${B}`,
      '19:19  gather "number.a": readBack has {b}, which is not collected on every way here: hello → main → number → number.a. Collect it before, or leave it out.',
    ],
    [
      `${A}        bargein: true\n${B}`,
      '19:9  gather "number.a": "bargein" is not a property of a gather; known: gather, digits, match, again, bargeIn, moreTime, readBack, sensitive, sensitiveAgain, as, next, otherwise. Did you mean "bargeIn"?',
    ],
  ])('with the fields\n%s is told', (fields, mistake) => {
    expect(mistakesIn(line(fields))).toEqual([mistake]);
  });

  test.each([
    ['      - 5\n', '16:9  gather "number.1": fields is 5; write a gather with its properties.'],
    [
      '      []\n',
      '16:7  form "number": fields is a list of 0; write a list of 1 to 20 gathers, each after "- ".',
    ],
  ])('with %j for fields is told', (fields, mistake) => {
    expect(mistakesIn(line(fields))).toContain(mistake);
  });

  test('that is never reached is told once, not field by field', () => {
    expect(
      mistakesIn(line(`${A}${B}`).replace('1: number', '1: thanks').replace('{a}', 'it')),
    ).toEqual([
      '13:3  step "number" can never be reached. Lead to it from another step, or remove it.',
    ]);
  });

  test('tells once what all its fields inherit', () => {
    expect(mistakesIn(line(`${A}${B}`, 'thansk', 'byee'))).toEqual([
      '22:11  form "number": next leads to "thansk", which does not exist. Did you mean "thanks"?',
      '23:16  form "number": otherwise leads to "byee", which does not exist. Did you mean "bye"?',
    ]);
    expect(mistakesIn(line(`${A}${B}`, 'thanks', 'number'))).toEqual([
      `23:16  form "number": otherwise leads round in a circle (number → number.a → number): ${NO_WAY_OUT}`,
    ]);
  });
});

describe('keys to send', () => {
  const line = (tones: string) =>
    GOOD.replace('next: main', 'next: dial').concat(
      `  dial:\n    sendTones: ${tones}\n    next: main\n    otherwise: bye\n`,
    );
  const KEYS = 'it may have 0-9, *, #, A-D, w for half a second, W or a comma for a second.';

  test('become a step with a way out if they cannot be sent', () => {
    expect(parseFlow(line("'1w2W,3#'"), 'f.yaml')).toMatchObject({
      flow: {
        steps: { dial: { kind: 'sendTones', tones: '1w2W,3#', next: 'main', otherwise: 'bye' } },
      },
    });
  });

  test.each([
    ['12', "sendTones is 12; write the keys to send in quotes, like '1w234#'."],
    ["'1x2'", `sendTones has "x" at position 2; ${KEYS}`],
    ["'{number}'", `sendTones has "{" at position 1; ${KEYS}`],
    ["'ww'", 'sendTones has no key to send.'],
    ["''", 'sendTones has no key to send.'],
  ])('written as %s are told', (tones, mistake) => {
    expect(mistakesIn(line(tones))).toEqual([`24:16  sendTones "dial": ${mistake}`]);
  });

  test('come to an end whether they can be sent or not', () => {
    expect(mistakesIn(line("'1'").replace(/bye\n$/, 'dial\n'))).toEqual([
      `26:16  sendTones "dial": otherwise leads back to the step itself: ${NO_WAY_OUT}`,
    ]);
    const silent = line("'1'").replace(
      '    otherwise: bye\n  number',
      '    otherwise: dial\n  number',
    );
    expect(mistakesIn(silent)).toEqual([
      `25:11  sendTones "dial": next leads round in a circle (main → dial → main): ${NO_WAY_OUT}`,
    ]);
  });
});

test('what the one who places a call gives along may be said anywhere', () => {
  expect(mistakesIn(GOOD.replace('Hello.', "'Hello {context.name}.'"))).toEqual([]);
});

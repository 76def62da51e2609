import { describe, expect, test } from 'vitest';
import { mistakesAfter, mistakesIn, WITH_LOOKUP } from './broken-flow.ts';

const SEND = 'send: [number]';
const KEEP = 'keep: { amount: /balance/amount }';
const WHEN = 'when: { /status: { closed: bye } }';
const SORRY = 'sorry: { say: Sorry., keys: { 2: bye } }';
const POINTER =
  'write where the value is in the answer, a JSON pointer like /balance/amount, 200 characters at most';

/** What stands in the line with a lookup, what stands there instead, and the mistake that is told. */
const BROKEN: [string, string, string][] = [
  [
    'lookup: billing',
    'lookup: two words',
    '24:13  lookup "ask": lookup is "two words"; write the name of an endpoint of the setting LOOKUPS: a letter, then letters, digits and hyphens.',
  ],
  [
    SEND,
    'send: number',
    '25:11  lookup "ask": send is "number"; write a list of names that a gather or a lookup keeps, like [account].',
  ],
  [
    SEND,
    'send: [numbers]',
    '25:12  lookup "ask": send has "numbers", which no gather and no lookup keeps. Did you mean "number"?',
  ],
  [
    SEND,
    'send: [else]',
    '25:12  lookup "ask": send has "else", which no gather and no lookup keeps. Write a name that stands under "as" or "keep".',
  ],
  [
    SEND,
    'send: [amount]',
    '25:12  lookup "ask": send has "amount", which is not collected on every way here: hello → main → number → ask. Collect it before, or leave it out.',
  ],
  [KEEP, 'keep: { amount: balance }', `26:21  lookup "ask": amount is "balance"; ${POINTER}.`],
  [
    KEEP,
    'keep: { amount: /amount, 5th: /fifth }',
    '26:30  lookup "ask": a name in keep is "5th"; write names like balance: a letter, then letters, digits and hyphens.',
  ],
  [KEEP, 'keep: { amount: /a~b }', `26:21  lookup "ask": amount is "/a~b"; ${POINTER}.`],
  [
    KEEP,
    'keep: { amount: /amount, number: /number }',
    '26:30  lookup "ask": keep has "number", under which "number" keeps digits. Choose another name.',
  ],
  [
    KEEP,
    'keep: { amount: /amount, digits: /digits }',
    '26:30  lookup "ask": keep has "digits", which in a readBack is the entry itself. Choose another name.',
  ],
  [
    WHEN,
    'when: { /status: { closed: by } }',
    '27:32  lookup "ask": when closed leads to "by", which does not exist. Did you mean "bye"?',
  ],
  [
    WHEN,
    'when: { /status: closed }',
    '27:22  lookup "ask": /status is "closed"; write values with their steps, like { active: balance }.',
  ],
  [
    WHEN,
    'when: { /status: {} }',
    '27:13  lookup "ask": when has no value for /status. Write values with their steps, like { active: balance }, or leave it out.',
  ],
  [
    'waiting: One moment.',
    'waiting: Your {amount}.',
    '28:14  lookup "ask": waiting has {amount}, which is not collected on every way here: hello → main → number → ask. Collect it before, or leave it out.',
  ],
  [
    SORRY,
    'sorry: Sorry.',
    '29:12  lookup "ask": sorry is "Sorry."; write an apology and its keys, like { say: …, keys: { 2: main } }.',
  ],
  [
    SORRY,
    'sorry: { say: Sorry. }',
    '29:5  lookup "ask": keys is missing; write at least one key with its step, like { 1: account }.',
  ],
  [
    SORRY,
    'sorry: { say: Sorry., keys: { 2: bye, 0: bye } }',
    '29:43  lookup "ask": key 0 is kept for reaching a person. Use another key.',
  ],
  [
    SORRY,
    'sorry: { say: Sorry., keys: { 2: bye }, key: 2 }',
    '29:45  lookup "ask": "key" is not a property of sorry; known: say, keys. Did you mean "keys"?',
  ],
  [
    SORRY,
    'sorry: { say: "Sorry {nam}.", keys: { 2: bye } }',
    '29:19  lookup "ask": sorry has {nam}, which no gather and no lookup keeps. Write the name that stands under "as".',
  ],
  [
    WHEN,
    'when: { /status: { again: ask } }',
    '27:31  lookup "ask": when again leads back to the step itself: a caller who presses nothing never gets out. Lead on towards a hangUp.',
  ],
  [
    '    waiting: One moment.',
    '    waiting: One moment.\n    music: none.wav',
    '29:12  lookup "ask": music is "none.wav", which is not in the folder "audio" beside the flow. Put it there, or name another.',
  ],
];

describe('a flow with a lookup', () => {
  test('is taken without a mistake', () => {
    expect(mistakesIn(WITH_LOOKUP)).toEqual([]);
  });

  test('may keep parts without a name, and names with slashes', () => {
    const keep = 'keep: { amount: /balance/0, whole: /, odd: /a~1b/~0 }';
    expect(mistakesIn(WITH_LOOKUP.replace(KEEP, keep))).toEqual([]);
  });

  test('sends nothing secret', () => {
    const secret = WITH_LOOKUP.replace('as: number', 'as: number\n    sensitive: true');
    expect(mistakesIn(secret)).toEqual([
      '26:12  lookup "ask": send has "number", which is secret and sent nowhere. Leave it out.',
    ]);
  });

  test('has no choice that begins the operator sequence', () => {
    const star = WITH_LOOKUP.replace('keys: { 2: bye } }', "keys: { '*': bye } }");
    expect(mistakesIn(star)).toEqual([]);
    expect(mistakesIn(star.replace('start: hello', 'start: hello\noperator: bye'))).toEqual([
      '30:35  lookup "ask": key * begins the operator sequence. Use another key, or another operatorSequence.',
    ]);
  });

  test('is filled in with values of 200 characters when a text is measured', () => {
    const long = (length: number) =>
      WITH_LOOKUP.replace('We have {amount}.', `${'x'.repeat(length)}{amount}`);
    expect(mistakesIn(long(3_800))).toEqual([]);
    expect(mistakesIn(long(3_801))).toEqual([
      '20:13  hangUp "thanks": the text is 4001 characters long with what is filled in; the phone service speaks 4000 at most. Make two steps of it.',
    ]);
  });

  test('keeps its values for the steps after an answer, not for those after none', () => {
    const after = WITH_LOOKUP.replace(
      'bye:\n    hangUp: true',
      "bye:\n    hangUp: 'Not {amount}.'",
    );
    const [mistake] = mistakesIn(after);
    expect(mistake).toContain(
      'hangUp "bye": the text has {amount}, which is not collected on every way',
    );
  });

  test.each(BROKEN)('%j written as %j is told', (was, is, mistake) => {
    expect(mistakesAfter(was, is, WITH_LOOKUP)).toEqual([mistake]);
  });
});

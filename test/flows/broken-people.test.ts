import { describe, expect, test } from 'vitest';
import { GOOD, mistakesAfter, mistakesIn, WITH_PERSON, WITH_TRANSFER } from './broken-flow.ts';

const HOLD = '    escalate: Please hold.';
const PERSON_EXIT = 'hold.\n    otherwise: bye';
const TO = "to: '+15550155'";
const NO_WAY_OUT = 'a caller who presses nothing never gets out. Lead on towards a hangUp.';
const WRITE_TEXT =
  'write the text to speak, in quotes if it is a number or a single word like true.';
const WRITE_NUMBER =
  "write a number in quotes, with a plus and the country code, like '+15550155'.";
const KNOWN_TEXTS =
  'known: whisper, callback, calling, notReached, again, transferTo, busy, noAnswer, notAllowed, noNumber, failed.';
const NOT_TOLD = 'only a whisper, and callback, can tell an agent. Leave it out.';

/** The step with one line more. */
const and = (property: string) => `${HOLD}\n    ${property}`;
const saying = (text: string) => and(`agentTexts:\n      ${text}`);

/** What stands in the line with a person, what stands there instead, and the mistake that is told. */
const BROKEN: [string, string, string][] = [
  [HOLD, '    escalate: 5', `24:15  escalate "person": escalate is 5; ${WRITE_TEXT}`],
  [
    HOLD,
    '    escalate: Hello {name}.',
    '24:15  escalate "person": the text has {name}, which no gather keeps. Write the name that stands under "as".',
  ],
  [
    HOLD,
    '    escalate: Hello {number}.',
    '24:15  escalate "person": the text has {number}, which is not collected on every way here: hello → main → person. Collect it before, or leave it out.',
  ],
  [
    HOLD,
    `    escalate: ${'x'.repeat(4001)}`,
    '24:15  escalate "person": the text is 4001 characters long; the phone service speaks 4000 at most. Make two steps of it.',
  ],
  [
    HOLD,
    and('skill: two words'),
    '25:12  escalate "person": skill is "two words"; write one word: a letter, then letters, digits and hyphens.',
  ],
  [
    HOLD,
    and('ringSeconds: 4'),
    '25:18  escalate "person": ringSeconds is 4; an agent\'s phone takes 5 to 180.',
  ],
  [
    HOLD,
    and('ringSeconds: 181'),
    '25:18  escalate "person": ringSeconds is 181; an agent\'s phone takes 5 to 180.',
  ],
  [
    HOLD,
    and('acceptSeconds: 0'),
    '25:20  escalate "person": acceptSeconds is 0; an agent takes 1 to 60.',
  ],
  [
    HOLD,
    and('acceptSeconds: 61'),
    '25:20  escalate "person": acceptSeconds is 61; an agent takes 1 to 60.',
  ],
  [
    HOLD,
    and('afterAgent: byee'),
    '25:17  escalate "person": afterAgent leads to "byee", which does not exist. Did you mean "bye"?',
  ],
  [
    PERSON_EXIT,
    'hold.\n    otherwise: byee',
    '25:16  escalate "person": otherwise leads to "byee", which does not exist. Did you mean "bye"?',
  ],
  [
    PERSON_EXIT,
    'hold.',
    '23:3  escalate "person": otherwise is missing; write the name of a step.',
  ],
  [
    PERSON_EXIT,
    'hold.\n    otherwise: person',
    `25:16  escalate "person": otherwise leads back to the step itself: ${NO_WAY_OUT}`,
  ],
  [
    PERSON_EXIT,
    'hold.\n    otherwise: sorry\n  sorry:\n    say: Sorry.\n    next: person',
    `28:11  say "sorry": next leads round in a circle (person → sorry → person): ${NO_WAY_OUT}`,
  ],
  [HOLD, and('goodbye: 5'), `25:14  escalate "person": goodbye is 5; ${WRITE_TEXT}`],
  [
    HOLD,
    and('goodbye: Goodbye {number}.'),
    '25:14  escalate "person": goodbye has {number}, which is not collected on every way here: hello → main → person. Collect it before, or leave it out.',
  ],
  [
    HOLD,
    and('goodbye: Goodbye.\n    afterAgent: bye'),
    '25:14  escalate "person": goodbye is never heard, as afterAgent leads on. Leave one of the two out.',
  ],
  [
    HOLD,
    and('goodbye: Press # now.'),
    '25:20  what follows # is a comment, which nobody hears. Put the text in quotes if this belongs to it, else the comment in a line of its own.',
  ],
  [
    HOLD,
    and('next: bye'),
    '25:5  escalate "person": "next" is not a property of an escalate; known: escalate, skill, hours, queue, priority, music, ringSeconds, acceptSeconds, agentTexts, afterAgent, goodbye, otherwise.',
  ],
  [
    HOLD,
    and('agentTexts: Hello.'),
    '25:17  escalate "person": agentTexts is "Hello."; write texts under their names, like { busy: That line is busy. }.',
  ],
  [
    HOLD,
    saying('wisper: Hello.'),
    `26:7  escalate "person": "wisper" is not a property of agentTexts; ${KNOWN_TEXTS} Did you mean "whisper"?`,
  ],
  [HOLD, saying('busy: true'), `26:13  escalate "person": busy is true; ${WRITE_TEXT}`],
  [
    HOLD,
    saying("whisper: 'Press 1. They are {caler}.'"),
    '26:16  escalate "person": whisper has {caler}, which no agent is told. Did you mean {caller}?',
  ],
  [
    HOLD,
    saying("whisper: 'Press 1. Their number is {number}.'"),
    '26:16  escalate "person": whisper has {number}, which no agent is told. It may have {caller} and {keyed}.',
  ],
  [
    HOLD,
    saying("whisper: 'From {caller}. They keyed in {keyed}, press 1.'"),
    '26:16  escalate "person": whisper is silence for a caller who keyed in nothing, or whose number is withheld. Add a sentence without braces.',
  ],
  [
    HOLD,
    saying(`whisper: Press 1. {keyed} {caller} ${'x'.repeat(3965)}`),
    // "number star star" and "star star" are 25 characters
    '26:16  escalate "person": whisper is 4001 characters long with what is filled in; the phone service speaks 4000 at most. Shorten it.',
  ],
  [
    HOLD,
    saying('again: Press 1 for {caller}.'),
    `26:14  escalate "person": again has {caller}, which ${NOT_TOLD}`,
  ],
  [
    HOLD,
    saying('busy: Busy # now.'),
    '26:18  what follows # is a comment, which nobody hears. Put the text in quotes if this belongs to it, else the comment in a line of its own.',
  ],
];

describe('a step that leads to a person', () => {
  test.each(BROKEN)('with %j written as %j is told', (was, is, mistake) => {
    expect(mistakesAfter(was, is, WITH_PERSON)).toEqual([mistake]);
  });

  test('may be where the operator leads, and back to it when 0 is pressed once more', () => {
    const operator = WITH_PERSON.replace('start: hello', 'start: hello\noperator: person');
    const busy = operator.replace(PERSON_EXIT, 'hold.\n    otherwise: sorry');
    expect(mistakesIn(`${busy}  sorry:\n    say: Sorry.\n    next: bye\n`)).toEqual([]);
  });

  test('may be where callers come to again after an agent', () => {
    const again = and('afterAgent: main');
    const needed = WITH_PERSON.replace('otherwise: bye\n  number', 'otherwise: person\n  number');
    expect(mistakesIn(needed.replace(HOLD, again))).toEqual([]);
  });

  test('has no part that can be reached only through an agent, unless it leads there', () => {
    const survey = `${WITH_PERSON}  survey:\n    hangUp: true\n`;
    expect(mistakesIn(survey.replace(HOLD, and('afterAgent: survey')))).toEqual([]);
    expect(mistakesIn(survey)).toEqual([
      '26:3  step "survey" can never be reached. Lead to it from another step, or remove it.',
    ]);
  });

  test('learns nothing of the caller from the agent', () => {
    const survey = WITH_PERSON.replace(HOLD, and('afterAgent: thanks'));
    expect(mistakesIn(survey)).toEqual([
      '20:13  hangUp "thanks": the text has {number}, which is not collected on every way here: hello → main → person → thanks. Collect it before, or leave it out.',
    ]);
  });

  test('tells an agent of secret digits only that they were keyed in elsewhere', () => {
    const secret = WITH_PERSON.replace('as: number', 'as: keyed\n    sensitive: true');
    const whisper = saying('whisper: They keyed in {keyed}. Press 1.');
    expect(mistakesIn(secret.replace(' {number}', ' it').replace(HOLD, whisper))).toEqual([]);
  });
});

describe('a step that leads to another number', () => {
  test.each([
    [TO, 'to: +15550155', `25:9  transfer "engineers": to is 15550155; ${WRITE_NUMBER}`],
    [TO, "to: '15550155'", `25:9  transfer "engineers": to is "15550155"; ${WRITE_NUMBER}`],
    [TO, "to: '+0155'", `25:9  transfer "engineers": to is "+0155"; ${WRITE_NUMBER}`],
    [`    ${TO}\n`, '', `23:3  transfer "engineers": to is missing; ${WRITE_NUMBER}`],
    [
      TO,
      `${TO}\n    apology: Sorry {number}.`,
      '26:14  transfer "engineers": apology has {number}, which is not collected on every way here: hello → main → engineers. Collect it before, or leave it out.',
    ],
    [
      'you through.',
      'you through, {digits}.',
      '24:15  transfer "engineers": the text has {digits}, which only a readBack knows. Use the name that a gather keeps them under.',
    ],
    [
      `${TO}\n    otherwise: bye`,
      `${TO}\n    otherwise: engineers`,
      `26:16  transfer "engineers": otherwise leads back to the step itself: ${NO_WAY_OUT}`,
    ],
    [
      `${TO}\n    otherwise: bye`,
      `${TO}\n    otherwise: engineers.apology`,
      '26:16  transfer "engineers": otherwise leads to "engineers.apology", which does not exist. Write that step, or lead to another.',
    ],
    [
      TO,
      `${TO}\n    next: bye`,
      '26:5  transfer "engineers": "next" is not a property of a transfer; known: transfer, to, apology, otherwise.',
    ],
  ])('with %j written as %j is told', (was, is, mistake) => {
    expect(mistakesAfter(was, is, WITH_TRANSFER)).toEqual([mistake]);
  });

  test('is no mistake, and neither is one that leads to a person', () => {
    expect(mistakesIn(WITH_TRANSFER)).toEqual([]);
    expect(mistakesIn(WITH_PERSON)).toEqual([]);
    expect(mistakesIn(GOOD)).toEqual([]);
  });
});

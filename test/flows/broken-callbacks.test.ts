import { describe, expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import { AUDIO, mistakesAfter, mistakesIn, WITH_LOOKUP, WITH_PERSON } from './broken-flow.ts';

/** The line with a person behind a queue that has callbacks: these are in line 7. */
const WITH_CALLBACK = WITH_PERSON.replace(
  'steps:',
  `queues:
  support:
    callback: {}
steps:`,
).replace('Please hold.', 'Please hold.\n    queue: support');

const CALLBACK = 'callback: {}';
const OPERATOR = 'operator: person\nqueues:';

function flowOf(text: string) {
  const result = parseFlow(text, 'f.yaml', AUDIO);
  if (!result.ok) throw new Error(result.report);
  return result.flow;
}

describe('a queue with callbacks', () => {
  test('becomes steps behind each step that leads there, with what its author left out', () => {
    const { queues, steps } = flowOf(WITH_CALLBACK);
    expect(queues?.support).toMatchObject({
      announce:
        'You are number {position} in the queue. It will take about {minutes} minutes until somebody is free. To be called back instead, press 1.',
      callback: { key: '1' },
    });
    expect(steps['person.callback']).toEqual({
      kind: 'menu',
      prompts: [
        'We can call you back on {number}. For that, press 1. For another number, press 2. To keep waiting, press 3.',
      ],
      keys: { 1: 'person.call-back', 2: 'person.number', 3: 'person' },
      saysNumber: true,
      firstKeySeconds: 6,
      bargeIn: [true],
      otherwise: 'person',
    });
    expect(steps['person.number']).toEqual({
      kind: 'gather',
      prompts: ['Please key in the number to call you back on, then hash.'],
      min: 3,
      max: 15,
      terminators: ['#'],
      partial: 'judge',
      firstKeySeconds: 8,
      betweenKeysSeconds: 4,
      bargeIn: [true],
      readBack:
        'We will call you back on {digits}. If that is right, press 1. To key it in again, press 2.',
      sensitive: false,
      as: 'person.number',
      next: 'person.call-back',
      otherwise: 'person',
    });
    expect(steps['person.call-back']).toEqual({
      kind: 'callBack',
      number: 'person.number',
      refused: 'person.refused',
      next: 'person.called-back',
      otherwise: 'person.failed',
    });
    expect(steps).toMatchObject({
      'person.refused': { say: 'We cannot call that number.', next: 'person.number' },
      'person.failed': {
        say: 'We are sorry, we cannot take that down now. Please keep waiting.',
        next: 'person',
      },
      'person.called-back': {
        kind: 'hangUp',
        say: 'Thank you. We will call you back. You keep your place in the queue. Goodbye.',
      },
    });
  });

  test('may state everything itself', () => {
    const all = `announce: Number {position}. Press {key}.
    callback:
      key: '#'
      offer: Call {number}?
      number: { text: Which?, audio: hello.wav }
      readBack: On {digits}?
      taken: Taken.
      refused: No.
      failed: Not now.
      next: bye`;
    const { queues, steps, recordings } = flowOf(WITH_CALLBACK.replace(CALLBACK, all));
    expect(queues?.support).toMatchObject({
      announce: 'Number {position}. Press hash.',
      callback: { key: '#' },
    });
    expect(steps).toMatchObject({
      'person.callback': { prompts: ['Call {number}?'] },
      'person.number': { prompts: ['Which?'], readBack: 'On {digits}?' },
      'person.refused': { say: 'No.' },
      'person.failed': { say: 'Not now.' },
      'person.called-back': { kind: 'say', say: 'Taken.', next: 'bye' },
    });
    expect(recordings).toEqual({ 'Which?': { file: 'hello.wav', seconds: 1.5 } });
  });

  test('does not say goodbye where the call goes on', () => {
    const { steps } = flowOf(WITH_CALLBACK.replace(CALLBACK, 'callback: { next: bye }'));
    expect(steps['person.called-back']).toEqual({
      kind: 'say',
      say: 'Thank you. We will call you back. You keep your place in the queue.',
      next: 'bye',
    });
  });

  test('makes a step reachable that comes after it', () => {
    const after = `callback: { next: after }`;
    const more = `${WITH_CALLBACK.replace(CALLBACK, after)}  after:\n    hangUp: true\n`;
    expect(mistakesIn(more)).toEqual([]);
    expect(mistakesIn(`${more}  lost:\n    hangUp: true\n`)).toEqual([
      '32:3  step "lost" can never be reached. Lead to it from another step, or remove it.',
    ]);
    expect(mistakesIn(more.replace(after, CALLBACK))).toEqual([
      '30:3  step "after" can never be reached. Lead to it from another step, or remove it.',
    ]);
  });

  test('can be named by several steps, and a mistake is told once', () => {
    const two = WITH_CALLBACK.replace('2: person', '2: person, 3: other').concat(
      '  other:\n    escalate: Hold.\n    queue: support\n    otherwise: bye\n',
    );
    expect(Object.keys(flowOf(two).steps)).toContain('other.call-back');
    expect(mistakesAfter(CALLBACK, 'callback: { next: by }', two)).toEqual([
      '7:23  queue "support": callback next leads to "by", which does not exist. Did you mean "bye"?',
    ]);
  });

  test('may have its key as a number, or told in an announcement in words', () => {
    const own = (announce: string, key: string) =>
      mistakesAfter(
        CALLBACK,
        `announce: ${announce}\n    callback: { key: ${key} }`,
        WITH_CALLBACK,
      );
    expect(own('To be called back press 4.', '4')).toEqual([]);
    expect(own('To be called back press star.', "'*'")).toEqual([]);
    expect(own('{ text: For four press five., audio: hello.wav }', '4')).toEqual([]);
    expect(flowOf(WITH_CALLBACK.replace(CALLBACK, 'callback: { key: 4 }')).queues).toMatchObject({
      support: { callback: { key: '4' } },
    });
  });
});

describe('a callback', () => {
  test.each([
    [
      'callback: { key: 0 }',
      "7:22  queue \"support\": key is 0; write a key, 1 to 9, or in quotes one of '*' '#' 'A' 'B' 'C' 'D'.",
    ],
    [
      'callback: true',
      '7:15  queue "support": callback is true; write its properties in braces, {} if all are as usual.',
    ],
    [
      'callback: { ofer: Hello. }',
      '7:17  queue "support": "ofer" is not a property of callback; known: key, offer, number, readBack, taken, refused, failed, next. Did you mean "offer"?',
    ],
    [
      'callback: { offer: Shall we call? }',
      '7:24  queue "support": callback offer does not say the number. Put {number} where it is to be heard.',
    ],
    [
      "callback: { readBack: 'Is {number} right?' }",
      '7:27  queue "support": callback readBack has {number}, which is not known there. It may have {digits}.',
      '7:27  queue "support": callback readBack does not say the number. Put {digits} where it is to be heard.',
    ],
    [
      "callback: { taken: 'We call {number}.' }",
      '7:24  queue "support": callback taken has {number}, which is not known there. Leave it out.',
    ],
    [
      "callback: { offer: { text: 'On {number}?', audio: hello.wav } }",
      '7:32  queue "support": callback offer has {number}, which a recording cannot say. Leave it out, or let the voice speak the text.',
    ],
    [
      'announce: Number {position}.\n    callback: { key: 2 }',
      '7:15  queue "support": announce does not say how to be called back. Add a sentence like: To be called back instead, press {key}.',
    ],
    [
      'announce: Press {key}.',
      '7:15  queue "support": announce has {key}, which no caller in line is told. It may have {position} and {minutes}.',
    ],
  ])('with %s is told', (is, ...told) => {
    expect(mistakesAfter(CALLBACK, is, WITH_CALLBACK)).toEqual(told);
  });

  test('text that is too long once the number is filled in is told', () => {
    const text = `'${'a'.repeat(3980)} {number}'`;
    expect(mistakesAfter(CALLBACK, `callback: { offer: ${text} }`, WITH_CALLBACK)).toEqual([
      '7:24  queue "support": callback offer is 4055 characters long with what is filled in; the phone service speaks 4000 at most. Shorten it.',
    ]);
  });

  test('has not the key with which the operator sequence begins, where there is an operator', () => {
    const star = WITH_CALLBACK.replace(CALLBACK, "callback: { key: '*' }");
    expect(mistakesIn(star)).toEqual([]);
    expect(mistakesAfter('queues:', OPERATOR, star)).toEqual([
      '8:22  queue "support": callback key is "*", with which the operator sequence begins. Use another key, or another operatorSequence.',
    ]);
  });

  test('text without quotes does not lose what stands behind a #', () => {
    const block = 'callback:\n      number: Press # at the end.';
    expect(mistakesAfter(CALLBACK, block, WITH_CALLBACK)).toEqual([
      '8:21  what follows # is a comment, which nobody hears. Put the text in quotes if this belongs to it, else the comment in a line of its own.',
    ]);
    const keep = 'keep: { amount: /balance/amount }';
    const number = 'keep:\n      number: /balance/amount # of no callback';
    expect(mistakesAfter(keep, number, WITH_LOOKUP).join()).not.toContain('comment');
  });
});

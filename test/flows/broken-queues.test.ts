import { describe, expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import { AUDIO, mistakesAfter, mistakesIn, WITH_PERSON } from './broken-flow.ts';

/** The line with a person, who is behind a queue: it begins in line 5, its announcement in line 7. */
const WITH_QUEUE = WITH_PERSON.replace(
  'steps:',
  `queues:
  support:
    announce: Number {position}, {minutes} minutes.
steps:`,
).replace('Please hold.', 'Please hold.\n    queue: support');

const ANNOUNCE = '    announce: Number {position}, {minutes} minutes.';

describe('a queue', () => {
  test('without a mistake is read, with what its author left out', () => {
    const read = parseFlow(WITH_QUEUE, 'f.yaml', AUDIO);
    expect(read).toMatchObject({
      ok: true,
      flow: {
        queues: {
          support: {
            announce: 'Number {position}, {minutes} minutes.',
            everySeconds: 30,
            longestSeconds: 600,
            most: 1000,
            music: { file: 'music.wav', seconds: 8 },
          },
        },
        steps: { person: { queue: { name: 'support', priority: 500 } } },
      },
    });
  });

  test('may be recorded, and have everything as usual', () => {
    expect(
      mistakesAfter(ANNOUNCE, '    announce: { text: Please wait., audio: hello.wav }', WITH_QUEUE),
    ).toEqual([]);
    expect(mistakesIn(WITH_QUEUE.replace(`  support:\n${ANNOUNCE}`, '  support: {}'))).toEqual([]);
  });

  test.each([
    ['    everySeconds: 14', '7:19  queue "support": everySeconds is 14; a queue takes 15 to 300.'],
    [
      '    everySeconds: 301',
      '7:19  queue "support": everySeconds is 301; a queue takes 15 to 300.',
    ],
    [
      '    longestMinutes: 61',
      '7:21  queue "support": longestMinutes is 61; a queue takes 1 to 60.',
    ],
    ['    most: 1001', '7:11  queue "support": most is 1001; a queue takes 1 to 1000.'],
    [
      '    anounce: Wait.',
      '7:5  queue "support": "anounce" is not a property of a queue; known: announce, everySeconds, longestMinutes, most, music, callback. Did you mean "announce"?',
    ],
    [
      '    announce: Number {pos}.',
      '7:15  queue "support": announce has {pos}, which no caller in line is told. It may have {position} and {minutes}.',
    ],
    [
      '    announce: Number {minute}.',
      '7:15  queue "support": announce has {minute}, which no caller in line is told. Did you mean {minutes}?',
    ],
    [
      '    announce: { text: "Number {position}.", audio: hello.wav }',
      '7:23  queue "support": announce has {position}, which a recording cannot say. Leave it out, or let the voice speak the text.',
    ],
    [
      '    music: none.wav',
      '7:12  queue "support": music is "none.wav", which is not in the folder "audio" beside the flow. Did you mean "long.wav"?',
    ],
    [
      '    music: long.wav',
      '7:12  queue "support": music is "long.wav", which takes 31 s; announcements are due every 30 s, and wait for its end. Shorten it, or make everySeconds longer.',
    ],
  ])('with %s instead is told', (is, told) => {
    const audio = { ...AUDIO, 'long.wav': { seconds: 30.5 } };
    expect(mistakesIn(WITH_QUEUE.replace(ANNOUNCE, is), audio)).toEqual([told]);
  });
});

describe('a step with a queue', () => {
  test.each([
    [
      'queue: suport',
      '28:12  escalate "person": queue is "suport", which does not exist. Did you mean "support"?',
    ],
    [
      'queue: support\n    priority: 1000',
      '29:15  escalate "person": priority is 1000; a queue takes 0 to 999.',
    ],
  ])('with %s is told', (is, told) => {
    expect(mistakesAfter('queue: support', is, WITH_QUEUE)).toEqual([told]);
  });

  test('that is none of the flow, where there is another, is told, and the other one is used by nobody', () => {
    expect(mistakesAfter('queue: support', 'queue: callbacks', WITH_QUEUE)).toEqual([
      '6:3  queue "support": nobody waits there. Name it in an escalate, as { queue: support }, or remove it.',
      '28:12  escalate "person": queue is "callbacks", which does not exist. Write it under "queues", or leave it out.',
    ]);
  });

  test('has no priority without one', () => {
    expect(mistakesAfter('Please hold.', 'Please hold.\n    priority: 5', WITH_PERSON)).toEqual([
      '25:5  escalate "person": priority has no effect, as the step has no queue. Name its queue, or leave it out.',
    ]);
  });
});

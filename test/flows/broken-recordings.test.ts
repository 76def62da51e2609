import { describe, expect, test } from 'vitest';
import { GOOD, mistakesAfter, mistakesIn, WITH_PERSON, WITH_TRANSFER } from './broken-flow.ts';

const SAY = 'say: Hello.';
const HOLD = 'escalate: Please hold.';
const WRITE_TEXT =
  'write the text to speak, in quotes if it is a number or a single word like true.';
const WRITE_EITHER =
  'write a text in quotes, or one with its recording, { text: Welcome., audio: welcome.wav }.';
const WRITE_FILE =
  'write the name of a file in flows/audio, like welcome.wav: small letters, digits and hyphens, 60 characters at most.';
const PUT_IT = 'which is not in the folder "audio" beside the flow.';
const MAKE_IT =
  'Make it WAV of PCM, one channel, 16 bit and 16000 Hz, which the phone service plays.';

/** A text with its recording, in place of `say: Hello.`: the text is in column 18, the file in column 32. */
const saying = (audio: string) => `say: { text: Hello., audio: ${audio} }`;

/** What stands in the good flow, what stands there instead, and the mistake that is told. */
const BROKEN: [string, string, string][] = [
  [SAY, 'say: { text: Hello. }', `7:5  say "hello": audio is missing; ${WRITE_FILE}`],
  [SAY, 'say: { audio: hello.wav }', `7:5  say "hello": text is missing; ${WRITE_TEXT}`],
  [SAY, "say: { text: '', audio: hello.wav }", `7:18  say "hello": text is ""; ${WRITE_TEXT}`],
  [
    SAY,
    'say: { text: Hello., file: hello.wav }',
    `7:10  say "hello": say is a set of properties; ${WRITE_EITHER}`,
  ],
  [SAY, 'say: {number}', `7:10  say "hello": say is a set of properties; ${WRITE_EITHER}`],
  [
    SAY,
    saying('hello.wav, Audio: hello.wav'),
    '7:44  say "hello": "Audio" is not a property of a recorded text; known: text, audio. Did you mean "audio"?',
  ],
  [SAY, saying('5'), `7:33  say "hello": audio is 5; ${WRITE_FILE}`],
  [SAY, saying('Hello.wav'), `7:33  say "hello": audio is "Hello.wav"; ${WRITE_FILE}`],
  [SAY, saying('hello.mp3'), `7:33  say "hello": audio is "hello.mp3"; ${WRITE_FILE}`],
  [SAY, saying('../hello.wav'), `7:33  say "hello": audio is "../hello.wav"; ${WRITE_FILE}`],
  [
    SAY,
    saying(`${'x'.repeat(57)}.wav`),
    `7:33  say "hello": audio is "${'x'.repeat(39)}…"; ${WRITE_FILE}`,
  ],
  [
    SAY,
    saying('helo.wav'),
    `7:33  say "hello": audio is "helo.wav", ${PUT_IT} Did you mean "hello.wav"?`,
  ],
  [
    SAY,
    saying('jazz.wav'),
    `7:33  say "hello": audio is "jazz.wav", ${PUT_IT} Put it there, or name another.`,
  ],
  [
    SAY,
    saying('stereo.wav'),
    `7:33  say "hello": audio is "stereo.wav", which is WAV of 2 channels, 16 bit and 44100 Hz. ${MAKE_IT}`,
  ],
  [
    'hangUp: We have {number}.',
    "hangUp: { text: 'We have {number}.', audio: hello.wav }",
    '20:21  hangUp "thanks": the text has {number}, which a recording cannot say. Leave it out, or let the voice speak the text.',
  ],
  [
    'as: number',
    "as: number\n    readBack: { text: 'Is {digits} right?', audio: hello.wav }",
    '17:23  gather "number": readBack has {digits}, which a recording cannot say. Leave it out, or let the voice speak the text.',
  ],
  [
    'as: number',
    'as: number\n    readBack: { text: Is it right?, audio: hello.wav }',
    '17:23  gather "number": readBack does not read the digits back. Put {digits} where they are to be heard.',
  ],
  [
    'hangUp: true',
    'hangUp: { text: Bye., audio: helo.wav }',
    `22:34  hangUp "bye": audio is "helo.wav", ${PUT_IT} Did you mean "hello.wav"?`,
  ],
  [
    'menu: Press 1 or 2.',
    'menu: { text: Press 1 # or 2., audio: hello.wav }',
    '11:5  this line is indented unlike its neighbours, or a bracket before it is not closed: # outside quotes begins a comment.',
  ],
];

describe('a recorded text', () => {
  test.each(BROKEN)('with %j written as %j is told', (was, is, mistake) => {
    expect(mistakesAfter(was, is)).toEqual([mistake]);
  });

  test('in braces is cut off at a comma', () => {
    const cut = 'say: { text: Hello, you., audio: hello.wav }';
    expect(mistakesAfter(SAY, cut)).toEqual([
      '7:25  a text in braces ends at its first comma. Put it in quotes.',
      '7:25  say "hello": "you." is not a property of a recorded text; known: text, audio.',
    ]);
    expect(mistakesAfter(SAY, cut.replace('Hello, you.', "'Hello, you.'"))).toEqual([]);
    const apart = 'say:\n      text: Hello, you.\n      audio: hello.wav';
    expect(mistakesAfter(SAY, apart)).toEqual([]);
  });

  test('may stand for every text of a flow', () => {
    const recorded = (text: string) => `{ text: ${text}, audio: hello.wav }`;
    const more = `again: [${recorded('Once more.')}]\n    moreTime: ${recorded('More time?')}\n    `;
    const line = GOOD.replace(SAY, `say: ${recorded('Hello.')}`)
      .replace('menu: Press 1 or 2.', `menu: ${recorded('Press 1 or 2.')}`)
      .replace('gather: Key in your number.', `gather: ${recorded('Key in your number.')}`)
      .replace('keys: { 1: number', `${more}keys: { 1: number`)
      .replace('hangUp: true', `hangUp: ${recorded('Bye.')}`);
    expect(mistakesIn(line)).toEqual([]);
  });

  test('in two files is told at the second', () => {
    const twice = GOOD.replace(SAY, saying('hello.wav')).replace(
      'hangUp: true',
      'hangUp:\n      text: |\n        Hello.\n      audio: music.wav',
    );
    expect(mistakesIn(twice)).toEqual([
      '25:14  hangUp "bye": audio is "music.wav", but "hello" has the same text in "hello.wav". Name one of the two in both places.',
    ]);
    expect(mistakesIn(twice.replace('music.wav', 'hello.wav'))).toEqual([]);
  });

  test('in a form, or in a step that leads to somebody, is told like any other', () => {
    const helo = "{ text: Hello., audio: 'helo.wav' }";
    const inPerson = WITH_PERSON.replace(
      HOLD,
      `escalate: ${helo}\n    goodbye: ${helo}\n    agentTexts:\n      busy: ${helo}`,
    );
    const told = `audio is "helo.wav", ${PUT_IT} Did you mean "hello.wav"?`;
    expect(mistakesIn(inPerson)).toEqual([
      `24:38  escalate "person": ${told}`,
      `25:37  escalate "person": ${told}`,
      `27:36  escalate "person": ${told}`,
    ]);
    const apology = WITH_TRANSFER.replace(
      "to: '+15550155'",
      `to: '+15550155'\n    apology: ${helo}`,
    );
    expect(mistakesIn(apology)).toEqual([`26:37  transfer "engineers": ${told}`]);
    const form = `${GOOD.replace('2: bye', '2: both')}  both:\n    form: ${helo}\n    fields:\n      - { gather: ${helo}, digits: { exactly: 4 }, as: x }\n    next: bye\n    otherwise: bye\n`;
    expect(mistakesIn(form)).toEqual([
      `24:34  form "both": ${told}`,
      `26:42  gather "both.x": ${told}`,
    ]);
  });
});

describe('the music of a step that leads to a person', () => {
  test.each([
    ['music: 5', `25:12  escalate "person": music is 5; ${WRITE_FILE}`],
    ['music: Music.wav', `25:12  escalate "person": music is "Music.wav"; ${WRITE_FILE}`],
    [
      'music: jazz.wav',
      `25:12  escalate "person": music is "jazz.wav", ${PUT_IT} Put it there, or name another.`,
    ],
    [
      'music: stereo.wav',
      `25:12  escalate "person": music is "stereo.wav", which is WAV of 2 channels, 16 bit and 44100 Hz. ${MAKE_IT}`,
    ],
  ])('written as %j is told', (music, mistake) => {
    expect(mistakesAfter(HOLD, `${HOLD}\n    ${music}`, WITH_PERSON)).toEqual([mistake]);
  });

  test('has to be there where none is named, too', () => {
    expect(mistakesIn(WITH_PERSON, {})).toEqual([
      `23:3  escalate "person": music is left out, so it is "music.wav", ${PUT_IT} Put it there, or name another.`,
    ]);
  });
});

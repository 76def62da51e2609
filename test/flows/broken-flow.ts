import type { AudioFiles } from '../../adapters/flow-audio.ts';
import { parseFlow } from '../../adapters/flow-file.ts';

/** A small line without a mistake: three steps and a gather. Tests break it. */
export const GOOD = `line: Test
language: en-GB
voice: en-GB-SoniaNeural
start: hello
steps:
  hello:
    say: Hello.
    next: main
  main:
    menu: Press 1 or 2.
    keys: { 1: number, 2: bye }
    otherwise: bye
  number:
    gather: Key in your number.
    digits: { min: 4, max: 6, end: '#' }
    as: number
    next: thanks
    otherwise: bye
  thanks:
    hangUp: We have {number}.
  bye:
    hangUp: true
`;

/** The good line with a person behind a key: the step begins in line 23. */
export const WITH_PERSON = `${GOOD.replace('2: bye', '2: person')}  person:
    escalate: Please hold.
    otherwise: bye
`;

/** The good line with another number behind a key. */
export const WITH_TRANSFER = `${GOOD.replace('2: bye', '2: engineers')}  engineers:
    transfer: We are putting you through.
    to: '+15550155'
    otherwise: bye
`;

/** The good line with a back end that is asked behind the entry: the step begins in line 23. */
export const WITH_LOOKUP = `${GOOD.replace('next: thanks', 'next: ask').replace('{number}', '{amount}')}  ask:
    lookup: billing
    send: [number]
    keep: { amount: /balance/amount }
    when: { /status: { closed: bye } }
    waiting: One moment.
    sorry: { say: Sorry., keys: { 2: bye } }
    next: thanks
    otherwise: bye
`;

/** The files of sound beside the flows of these tests. */
export const AUDIO: AudioFiles = {
  'music.wav': { seconds: 8 },
  'hello.wav': { seconds: 1.5 },
  'stereo.wav': { problem: 'is WAV of 2 channels, 16 bit and 44100 Hz' },
};

/** What is wrong with the good flow, or another, once `was` is replaced by `is`: each mistake as `line:column  message`. */
export function mistakesAfter(was: string, is: string, good = GOOD): string[] {
  if (!good.includes(was)) throw new Error(`the good flow does not contain ${was}`);
  return mistakesIn(good.replace(was, is));
}

/** The mistakes of a flow, each as `line:column  message`. */
export function mistakesIn(text: string, audio: AudioFiles = AUDIO): string[] {
  const result = parseFlow(text, 'f.yaml', audio);
  if (result.ok) return [];
  return result.mistakes.map(({ line, column, message }) => `${line}:${column}  ${message}`);
}

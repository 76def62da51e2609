import * as z from 'zod';
import { AUDIO_NAME } from './flow-audio-name.ts';
import { quoted, wanted } from './flow-words.ts';

/** What a step or a kept entry may be called; the capital or small letter first keeps names apart from keys and numbers. */
const WORD = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;

/** Steps and entries are looked up by name in plain objects, which know a few names of their own. */
const RESERVED = wanted('choose another, as the software keeps this name for itself');

const audioError = wanted(
  'write the name of a file in flows/audio, like welcome.wav: small letters, digits and hyphens, 60 characters at most',
);

/** The name of a file of sound beside the flow. Whether it is there is told where the flow is read. */
export function audioFile(description: string) {
  return z
    .string({ error: audioError })
    .regex(AUDIO_NAME, { error: audioError })
    .describe(description);
}

const textError = ({ input }: { input?: unknown }) =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? `is ${quoted(input)}; write a text in quotes, or one with its recording, { text: Welcome., audio: welcome.wav }`
    : wanted('write the text to speak, in quotes if it is a number or a single word like true')({
        input,
      });

const spoken = z.string({ error: textError }).regex(/\S/, { error: textError });

/** A text and the file that is played instead of the voice. */
export const recorded = z
  .strictObject({
    text: spoken.describe('What is heard in the recording, word for word.'),
    audio: audioFile('A file in flows/audio: WAV, mono, 16 bit, 16 kHz.'),
  })
  .meta({ id: 'recorded', description: 'A text that is played from a file instead of spoken.' });

/** A text as its author writes it. */
export type AuthoredText = string | z.output<typeof recorded>;

/** Text that is heard. Its length is a rule of `flow-texts.ts`, as it depends on the digits that are filled in. */
export function text(description: string) {
  return z.union([spoken, recorded], { error: textError }).describe(description);
}

/** The name of a step to go to. */
export function target(description: string) {
  return z.string({ error: wanted('write the name of a step') }).describe(description);
}

/** A name that the author gives; `hint` says how it is made. */
export function word(description: string, hint: string) {
  const error = wanted(hint);
  return z
    .string({ error })
    .regex(WORD, { error })
    .refine((name) => !(name in Object.prototype), { error: RESERVED })
    .describe(description);
}

/** A whole number in a range that `who` takes: the phone service, or this line. */
export function whole(least: number, most: number, who: string, description: string) {
  const error = (issue: { input?: unknown }) =>
    `is ${quoted(issue.input)}; ${who} ${least} to ${most}${Number.isInteger(issue.input) ? '' : ', a whole number'}`;
  return z.int({ error }).min(least, { error }).max(most, { error }).describe(description);
}

/** Where a question that is given up leads. */
export const otherwise = target(
  'The step after three silences, three wrong entries, or a text that cannot be played.',
);

const againError = wanted(
  'write a list of 1 to 4 texts, each in quotes or on a line of its own after "- "',
);
const bargeInError = wanted(
  'write true or false, or a list with one of them for each text of the question',
);

/** What every question has beside its first text. */
export const questionShape = {
  again: z
    .array(text('What is said instead of the first text.'), { error: againError })
    .min(1, { error: againError })
    .max(4, { error: againError })
    .default([])
    .describe(
      'What the caller hears the second, third … time; the last text serves all further times.',
    ),
  bargeIn: z
    .union([z.boolean(), z.array(z.boolean({ error: bargeInError }))], {
      error: bargeInError,
    })
    .default(true)
    .describe(
      'Whether a key stops the text (true), or is not heard before its end (false); or a list with one of them for each text.',
    ),
  moreTime: text(
    'A question before giving up on silence, like whether more time is needed: any key asks again from the start.',
  ).optional(),
};

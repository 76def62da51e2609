import * as z from 'zod';
import { quoted, wanted } from './flow-words.ts';

/** What a step or a kept entry may be called; the capital or small letter first keeps names apart from keys and numbers. */
const WORD = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;

/** Steps and entries are looked up by name in plain objects, which know a few names of their own. */
const RESERVED = wanted('choose another, as the software keeps this name for itself');

/** Text to speak. Its length is a rule of `flow-texts.ts`, as it depends on the digits that are filled in. */
export function text(description: string) {
  const error = wanted(
    'write the text to speak, in quotes if it is a number or a single word like true',
  );
  return z.string({ error }).regex(/\S/, { error }).describe(description);
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

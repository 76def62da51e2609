import * as z from 'zod';
import { MUSIC } from './flow-audio-name.ts';
import { keysToSteps } from './flow-schema-keys.ts';
import { audioFile, target, text, word } from './flow-schema-parts.ts';
import { wanted } from './flow-words.ts';

const pointerError = wanted(
  'write where the value is in the answer, a JSON pointer like /balance/amount, 200 characters at most',
);

/** A JSON pointer (RFC 6901) to a part of the answer. */
const pointer = z
  .string({ error: pointerError })
  .regex(/^(?=.{1,200}$)(\/([^/~]|~[01])*)+$/, { error: pointerError });

const nameHint = 'write names like balance: a letter, then letters, digits and hyphens';
const sendError = wanted('write a list of names that a gather or a lookup keeps, like [account]');
const keepError = wanted('write names with their places in the answer, like { amount: /amount }');
const whenError = wanted(
  'write a place in the answer with its values and their steps, like { /status: { active: balance } }',
);
const stepsError = wanted('write values with their steps, like { active: balance }');

const sorryShape = {
  say: text('The apology, with the keys that answer it.'),
  keys: keysToSteps,
};

export const SORRY_PROPERTIES = Object.keys(sorryShape);

/** A back end is asked while the caller waits. */
export const lookup = z
  .strictObject({
    lookup: word(
      'Which back end is asked: an endpoint of the setting LOOKUPS.',
      'write the name of an endpoint of the setting LOOKUPS: a letter, then letters, digits and hyphens',
    ),
    send: z
      .array(z.string({ error: sendError }), { error: sendError })
      .max(20, { error: sendError })
      .default([])
      .describe('What goes along: entries of gathers, and what earlier lookups kept.'),
    keep: z
      .record(word('The name by which a text can say the value: {name}.', nameHint), pointer, {
        error: keepError,
      })
      .default({})
      .describe('Values of the answer that later texts can say: a name, and a JSON pointer.'),
    when: z
      .record(
        pointer,
        z.record(z.string(), target('The step of this value.'), { error: stepsError }),
        {
          error: whenError,
        },
      )
      .default({})
      .describe('Which value of the answer leads to which step; any other leads to next.'),
    waiting: text('What the caller hears when there is no answer after a second.'),
    music: audioFile('What the caller hears after that: a file in flows/audio.').default(MUSIC),
    sorry: z
      .strictObject(sorryShape, {
        error: wanted('write an apology and its keys, like { say: …, keys: { 2: main } }'),
      })
      .describe('What the caller hears after 8 seconds; without one of its keys they wait on.'),
    next: target('The step after an answer.'),
    otherwise: target('The step without an answer that can be used within 15 seconds.'),
  })
  .describe('Asks a back end while the caller waits.');

import * as z from 'zod';
import { quoted, wanted } from './flow-words.ts';

/** Most digits one gather takes. ACS names no maximum; an account, card or bank number has at most 34. */
const MOST_DIGITS = 40;

/** What a step or a kept entry may be called; the capital or small letter first keeps names apart from keys and numbers. */
const WORD = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;

/** Keys of a menu: all but 0, which is kept for reaching a person. */
const MENU_KEYS = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '*',
  '#',
  'A',
  'B',
  'C',
  'D',
] as const;

/** Keys that can end an entry: all but the digits, which belong to it. */
const END_KEYS = ['#', '*', 'A', 'B', 'C', 'D'] as const;

/** Steps and entries are looked up by name in plain objects, which know a few names of their own. */
const RESERVED = wanted('choose another, as the software keeps this name for itself');

/** Text to speak. Its length is a rule of `flow-texts.ts`, as it depends on the digits that are filled in. */
function text(description: string) {
  const error = wanted(
    'write the text to speak, in quotes if it is a number or a single word like true',
  );
  return z.string({ error }).regex(/\S/, { error }).describe(description);
}

function target(description: string) {
  return z.string({ error: wanted('write the name of a step') }).describe(description);
}

function word(description: string, hint: string) {
  const error = wanted(hint);
  return z
    .string({ error })
    .regex(WORD, { error })
    .refine((name) => !(name in Object.prototype), { error: RESERVED })
    .describe(description);
}

/** A whole number in a range that `who` takes: the phone service, or this line. */
function whole(least: number, most: number, who: string, description: string) {
  const error = (issue: { input?: unknown }) =>
    `is ${quoted(issue.input)}; ${who} ${least} to ${most}${Number.isInteger(issue.input) ? '' : ', a whole number'}`;
  return z.int({ error }).min(least, { error }).max(most, { error }).describe(description);
}

const bargeIn = z
  .boolean({ error: wanted('write true or false') })
  .default(true)
  .describe('Whether a key stops the text (true), or is not heard before its end (false).');

const againError = wanted(
  'write a list of 1 to 4 texts, each in quotes or on a line of its own after "- "',
);
const again = z
  .array(text('What is said instead of the first text.'), { error: againError })
  .min(1, { error: againError })
  .max(4, { error: againError })
  .default([])
  .describe(
    'What the caller hears the second, third … time; the last text serves all further times.',
  );

const otherwise = target(
  'The step after three silences, three wrong entries, or a text that cannot be played.',
);

const say = z
  .strictObject({
    say: text('What the caller hears.'),
    next: target('The step that follows.'),
  })
  .describe('Says something and goes on.');

const menu = z
  .strictObject({
    menu: text('The question, with the keys that answer it.'),
    keys: z
      .partialRecord(z.enum(MENU_KEYS), target('The step this key leads to.'), {
        error: wanted('write at least one key with its step, like { 1: account }'),
      })
      .refine((keys) => Object.keys(keys).length > 0, {
        error: 'has none; write at least one key with its step, like { 1: account }',
      })
      .meta({
        description: 'Which key leads to which step: 1-9, A-D, and in quotes * and #.',
        minProperties: 1,
      }),
    again,
    firstKeySeconds: whole(
      1,
      20,
      'a menu takes',
      'Seconds of silence after the text before it counts as no answer.',
    ).default(6),
    bargeIn,
    otherwise,
  })
  .describe('Asks for one key.');

const endError = wanted(
  `write a key in quotes, like '#', or a list of them: ${END_KEYS.join(' ')}`,
);
const endKey = z.enum(END_KEYS, { error: endError });

const digitsShape = {
  exactly: whole(
    1,
    MOST_DIGITS,
    'an entry takes',
    'How many digits, if it is always as many.',
  ).optional(),
  min: whole(
    1,
    MOST_DIGITS,
    'an entry takes',
    'Fewest digits; 1 if left out. Needs max.',
  ).optional(),
  max: whole(1, MOST_DIGITS, 'an entry takes', 'Most digits.').optional(),
  end: z
    .union([endKey, z.array(endKey, { error: endError })], { error: endError })
    .default([])
    .describe("A key, or several, that ends the entry and is not part of it: '#'."),
  firstKeySeconds: whole(
    1,
    300,
    'the phone service takes',
    'Seconds of silence after the text before it counts as no answer.',
  ).default(8),
  betweenKeysSeconds: whole(
    1,
    60,
    'the phone service takes',
    'Seconds between two keys before the entry counts as ended.',
  ).default(4),
};

const gather = z
  .strictObject({
    gather: text('The question.'),
    digits: z
      .strictObject(digitsShape, { error: wanted('write how many digits, like { exactly: 8 }') })
      .describe('How many digits, and how the entry ends: exactly, or min and max.'),
    again,
    bargeIn,
    readBack: text(
      'The question that reads {digits} back: 1 confirms, 2 keys in again. Left out: nothing is asked.',
    ).optional(),
    as: word(
      'The name under which the digits are kept, and by which a text can say them: {name}.',
      'write the name under which the digits are kept: a letter, then letters, digits and hyphens',
    ),
    next: target('The step after a good entry.'),
    otherwise,
  })
  .describe('Asks for several digits and keeps them.');

const hangUpError = wanted('write true, or the last sentence to speak');
const hangUp = z
  .strictObject({
    hangUp: z
      .union([z.literal(true), z.string().regex(/\S/, { error: hangUpError })], {
        error: hangUpError,
      })
      .describe('true, or a last sentence.'),
  })
  .describe('Ends the call.');

const stepName = word(
  'Name of a step.',
  'call it by a letter, then letters, digits and hyphens, 40 characters at most',
);

const flowShape = {
  line: z
    .string({ error: wanted('write what the line is called') })
    .regex(/\S/, { error: wanted('write what the line is called') })
    .describe('What the line is called.'),
  language: z
    .string({ error: wanted('write a language and region, like en-GB') })
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)+$/, {
      error: wanted('write a language and region, like en-GB'),
    })
    .describe('Language of the texts and of the voice: en-GB.'),
  voice: z
    .string({ error: wanted('write the name of an Azure AI voice, like en-GB-SoniaNeural') })
    .regex(/^[a-z]{2,3}-\S+$/, {
      error: wanted('write the name of an Azure AI voice, like en-GB-SoniaNeural'),
    })
    .describe('Name of an Azure AI voice: en-GB-SoniaNeural.'),
  start: target('The step a call begins with.'),
  steps: z
    .record(stepName, z.union([say, menu, gather, hangUp]), {
      error: wanted('write the steps of the line, each under its name'),
    })
    .describe('The steps of the line by name.'),
};

/** A flow as its author writes it. What no schema can state is in `flow-rules.ts`. */
export const flowSchema = z
  .strictObject(flowShape, { error: wanted('write line, language, voice, start and steps') })
  .describe('A line: what a caller hears, and where their keys lead.');

/** A flow in its author's shape, with the defaults filled in. */
export type AuthoredFlow = z.output<typeof flowSchema>;
export type AuthoredStep = AuthoredFlow['steps'][string];

/** What is wrong with the shape of a flow, as the schema tells it. */
export type SchemaIssue = z.core.$ZodIssue;

/** The kinds of step, in the order of the schema's alternatives. */
export const STEP_KINDS = ['say', 'menu', 'gather', 'hangUp'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** The properties that each part of a flow may have. */
export const PROPERTIES: Record<'flow' | 'digits' | StepKind, string[]> = {
  flow: Object.keys(flowShape),
  say: Object.keys(say.shape),
  menu: Object.keys(menu.shape),
  gather: Object.keys(gather.shape),
  digits: Object.keys(digitsShape),
  hangUp: Object.keys(hangUp.shape),
};

/** The JSON schema for editors. */
export function flowJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(flowSchema, { io: 'input' });
  return {
    $schema,
    $comment: 'Generated from calls/flow-schema.ts by `npm run flow -- schema`. Do not edit.',
    title: 'Switchboard flow',
    ...schema,
  };
}

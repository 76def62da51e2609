import * as z from 'zod';
import { CALLBACK_PROPERTIES } from './flow-schema-callback.ts';
import { DIGITS_PROPERTIES, digits, match } from './flow-schema-entry.ts';
import { byHours, CALENDAR_PROPERTIES, calendars } from './flow-schema-hours.ts';
import { keysToSteps } from './flow-schema-keys.ts';
import { lookup, SORRY_PROPERTIES } from './flow-schema-lookup.ts';
import {
  otherwise,
  questionShape,
  recorded,
  target,
  text,
  whole,
  word,
} from './flow-schema-parts.ts';
import { AGENT_TEXTS_PROPERTIES, escalate, transfer } from './flow-schema-people.ts';
import { QUEUE_PROPERTIES, queues } from './flow-schema-queues.ts';
import { badTone } from './flow-tones.ts';
import { wanted } from './flow-words.ts';

const say = z
  .strictObject({
    say: text('What the caller hears.'),
    next: target('The step that follows.'),
  })
  .describe('Says something and goes on.');

const { again, bargeIn, moreTime } = questionShape;

const menu = z
  .strictObject({
    menu: text('The question, with the keys that answer it.'),
    keys: keysToSteps,
    again,
    firstKeySeconds: whole(
      1,
      20,
      'a menu takes',
      'Seconds of silence after the text before it counts as no answer.',
    ).default(6),
    bargeIn,
    moreTime,
    otherwise,
  })
  .describe('Asks for one key.');

const gatherShape = {
  gather: text('The question.'),
  digits,
  match: match.optional(),
  again,
  bargeIn,
  moreTime,
  readBack: text(
    'The question that reads {digits} back, of a secret entry {lastFour}: 1 confirms, 2 keys in again. Left out: nothing is asked.',
  ).optional(),
  sensitive: z
    .boolean({ error: wanted('write true or false') })
    .default(false)
    .describe('Whether the digits are secret: never stored, logged or spoken in clear.'),
  sensitiveAgain: text(
    'What is said after a secret entry that was not good: 0 leads to the operator, any other key enters again.',
  ).optional(),
  as: word(
    'The name under which the digits are kept, and by which a text can say them: {name}.',
    'write the name under which the digits are kept: a letter, then letters, digits and hyphens',
  ),
  next: target('The step after a good entry.'),
  otherwise,
};

const gather = z.strictObject(gatherShape).describe('Asks for several digits and keeps them.');

const field = z
  .strictObject(
    {
      ...gatherShape,
      next: target(
        'Left out: the next field, and after the last one the next of the form.',
      ).optional(),
      otherwise: otherwise.optional(),
    },
    { error: wanted('write a gather with its properties') },
  )
  .describe('A gather of a form.');

const fieldsError = wanted('write a list of 1 to 20 gathers, each after "- "');
const form = z
  .strictObject({
    form: text('What the caller hears first.'),
    fields: z
      .array(field, { error: fieldsError })
      .min(1, { error: fieldsError })
      .max(20, { error: fieldsError })
      .describe('The gathers, in the order in which they are asked.'),
    next: target('The step after the last field.'),
    otherwise,
  })
  .describe('Says something and asks for several entries, one after the other.');

const sendTones = z
  .strictObject({
    sendTones: z
      .string({ error: wanted("write the keys to send in quotes, like '1w234#'") })
      .refine((tones) => badTone(tones) === undefined, {
        error: ({ input }) => badTone(String(input)),
      })
      .describe('The keys: 0-9 * # A-D, w waits half a second, W and , wait a second.'),
    next: target('The step after the last key.'),
    otherwise: target('The step if the keys cannot be sent.'),
  })
  .describe('Sends keys to the other side.');

const hangUpError = wanted('write true, or the last sentence to speak');
const hangUp = z
  .strictObject({
    hangUp: z
      .union([z.literal(true), z.string().regex(/\S/, { error: hangUpError }), recorded], {
        error: hangUpError,
      })
      .describe('true, or a last sentence.'),
  })
  .describe('Ends the call.');

const stepName = word(
  'Name of a step.',
  'call it by a letter, then letters, digits and hyphens, 40 characters at most',
);

const lineError = wanted('write what the line is called');
const languageError = wanted('write a language and region, like en-GB');
const voiceError = wanted('write the name of an Azure AI voice, like en-GB-SoniaNeural');
const sequenceError = wanted(
  "write two keys in quotes, one of * # A B C D and then a digit, like '*0'",
);

const flowShape = {
  line: z
    .string({ error: lineError })
    .regex(/\S/, { error: lineError })
    .describe('What the line is called.'),
  language: z
    .string({ error: languageError })
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)+$/, { error: languageError })
    .describe('Language of the texts and of the voice: en-GB.'),
  voice: z
    .string({ error: voiceError })
    .regex(/^[a-z]{2,3}-\S+$/, { error: voiceError })
    .describe('Name of an Azure AI voice: en-GB-SoniaNeural.'),
  start: target('The step a call begins with.'),
  operator: target(
    'The step that 0 leads to from every say, menu and readBack, and operatorSequence from everywhere.',
  ).optional(),
  operatorSequence: z
    .string({ error: sequenceError })
    .regex(/^[*#A-D][0-9]$/, { error: sequenceError })
    .default('*0')
    .describe('Two keys that lead to the operator, from within an entry too unless it is secret.'),
  hours: calendars.optional(),
  queues: queues.optional(),
  steps: z
    .record(
      stepName,
      z.union([say, menu, gather, form, lookup, sendTones, escalate, transfer, byHours, hangUp]),
      { error: wanted('write the steps of the line, each under its name') },
    )
    .describe('The steps of the line by name.'),
};

/** A flow as its author writes it. What no schema can state is in `flow-rules.ts`. */
export const flowSchema = z
  .strictObject(flowShape, { error: wanted('write line, language, voice, start and steps') })
  .describe('A line: what a caller hears, and where their keys lead.');

/** A flow in its author's shape, with the defaults filled in. */
export type AuthoredFlow = z.output<typeof flowSchema>;
export type AuthoredStep = AuthoredFlow['steps'][string];
export type AuthoredField = z.output<typeof field>;

/** What is wrong with the shape of a flow, as the schema tells it. */
export type SchemaIssue = z.core.$ZodIssue;

/** The kinds of step, in the order of the schema's alternatives. */
export const STEP_KINDS = [
  'say',
  'menu',
  'gather',
  'form',
  'lookup',
  'sendTones',
  'escalate',
  'transfer',
  'hours',
  'hangUp',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** The properties that each part of a flow may have. */
export const PROPERTIES: Record<
  | 'flow'
  | 'calendar'
  | 'queue'
  | 'callback'
  | 'digits'
  | 'sorry'
  | 'agentTexts'
  | 'recorded'
  | StepKind,
  string[]
> = {
  flow: Object.keys(flowShape),
  calendar: CALENDAR_PROPERTIES,
  queue: QUEUE_PROPERTIES,
  callback: CALLBACK_PROPERTIES,
  say: Object.keys(say.shape),
  menu: Object.keys(menu.shape),
  gather: Object.keys(gather.shape),
  digits: DIGITS_PROPERTIES,
  form: Object.keys(form.shape),
  lookup: Object.keys(lookup.shape),
  sorry: SORRY_PROPERTIES,
  sendTones: Object.keys(sendTones.shape),
  escalate: Object.keys(escalate.shape),
  agentTexts: AGENT_TEXTS_PROPERTIES,
  recorded: Object.keys(recorded.shape),
  transfer: Object.keys(transfer.shape),
  hours: Object.keys(byHours.shape),
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

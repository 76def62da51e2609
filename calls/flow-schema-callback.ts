import * as z from 'zod';
import { MENU_KEYS } from './flow-schema-keys.ts';
import { target, text } from './flow-schema-parts.ts';
import { wanted } from './flow-words.ts';
import type { Key } from './tones.ts';

const keyError = wanted("write a key, 1 to 9, or in quotes one of '*' '#' 'A' 'B' 'C' 'D'");

const callbackShape = {
  key: z
    .union([z.enum(MENU_KEYS), z.literal([1, 2, 3, 4, 5, 6, 7, 8, 9])], { error: keyError })
    .default('1')
    .transform((key) => String(key) as Key)
    .describe('The key with which a caller in line asks to be called back.'),
  offer: text(
    'The question that says their {number}: 1 to be called back there, 2 for another number, 3 to keep waiting.',
  ).default(
    'We can call you back on {number}. For that, press 1. For another number, press 2. To keep waiting, press 3.',
  ),
  number: text('Asks for a number, ended by hash.').default(
    'Please key in the number to call you back on, then hash.',
  ),
  readBack: text(
    'The question that reads the {digits} of that number back: 1 confirms, 2 keys in again.',
  ).default(
    'We will call you back on {digits}. If that is right, press 1. To key it in again, press 2.',
  ),
  taken: text('What a caller hears who will be called back.').optional(),
  refused: text(
    'This line may not call the number, or it is none: another one is asked for.',
  ).default('We cannot call that number.'),
  failed: text('The callback cannot be taken down now, and the caller waits on.').default(
    'We are sorry, we cannot take that down now. Please keep waiting.',
  ),
  next: target('The step after that. Left out: the call ends.').optional(),
};

/** The properties of `callback`. */
export const CALLBACK_PROPERTIES = Object.keys(callbackShape);

/** The properties of `callback` that are texts for the caller. */
export const CALLBACK_TEXTS = [
  'offer',
  'number',
  'readBack',
  'taken',
  'refused',
  'failed',
] as const satisfies readonly (keyof typeof callbackShape)[];

/** How a caller leaves the line to be called back. */
export const callback = z
  .strictObject(callbackShape, {
    error: wanted('write its properties in braces, {} if all are as usual'),
  })
  .describe('Lets callers leave the line and be called back, without losing their place.');

/** `callback` as its author writes it, with the defaults filled in. */
export type AuthoredCallback = z.output<typeof callback>;

import * as z from 'zod';
import { target } from './flow-schema-parts.ts';
import { wanted } from './flow-words.ts';

/** Keys that lead to a step: all but 0, which is kept for reaching a person. */
export const MENU_KEYS = [
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

/** Which key leads to which step. */
export const keysToSteps = z
  .partialRecord(z.enum(MENU_KEYS), target('The step this key leads to.'), {
    error: wanted('write at least one key with its step, like { 1: account }'),
  })
  .refine((keys) => Object.keys(keys).length > 0, {
    error: 'has none; write at least one key with its step, like { 1: account }',
  })
  .meta({
    description: 'Which key leads to which step: 1-9, A-D, and in quotes * and #.',
    minProperties: 1,
  });

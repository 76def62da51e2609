import * as z from 'zod';
import type { EntryChecks } from '../calls/commands.ts';
import { isKey, KEYS } from '../calls/tones.ts';

/** What a secret gather asks of its entry, as it travels in the callback address of its recognition (design, section 8). */
const entryChecks = z.object({
  min: z.int().min(0),
  max: z.int().min(1),
  pattern: z.string().refine(compiles, 'is no regular expression').optional(),
  luhn: z.boolean().optional(),
  stopTones: z.array(z.string().refine(isKey, `is none of the keys ${KEYS}`)),
  lastFour: z.boolean(),
}) satisfies z.ZodType<EntryChecks>;

/** The checks as one word of a query: JSON in base64url. They hold no digits. */
export function encodeChecks(checks: EntryChecks): string {
  return Buffer.from(JSON.stringify(checks)).toString('base64url');
}

/** What `encodeChecks` wrote; nothing for any other text. */
export function parseChecks(text: string): EntryChecks | undefined {
  try {
    return entryChecks.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return undefined;
  }
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

import * as z from 'zod';
import { isKey, keyOfTone } from '../calls/tones.ts';

/** Names under which ACS has keys, or had them: `dtmfResult.tones`, `tone`, and `collectTonesResult` of older documentation. */
const TONES = /dtmf|tone|digit/i;

/** Where a Recognize event has them (ACS protocol reference, section 9.2). */
const recognized = z.object({ data: z.object({ dtmfResult: z.object({ tones: z.unknown() }) }) });

/**
 * The keys in an event of whatever type, wherever in it they are, as text; a tone we do not know is `?`. Those that are where
 * they belong are not counted again elsewhere. Empty when there is none.
 */
export function tonesIn(event: unknown): string {
  const { data } = recognized.safeParse(event);
  return keysOf(data?.data.dtmfResult.tones, true) || keysOf(event);
}

function keysOf(value: unknown, inTones = false): string {
  if (Array.isArray(value)) return value.map((item) => keysOf(item, inTones)).join('');
  if (isObject(value)) {
    return Object.entries(value)
      .map(([name, inner]) => keysOf(inner, inTones || TONES.test(name)))
      .join('');
  }
  if (!inTones || (typeof value !== 'string' && typeof value !== 'number')) return '';
  const text = String(value);
  return keyOfTone(text) ?? ([...text].every(isKey) ? text : '?');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

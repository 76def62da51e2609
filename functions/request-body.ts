import type { HttpRequest } from '@azure/functions';
import type * as z from 'zod';

/** Bytes that a body may have: ACS's callbacks are a few kilobytes. */
export const BODY_LIMIT = 256 * 1024;

/** Objects and arrays inside each other: .NET's reader takes as many, and nobody who walks through a body runs out of stack. */
const MOST_LEVELS = 64;

export type ParsedBody = { ok: true; body: unknown } | { ok: false; tooLarge: boolean };

/** The JSON of a request. */
export async function jsonBody(request: HttpRequest): Promise<ParsedBody> {
  const bytes = await request.arrayBuffer(); // the host has read it before we are asked
  if (bytes.byteLength > BODY_LIMIT) return { ok: false, tooLarge: true };
  try {
    // JSON is UTF-8 (RFC 8259): what is not would be read as something else than was sent
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isBottomless(body) ? { ok: false, tooLarge: false } : { ok: true, body };
  } catch {
    return { ok: false, tooLarge: false };
  }
}

function isBottomless(body: unknown): boolean {
  let level = [body];
  for (let depth = 0; depth <= MOST_LEVELS && level.length > 0; depth += 1)
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
  return level.length > 0;
}

/** What is wrong with a body that its schema refused: the first mistake, and the property it is about. */
export function mistakeIn(error: z.ZodError): { ok: false; message: string; target?: string } {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const [target = ''] = issue.keys;
    return { ok: false, message: 'There is no property of this name.', target };
  }
  const target = issue?.path[0];
  if (!issue || typeof target !== 'string')
    return { ok: false, message: 'The body is not a JSON object.' };
  return { ok: false, message: issue.message, target };
}

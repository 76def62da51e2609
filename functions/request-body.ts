import type { HttpRequest } from '@azure/functions';

/** Bytes that a body may have: ACS's callbacks are a few kilobytes. */
export const BODY_LIMIT = 256 * 1024;

export type ParsedBody = { ok: true; body: unknown } | { ok: false; tooLarge: boolean };

/** The JSON of a request. */
export async function jsonBody(request: HttpRequest): Promise<ParsedBody> {
  const bytes = await request.arrayBuffer(); // the host has read it before we are asked
  if (bytes.byteLength > BODY_LIMIT) return { ok: false, tooLarge: true };
  try {
    return { ok: true, body: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return { ok: false, tooLarge: false };
  }
}

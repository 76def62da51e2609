import { createHash, randomUUID } from 'node:crypto';
import type { WantedCall } from './outbound-request.ts';

export type ParsedKey = { ok: true; key: string } | { ok: false; message: string };

/**
 * The `Idempotency-Key` of a request: 1 to 200 visible ASCII characters. Without one, each request is one of its own, under a key
 * that nobody else has.
 */
export function idempotencyKey(header: string | null): ParsedKey {
  if (header === null) return { ok: true, key: randomUUID() };
  if (/^[\x21-\x7e]{1,200}$/.test(header)) return { ok: true, key: header };
  return { ok: false, message: 'Idempotency-Key has 1 to 200 visible ASCII characters.' };
}

/** SHA-256 of a key, in hex: keys are the sender's, and may mean something to them. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same for every body that asks for the same, in whatever order its properties stand. */
export function bodyHashOf({ to, startStep, extension, context }: WantedCall): string {
  const texts = Object.entries(context).sort(([one], [other]) => (one < other ? -1 : 1));
  return hashOf(JSON.stringify([to, startStep ?? null, extension ?? null, texts]));
}

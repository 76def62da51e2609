import {
  CompactEncrypt,
  calculateJwkThumbprint,
  importJWK,
  type JWK,
  type JWK_RSA_Public,
} from 'jose';
import * as z from 'zod';

/** Key and content encryption of a seal: the first is one that Azure Key Vault can undo without giving its key away. */
export const SEAL_ALGORITHMS = { alg: 'RSA-OAEP-256', enc: 'A256GCM' } as const;

/** Digits are padded to a multiple of this many, the most that a gather takes: the size of a seal tells nothing. */
const PADDED = 40;

/** Seals digits so that only the holder of the private key can read them. */
export interface Seal {
  /** A compact JWE (RFC 7516). The callId is in its protected header: a seal cannot be moved to another call. */
  seal(callId: string, digits: string): Promise<string>;
}

const base64url = z.string().regex(/^[\w-]+$/);

/** The public half of an RSA key of at least 2048 bits, as a JWK (RFC 7517); a private key is refused. */
export const publicKey = z.object({
  kty: z.literal('RSA'),
  n: base64url.min(342), // 2048 bits
  e: base64url,
  kid: z.string().min(1).optional(),
  d: z.undefined().optional(),
}) satisfies z.ZodType<JWK>;

export type DigitsKey = z.output<typeof publicKey>;

/** The key is imported with the first seal. A key without a `kid` is named by its thumbprint (RFC 7638). */
export function openSeal(key: DigitsKey): Seal {
  let opened: ReturnType<typeof open> | undefined;
  return {
    async seal(callId, digits) {
      opened ??= open(key);
      const { kid, imported } = await opened;
      const size = PADDED * Math.max(1, Math.ceil(digits.length / PADDED));
      return new CompactEncrypt(new TextEncoder().encode(digits.padEnd(size)))
        .setProtectedHeader({ ...SEAL_ALGORITHMS, kid, callId })
        .encrypt(imported);
    },
  };
}

async function open(key: JWK_RSA_Public) {
  const kid = await keyIdOf(key);
  return { kid, imported: await importJWK(key, SEAL_ALGORITHMS.alg) };
}

/** The name of a key: its `kid`, else its thumbprint (RFC 7638), which public and private half share. */
export async function keyIdOf(key: JWK): Promise<string> {
  return key.kid ?? calculateJwkThumbprint(key);
}

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import * as z from 'zod';
import { type DigitsKey, publicKey, SEAL_ALGORITHMS } from '../adapters/seal.ts';

/** The file of the key in the folder of the tables' data. */
export const DIGITS_KEY_FILE = 'digits-key.json';

/** A private RSA key as a JWK (RFC 7517). */
const privateKey = z.looseObject({
  kty: z.literal('RSA'),
  n: z.string().min(1),
  e: z.string().min(1),
  d: z.string().min(1),
});

/** There is a file where the private key should be, but none in it, or it cannot be read: one sentence that names the file. */
export class KeyProblem extends Error {}

/** A new private key. */
export async function newDigitsKey(): Promise<JWK> {
  const pair = await generateKeyPair(SEAL_ALGORITHMS.alg, {
    modulusLength: 2048,
    extractable: true,
  });
  return exportJWK(pair.privateKey);
}

/** The half of a key that seals: what `DIGITS_KEY` takes. */
export function publicHalf(key: JWK): DigitsKey {
  const { kty, n, e, kid } = key;
  return publicKey.parse({ kty, n, e, kid });
}

/**
 * The private key of this laptop: the file `digits-key.json` in `dataDir`, which only its owner may read. The first start makes
 * it, and every later one finds it, so that what was sealed can be read later.
 *
 * @throws KeyProblem
 */
export async function laptopDigitsKey(dataDir: string): Promise<JWK> {
  const path = join(dataDir, DIGITS_KEY_FILE);
  const found = await readDigitsKey(path);
  if (found) return found;
  const made = JSON.stringify(await newDigitsKey());
  await mkdir(dataDir, { recursive: true });
  try {
    // wx: of two starts at once, the second goes on with the key of the first
    await writeFile(path, made, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST')
      throw new KeyProblem(`${path} cannot be written (${codeOf(error)}).`);
  }
  return laptopDigitsKey(dataDir);
}

/**
 * The private key in a file of JSON; nothing when there is no such file. What else is in the file is never told.
 *
 * @throws KeyProblem
 */
export async function readDigitsKey(path: string): Promise<JWK | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new KeyProblem(`${path} cannot be read (${codeOf(error)}).`);
  }
  const parsed = json.pipe(privateKey).safeParse(text);
  if (parsed.success) return parsed.data;
  throw new KeyProblem(
    `${path} holds no private RSA key as a JWK: {"kty":"RSA","n":…,"e":…,"d":…}.`,
  );
}

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue('no JSON');
    return z.NEVER;
  }
});

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}

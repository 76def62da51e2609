import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { RESOURCE_ID } from './ids.ts';

const LIFETIME_SECONDS = 300;
const KEY_ID = 'emulator-1';
const NEXT_KEY_ID = 'emulator-2';

/** What can be wrong with the token of a callback, on request. */
export type TokenFault = 'none' | 'expired' | 'audience' | 'issuer' | 'key' | 'alg-none';

interface Pair {
  privateKey: CryptoKey;
  published: JWK;
}

// One set for the whole process: making RSA keys takes long, and no test needs two emulators to differ in theirs.
const pairs = new Map<string, Promise<Pair>>();

/** The pair of that name; the first who asks for it has it made. */
function pairOf(name: string): Promise<Pair> {
  const pair = pairs.get(name) ?? makePair(name);
  pairs.set(name, pair);
  return pair;
}

async function makePair(kid: string): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const published = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' };
  return { privateKey, published };
}

/**
 * The key set that callback tokens are checked against. `rotated`: with the key that signs from now on; the one before stays for the
 * tokens that are on their way.
 */
export async function publishedKeys(rotated = false): Promise<{ keys: JWK[] }> {
  const names = rotated ? [KEY_ID, NEXT_KEY_ID] : [KEY_ID];
  const keys = await Promise.all(names.map(pairOf));
  return { keys: keys.map(({ published }) => published) };
}

/** The OpenID document of the emulator, in the place the service has it (ACS protocol reference, section 12). */
export function openIdConfiguration(endpoint: string): object {
  return {
    issuer: endpoint,
    jwks_uri: `${endpoint}/calling/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
    response_types_supported: ['token'],
  };
}

/**
 * A fresh RS256 token for one callback, good for 5 minutes from `now` (ms since 1970); `id` keeps it apart from others
 * of the same second. Nothing when the fault is that there is none.
 */
export async function callbackToken(
  issuer: string,
  now: number,
  options: { id: string; fault?: TokenFault | undefined; rotated?: boolean | undefined },
): Promise<string | undefined> {
  const { id, fault, rotated } = options;
  if (fault === 'none') return undefined;
  const issuedAt = Math.floor(now / 1000) - (fault === 'expired' ? 2 * LIFETIME_SECONDS : 0);
  const claims = {
    iss: fault === 'issuer' ? 'https://somebody-else.example' : issuer,
    aud: fault === 'audience' ? '00000000-0000-4000-8000-00000000dead' : RESOURCE_ID,
    jti: id,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + LIFETIME_SECONDS,
  };
  if (fault === 'alg-none') return new UnsecuredJWT(claims).encode();
  const kid = rotated ? NEXT_KEY_ID : KEY_ID;
  const { privateKey } = await pairOf(fault === 'key' ? 'nobody' : kid);
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey);
}

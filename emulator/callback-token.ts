import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { RESOURCE_ID } from './ids.ts';

const LIFETIME_SECONDS = 300;
const KEY_ID = 'emulator-1';

/** What can be wrong with the token of a callback, on request. */
export type TokenFault = 'none' | 'expired' | 'audience' | 'issuer' | 'key' | 'alg-none';

interface Keys {
  right: CryptoKey;
  wrong: CryptoKey;
  published: JWK;
}

// One pair for the whole process: making RSA keys takes long, and no test needs two emulators to differ in theirs.
let keys: Promise<Keys> | undefined;

async function makeKeys(): Promise<Keys> {
  const [right, wrong] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const published = await exportJWK(right.publicKey);
  return {
    right: right.privateKey,
    wrong: wrong.privateKey,
    published: { ...published, kid: KEY_ID, use: 'sig', alg: 'RS256' },
  };
}

function theKeys(): Promise<Keys> {
  keys ??= makeKeys();
  return keys;
}

/** The key set that callback tokens are checked against. */
export async function publishedKeys(): Promise<{ keys: JWK[] }> {
  return { keys: [(await theKeys()).published] };
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
  options: { id: string; fault?: TokenFault | undefined },
): Promise<string | undefined> {
  const { id, fault } = options;
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
  const { right, wrong } = await theKeys();
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
    .sign(fault === 'key' ? wrong : right);
}

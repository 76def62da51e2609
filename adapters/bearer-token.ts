import { setTimeout as wait } from 'node:timers/promises';
import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';

/** Whose tokens are taken. */
export interface BearerOptions {
  issuer: string;
  audience: string;
  /** Where the issuer publishes its keys (JWKS). */
  keysUrl: string;
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export type BearerVerdict = { ok: true; claims: JWTPayload } | { ok: false; reason: string };

/** Checks an `Authorization` header. Throws when the issuer's keys cannot be had: an outage, not a bad token. */
export type BearerCheck = (authorization: string | null | undefined) => Promise<BearerVerdict>;

/** Milliseconds of real time between two looks at the issuer's keys: bad tokens must not make us hammer it. */
const COOLDOWN = 200;
/** Seconds that the clocks of issuer and receiver may differ. */
const TOLERANCE = 5;

/**
 * The check of signed bearer tokens: RS256 by a key that the issuer publishes, for our audience, in its time. Keys are cached; a
 * token that names an unknown one makes us look again, after the cooldown if need be, so that a rotation loses nothing.
 */
export function openBearerCheck(options: BearerOptions): BearerCheck {
  const keys = createRemoteJWKSet(new URL(options.keysUrl), { cooldownDuration: COOLDOWN });
  return async (authorization) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) return { ok: false, reason: 'no bearer token' };
    try {
      if (!decodeProtectedHeader(token).kid) return { ok: false, reason: 'the token names no key' };
      return { ok: true, claims: await claimsOf(token, keys, options) };
    } catch (error) {
      const reason = faultOf(error);
      if (reason) return { ok: false, reason };
      throw new Error(`The keys of the tokens cannot be read from ${options.keysUrl}.`, {
        cause: error,
      });
    }
  };
}

async function claimsOf(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience, now }: BearerOptions,
): Promise<JWTPayload> {
  const verify = async () => {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer,
      audience,
      requiredClaims: ['exp'],
      currentDate: new Date(now()),
      clockTolerance: TOLERANCE,
    });
    return payload;
  };
  try {
    return await verify();
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    await wait(COOLDOWN);
    return verify();
  }
}

/** What is wrong with the token; nothing if it is not the token's fault. */
function faultOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `wrong ${error.claim}`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'wrong signature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'unknown key';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'wrong algorithm';
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return 'malformed';
  if (error instanceof errors.JOSENotSupported) return 'wrong algorithm';
  // decodeProtectedHeader: not a token at all
  if (error instanceof TypeError && error.message.includes('Protected Header')) return 'malformed';
  return undefined;
}

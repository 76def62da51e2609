import { type BearerOptions, openBearerCheck } from './bearer-token.ts';

export type TokenVerdict = { ok: true } | { ok: false; reason: string };

/** Checks the `Authorization` header of a callback. Throws when ACS's keys cannot be had: an outage, not a bad token. */
export type TokenCheck = (authorization: string | null | undefined) => Promise<TokenVerdict>;

/**
 * The check of callback tokens (ACS protocol reference, section 12): good for five minutes, and for any event in that time, since they
 * cover neither the body nor the call.
 */
export function openTokenCheck(options: BearerOptions): TokenCheck {
  const check = openBearerCheck(options);
  return async (authorization) => {
    const verdict = await check(authorization);
    return verdict.ok ? { ok: true } : verdict;
  };
}

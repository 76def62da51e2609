import * as z from 'zod';
import { type BearerOptions, openBearerCheck } from './bearer-token.ts';

/** `roles`: the app roles of the user or the program that the token was issued to; `who`: their name and their object id. */
export type ApiTokenVerdict =
  | { ok: true; roles: string[]; who?: string }
  | { ok: false; reason: string };

/** Checks the `Authorization` header of a request. Throws when the issuer's keys cannot be had: an outage, not a bad token. */
export type ApiTokenCheck = (authorization: string | null | undefined) => Promise<ApiTokenVerdict>;

/** Entra leaves the claim out for who has no role. */
const claims = z.object({
  roles: z.array(z.string()).catch([]),
  // a program has an object id, and no name
  name: z.string().optional().catch(undefined),
  oid: z.string().optional().catch(undefined),
});

/** The check of access tokens of Entra ID: what they hold is verified by `openBearerCheck`, which role is needed is not asked here. */
export function openApiTokenCheck(options: BearerOptions): ApiTokenCheck {
  const check = openBearerCheck(options);
  return async (authorization) => {
    const verdict = await check(authorization);
    if (!verdict.ok) return verdict;
    const { roles, name, oid } = claims.parse(verdict.claims);
    const who = name && oid ? `${name} (${oid})` : (name ?? oid);
    return { ok: true, roles, who };
  };
}

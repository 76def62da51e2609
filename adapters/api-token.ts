import * as z from 'zod';
import { type BearerOptions, openBearerCheck } from './bearer-token.ts';

/** Of the user or the program that the token was issued to: their app roles, and who they are, for people to read. */
export type ApiTokenVerdict =
  | { ok: true; roles: string[]; who?: string }
  | { ok: false; reason: string };

/** Checks the `Authorization` header of a request. Throws when the issuer's keys cannot be had: an outage, not a bad token. */
export type ApiTokenCheck = (authorization: string | null | undefined) => Promise<ApiTokenVerdict>;

/** Entra leaves the claim out for who has no role. */
const claims = z.object({ roles: z.array(z.string()).catch([]) });

const name = z.string().min(1).optional().catch(undefined);
/** A program has the id of its registration in the place of a name. */
const bearer = z.object({ name, preferred_username: name, azp: name, oid: name });

/** The check of access tokens of Entra ID: what they hold is verified by `openBearerCheck`, which role is needed is not asked here. */
export function openApiTokenCheck(options: BearerOptions): ApiTokenCheck {
  const check = openBearerCheck(options);
  return async (authorization) => {
    const verdict = await check(authorization);
    if (!verdict.ok) return verdict;
    return { ok: true, roles: claims.parse(verdict.claims).roles, who: whoOf(verdict.claims) };
  };
}

/** A name, which may change, and the object id, which does not. */
function whoOf(payload: unknown): string | undefined {
  const { name, preferred_username: account, azp, oid } = bearer.parse(payload);
  const called = name ?? account ?? azp;
  return called !== undefined && oid !== undefined ? `${called} (${oid})` : (called ?? oid);
}

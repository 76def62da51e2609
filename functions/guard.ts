import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { ACCESS, type HttpFunction, type Role } from './access.ts';
import type { Deps } from './deps.ts';
import { forbidden, outage, unauthorized, unavailable } from './http-response.ts';

type Answer = HttpResponseInit | Promise<HttpResponseInit>;

/**
 * The part of an HTTP function's registration that decides who may call it, by `ACCESS`: its key level, and a handler that asks for
 * the token before anything of the request is read. `Rest` is what the host hands over beside the request.
 */
export function guarded<Rest extends unknown[]>(
  deps: Deps,
  name: HttpFunction,
  handle: (request: HttpRequest, ...rest: Rest) => Answer,
) {
  const byKey = ACCESS[name].by === 'role' && deps.checkApiToken === undefined;
  return {
    authLevel: byKey ? ('function' as const) : ('anonymous' as const),
    handler: async (request: HttpRequest, ...rest: Rest) =>
      (await refusal(deps, name, request)) ?? handle(request, ...rest),
  };
}

/** The answer to somebody who may not call the function; nothing for who may. */
async function refusal(
  deps: Deps,
  name: HttpFunction,
  request: HttpRequest,
): Promise<HttpResponseInit | undefined> {
  const access = ACCESS[name];
  const authorization = request.headers.get('authorization');
  switch (access.by) {
    case 'anybody':
      return undefined;
    case 'callback-token':
      return refusedCallback(deps, authorization);
    case 'role':
      return refusedRequest(deps, authorization, name, access.role);
  }
}

async function refusedCallback(
  { checkToken, log }: Deps,
  authorization: string | null,
): Promise<HttpResponseInit | undefined> {
  try {
    const verdict = await checkToken(authorization);
    if (verdict.ok) return undefined;
    log('warn', 'callback-refused', { reason: verdict.reason });
    return unauthorized('The request carries no valid token of the phone service.');
  } catch {
    // without the issuer's keys nobody can be told from ACS: not the sender's fault, and worth another delivery
    log('error', 'token-keys-unreachable', { of: 'callbacks' });
    return outage('The token cannot be checked at the moment.');
  }
}

async function refusedRequest(
  { checkApiToken, log }: Deps,
  authorization: string | null,
  name: HttpFunction,
  role: Role,
): Promise<HttpResponseInit | undefined> {
  if (!checkApiToken) return undefined; // the host has asked for a function key
  try {
    const verdict = await checkApiToken(authorization);
    if (verdict.ok && verdict.roles.includes(role)) return undefined;
    const reason = verdict.ok ? `without the role ${role}` : verdict.reason;
    log('warn', 'api-refused', { function: name, reason });
    return verdict.ok
      ? forbidden(role)
      : unauthorized('The request carries no valid access token.');
  } catch {
    log('error', 'token-keys-unreachable', { of: 'the API' });
    return unavailable('Access tokens cannot be checked at the moment.');
  }
}

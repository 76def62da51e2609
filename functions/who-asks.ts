import type { HttpRequest } from '@azure/functions';
import type { Deps } from './deps.ts';

/**
 * Who sent a request, as it is kept with what they changed: whom their token was issued to; without tokens, who they say they are, as a
 * function key tells nobody apart. Throws when the token cannot be checked.
 */
export async function whoAsks(
  { checkApiToken }: Pick<Deps, 'checkApiToken'>,
  request: HttpRequest,
  said: string | undefined,
): Promise<string> {
  if (!checkApiToken) return said ?? 'function key';
  const verdict = await checkApiToken(request.headers.get('authorization'));
  return (verdict.ok && verdict.who) || 'access token';
}

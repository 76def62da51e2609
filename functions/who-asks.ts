import type { HttpRequest } from '@azure/functions';
import type { Deps } from './deps.ts';

/** What is kept of who asks without a token, and does not say who they are. */
const BY_KEY = 'function key';

/**
 * Who asks for a change, for the tables: whom the access token was issued to; where none is asked for, what they say of themselves.
 * The guard has taken the token before.
 */
export async function whoAsks(
  { checkApiToken }: Pick<Deps, 'checkApiToken'>,
  request: HttpRequest,
  said: string | undefined,
): Promise<string> {
  if (!checkApiToken) return said ?? BY_KEY;
  const verdict = await checkApiToken(request.headers.get('authorization'));
  return (verdict.ok && verdict.who) || 'somebody without a name';
}

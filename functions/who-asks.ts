import type { HttpRequest } from '@azure/functions';
import type { Deps } from './deps.ts';

/** What is kept of who asks without a token, and does not say who they are: a function key tells nobody apart. */
const BY_KEY = 'function key';

/**
 * Who asks for a change, as it is kept with what they changed: whom their token was issued to; without tokens, who they say they are.
 * The guard has taken the token before. Throws when it cannot be checked now.
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

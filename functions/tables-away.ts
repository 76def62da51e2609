import type { HttpResponseInit } from '@azure/functions';
import type { Deps } from './deps.ts';
import { unavailable } from './http-response.ts';

/** The answer of a request that only the tables are needed for: 503 while they are away, with a line in our log. */
export async function overTables(
  { log }: Pick<Deps, 'log'>,
  answer: () => Promise<HttpResponseInit>,
): Promise<HttpResponseInit> {
  try {
    return await answer();
  } catch (error) {
    log('error', 'tables-unreachable', { reason: error instanceof Error ? error.name : 'unknown' });
    return unavailable('The tables cannot be reached at the moment.');
  }
}

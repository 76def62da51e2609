import type { HttpResponseInit } from '@azure/functions';
import { dayAt } from '../adapters/call-keys.ts';
import type { Deps } from './deps.ts';
import { ok } from './http-response.ts';
import { overTables } from './tables-away.ts';

/** Milliseconds of a day: longer ago no call began that goes on. */
const DAY = 86_400_000;

/**
 * `GET /api/health/drain`: how many calls go on, and since when the oldest does, for whoever waits for a quiet moment to deploy. 503 while
 * the tables cannot say.
 */
export async function drain(deps: Deps): Promise<HttpResponseInit> {
  const { housekeeping, now } = deps;
  return overTables(deps, async () => {
    const days = [now(), now() - DAY].map((time) => housekeeping.inProgress(dayAt(time)));
    const began = (await Promise.all(days)).flat().sort();
    return ok({ inProgress: began.length, oldestStartedAt: began[0] });
  });
}

import type { HttpResponseInit } from '@azure/functions';
import type { Deps } from './deps.ts';

/** `GET /api/health`: whether the line can take a call, and under which numbers; these are meant to be known. */
export async function health({ config, store }: Deps): Promise<HttpResponseInit> {
  const tables = await store.ping().then(
    () => 'ok',
    () => 'unreachable',
  );
  const isWell = tables === 'ok';
  // without a configuration that is whole there would be no function to ask
  const checks = { config: 'ok', tables };
  const jsonBody = { ok: isWell, lineNumbers: config.lineNumbers, checks };
  return { status: isWell ? 200 : 503, jsonBody };
}

import { expect, test } from 'vitest';
import { health } from '../../functions/health.ts';
import { fakeDeps } from './support/fakes.ts';

test('a line whose tables answer is well', async () => {
  expect(await health(fakeDeps().deps)).toEqual({
    status: 200,
    jsonBody: { ok: true, lineNumbers: ['+15550199'], checks: { config: 'ok', tables: 'ok' } },
  });
});

test('a line whose tables do not answer is not, and says which part', async () => {
  const ping = () => Promise.reject(new Error('AccountKey=secret'));
  const answer = await health(fakeDeps({ store: { ping } }).deps);
  expect(answer).toMatchObject({
    status: 503,
    jsonBody: { ok: false, checks: { tables: 'unreachable' } },
  });
  expect(JSON.stringify(answer)).not.toContain('secret');
});

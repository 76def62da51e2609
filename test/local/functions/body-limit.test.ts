import { request } from 'node:http';
import { app } from '@azure/functions';
import { describe, expect, test } from 'vitest';
import { hostFor } from './functions-host.ts';

const megabyte = Buffer.alloc(1024 * 1024);

async function post(headers: Record<string, string>, chunks: number) {
  let calls = 0;
  const { host } = await hostFor(() =>
    app.http('take', {
      methods: ['POST'],
      handler: () => {
        calls += 1;
        return { status: 200 };
      },
    }),
  );
  const outcome = await new Promise<number | string>((resolve) => {
    const sent = request(`${host.url}/api/take`, { method: 'POST', headers });
    sent.on('response', (response) => resolve(response.statusCode ?? 0));
    sent.on('error', () => resolve('cut off'));
    for (let n = 0; n < chunks; n += 1) sent.write(megabyte);
    if (chunks > 0) sent.end();
    else sent.flushHeaders();
  });
  return { outcome, calls };
}

describe('a request with more than 100 MB', () => {
  test('is refused at once when it says so', async () => {
    const { outcome, calls } = await post({ 'content-length': String(101 * 1024 * 1024) }, 0);
    expect([outcome, calls]).toEqual([413, 0]);
  });

  test('is refused when it turns out so', async () => {
    const { outcome, calls } = await post({ 'transfer-encoding': 'chunked' }, 101);
    expect([413, 'cut off']).toContain(outcome);
    expect(calls).toBe(0);
  });
});

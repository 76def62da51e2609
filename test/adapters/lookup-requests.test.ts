import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { LookupEndpoint } from '../../adapters/lookup-endpoints.ts';
import { lookupRequests } from '../../adapters/lookup-requests.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A back end that answers so; what it was asked. */
async function backEnd(answer: RequestListener) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { asked, url: `http://127.0.0.1:${port}` };
}

const SECRET = 'k-5f1d7a90c3';
const REQUEST = {
  endpoint: 'billing',
  send: { account: '12/3?#' },
  keep: { amount: '/amount' },
  when: {},
  idempotencyKey: 'call-l1',
  withinMs: 5_000,
};

function ask(billing: LookupEndpoint, request: Partial<typeof REQUEST> = {}, env = {}) {
  return lookupRequests({ billing }, env)({ ...REQUEST, ...request });
}

const good: RequestListener = (_request, response) => response.end('{"amount":7}');

describe('a back end', () => {
  test('is asked with what it is sent in the address, encoded', async () => {
    const { url, asked } = await backEnd(good);
    const { answer, status } = await ask({ url: `${url}/a/{account}/b?x=1`, method: 'GET' });
    expect(answer).toEqual({ ok: true, values: { amount: '7' } });
    expect(status).toBe(200);
    expect(asked.map((one) => one.url)).toEqual(['/a/12%2F3%3F%23/b?x=1']);
    expect(asked[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  test('gets in the query what has no place, without taking the place of what is there', async () => {
    const { url, asked } = await backEnd(good);
    await ask({ url: `${url}/a`, method: 'GET' });
    await ask({ url: `${url}/a?x=1`, method: 'GET' });
    expect(asked.map((one) => one.url)).toEqual([
      '/a?account=12%2F3%3F%23',
      '/a?x=1&account=12%2F3%3F%23',
    ]);
  });

  test('is not asked with an entry that would lead elsewhere', async () => {
    const { url, asked } = await backEnd(good);
    const endpoint = { url: `${url}/a/{account}/b`, method: 'GET' } as const;
    for (const account of ['..', '.', '']) {
      const { answer, problem } = await ask(endpoint, { send: { account } });
      expect(answer).toEqual({ ok: false, why: 'not-configured' });
      expect(problem).toContain('"billing"');
    }
    expect(asked).toEqual([]);
  });

  test('that leads elsewhere is not followed', async () => {
    const there = await backEnd(good);
    const { url } = await backEnd((_request, response) =>
      response.writeHead(307, { location: there.url }).end(),
    );
    const { answer } = await ask({ url, method: 'POST' });
    expect(answer).toEqual({ ok: false, why: 'status', status: 307 });
    expect(there.asked).toEqual([]);
  });

  test('that takes too long, before its answer or within, is given up', async () => {
    const { url } = await backEnd(() => {});
    const { url: stuck } = await backEnd((_request, response) => response.write('{'));
    for (const one of [url, stuck]) {
      const { answer } = await ask({ url: one, method: 'GET' }, { withinMs: 60 });
      expect(answer).toEqual({ ok: false, why: 'timeout' });
    }
  });

  test('may send 64 KB, and not a byte more', async () => {
    const sized = (bytes: number) => `{"amount":7,"rest":"${'x'.repeat(bytes - 22)}"}`;
    const { url } = await backEnd(({ url: path = '' }, response) => {
      response.end(sized(Number(path.slice(1))));
    });
    expect(
      (await ask({ url: `${url}/65536`, method: 'GET' }, { send: {} as never })).answer.ok,
    ).toBe(true);
    const { answer } = await ask({ url: `${url}/65537`, method: 'GET' }, { send: {} as never });
    expect(answer).toEqual({ ok: false, why: 'too-large' });
  });

  test.each([['{"amount":'], [''], ['{"amount":"\xff"}']])(
    'that sends %j sends no JSON',
    async (text) => {
      const { url } = await backEnd((_request, response) =>
        response.end(Buffer.from(text, 'latin1')),
      );
      expect((await ask({ url, method: 'GET' })).answer).toEqual({ ok: false, why: 'not-json' });
    },
  );
});

describe('a secret', () => {
  const header = { name: 'Authorization', valueFrom: 'LOOKUP_KEY' };

  test('is read when it is needed, and is in the header', async () => {
    const { url, asked } = await backEnd(good);
    const env: Record<string, string> = {};
    const all = lookupRequests({ billing: { url, method: 'GET', header } }, env);
    env.LOOKUP_KEY = `Bearer ${SECRET}\n`;
    expect((await all(REQUEST)).answer.ok).toBe(true);
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${SECRET}`);
  });

  test.each([
    ['that is not there', undefined],
    [
      'whose reference was not resolved',
      '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/k)',
    ],
    ['that no header can hold', `${SECRET}\u0000`],
  ])('%s is no reason to ask, and is named without its value', async (_what, value) => {
    const { url, asked } = await backEnd(good);
    const told = await ask({ url, method: 'GET', header }, {}, { LOOKUP_KEY: value });
    expect(told).toMatchObject({ answer: { ok: false, why: 'not-configured' } });
    expect(told.problem).toContain('LOOKUP_KEY');
    expect(JSON.stringify(told)).not.toContain(SECRET);
    expect(asked).toEqual([]);
  });
});

test('an endpoint that is not there is told', async () => {
  const told = await lookupRequests({}, {})({ ...REQUEST, endpoint: 'toString' });
  expect(told.problem).toBe('LOOKUPS has no endpoint "toString". Add it.');
});

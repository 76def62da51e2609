import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../adapters/config.ts';
import { filledUrl } from '../../adapters/lookup-endpoints.ts';

const SECRET = 'k-5f1d7a90c3';

function parsed(LOOKUPS: string) {
  const result = parseConfig({ LOOKUPS });
  return result.ok ? result.config.lookups : result.problems;
}

const one = (endpoint: object) => parsed(JSON.stringify({ billing: endpoint }));

describe('LOOKUPS', () => {
  test('is left out, or names back ends', () => {
    expect(parseConfig({})).toMatchObject({ ok: true, config: { lookups: {} } });
    expect(one({ url: 'https://billing.example/{account}?v=2' })).toEqual({
      billing: { url: 'https://billing.example/{account}?v=2', method: 'GET' },
    });
    const header = { name: 'x-api-key', valueFrom: 'LOOKUP_BILLING_KEY' };
    const local = { url: 'http://127.0.0.1:8700/balance', method: 'POST', header };
    expect(one(local)).toEqual({ billing: local });
  });

  test.each([
    [{ url: 'http://billing.example/' }, 'billing.url: write an https address'],
    [{ url: 'https://user:pass@billing.example/' }, 'billing.url: write an https address'],
    [{ url: 'https://billing.example/#there' }, 'billing.url: write an https address'],
    [{ url: 'billing' }, 'billing.url: write an https address'],
    [{}, 'billing.url: write the address of the back end'],
    [{ url: 'https://{account}.example/' }, 'billing.url: write {names} in the path'],
    [{ url: 'https://billing.example/{a b}' }, 'billing.url: write {names} in the path'],
    [{ url: 'https://billing.example/{account' }, 'billing.url: write {names} in the path'],
    [{ url: 'https://billing.example/', method: 'PUT' }, 'billing.method: write GET or POST'],
    [
      {
        url: 'https://billing.example/',
        header: { name: 'x', valueFrom: 'ACS_CONNECTION_STRING' },
      },
      'billing.header.valueFrom: write the name of the variable',
    ],
    [
      { url: 'https://billing.example/', header: { name: 'x y', valueFrom: 'LOOKUP_KEY' } },
      'billing.header.name: write the name of the header',
    ],
  ])('%j is refused: %s', (endpoint, problem) => {
    const problems = one(endpoint);
    expect(problems).toContainEqual(expect.stringContaining(`LOOKUPS: ${problem}`));
    expect(problems).toContainEqual(expect.stringContaining('LOOKUPS: not valid. Set it to '));
  });

  test.each([
    'nonsense',
    JSON.stringify({ billing: SECRET }),
    JSON.stringify({
      billing: { url: 'https://b.example/', header: { name: 'x', valueFrom: SECRET } },
    }),
  ])('is told to be wrong without its value: %s', (text) => {
    const problems = parsed(text);
    expect(problems).toContainEqual(expect.stringContaining('LOOKUPS: not valid'));
    expect(JSON.stringify(problems)).not.toContain(SECRET);
  });
});

test('whatever is filled in, the same host is asked, under a path of as many parts', () => {
  const values = fc.oneof(
    fc.string(),
    fc.constantFrom('..', '.', '/', '\\', '?', '#', '@x', '%2e%2e'),
  );
  fc.assert(
    fc.property(values, (account) => {
      fc.pre(account.isWellFormed());
      const filled = filledUrl('https://billing.example/a/{account}/b', { account });
      if (filled === undefined) return;
      const { origin, pathname, search, hash } = new URL(filled);
      expect([origin, search, hash]).toEqual(['https://billing.example', '', '']);
      expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'a', account, 'b']);
    }),
  );
});

import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../adapters/config.ts';
import { newDigitsKey, publicHalf } from '../../local/digits-key.ts';

const key = await newDigitsKey();
const publicKey = publicHalf(key);

function problemsOf(DIGITS_KEY: string): string[] {
  const parsed = parseConfig({ DIGITS_KEY });
  return parsed.ok ? [] : parsed.problems;
}

describe('DIGITS_KEY', () => {
  test('is a public key as JSON, with whatever a key tool adds to it', () => {
    const added = JSON.stringify({
      ...publicKey,
      kid: 'line-2026',
      use: 'enc',
      alg: 'RSA-OAEP-256',
    });
    expect(parseConfig({ DIGITS_KEY: added })).toMatchObject({
      ok: true,
      config: { digitsKey: { ...publicKey, kid: 'line-2026' } },
    });
  });

  test('may be left out', () => {
    expect(parseConfig({})).toMatchObject({ ok: true, config: { digitsKey: undefined } });
  });

  test.each([
    ['with its private half', JSON.stringify(key)],
    ['of another kind', '{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}'],
    ['that is too short to be safe', JSON.stringify({ ...publicKey, n: 'AQAB'.repeat(32) })],
    ['that is only named', 'https://my-vault.vault.azure.net/keys/digits'],
    ['that is torn', JSON.stringify(publicKey).slice(0, -3)],
  ])('%s is refused, with what to set and without its value', (_, value) => {
    const problems = problemsOf(value);
    expect(problems).toEqual([
      expect.stringMatching(/^DIGITS_KEY: not valid\. Set it to the public half.*JWK/),
    ]);
    expect(problems[0]).toContain('Key Vault key is not taken yet');
    expect(problems[0]).not.toContain(value.slice(0, 40));
    expect(problems[0]).not.toContain(String(key.d));
  });
});

import { CompactEncrypt, decodeProtectedHeader, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { openSeal } from '../../adapters/seal.ts';
import { unseal } from '../../adapters/unseal.ts';
import { newDigitsKey, publicHalf } from '../../local/digits-key.ts';

const CALL_ID = '20261120T101502-3f9a0c1be27d';
const OTHER_CALL = '20261120T101502-000000000000';
const CARD = '4539578763621486';
const key = await newDigitsKey();
const seal = openSeal(publicHalf(key));

describe('a seal', () => {
  test.each([CARD, '1', '0000', '12*#AD?', '7'.repeat(40), '7'.repeat(41)])(
    'of %s is opened by the private key',
    async (digits) => {
      const jwe = await seal.seal(CALL_ID, digits);
      expect(await unseal(key, CALL_ID, jwe)).toEqual({ ok: true, digits });
    },
  );

  test('is of a kind that Azure Key Vault can open, and names its key and its call', async () => {
    const header = decodeProtectedHeader(await seal.seal(CALL_ID, CARD));
    expect(header).toEqual({
      alg: 'RSA-OAEP-256',
      enc: 'A256GCM',
      kid: expect.stringMatching(/^[\w-]{43}$/),
      callId: CALL_ID,
    });
  });

  test('names its key as the key names itself', async () => {
    const named = openSeal({ ...publicHalf(key), kid: 'line-2026' });
    expect(decodeProtectedHeader(await named.seal(CALL_ID, CARD)).kid).toBe('line-2026');
  });

  test('has the same size for any entry, and another content every time', async () => {
    const seals = await Promise.all(
      ['1', CARD, '7'.repeat(40), CARD].map((digits) => seal.seal(CALL_ID, digits)),
    );
    expect(new Set(seals.map((jwe) => jwe.length)).size).toBe(1);
    expect(new Set(seals).size).toBe(4);
  });

  test('cannot be moved to another call', async () => {
    const jwe = await seal.seal(CALL_ID, CARD);
    expect(await unseal(key, OTHER_CALL, jwe)).toEqual({ ok: false, why: 'another-call' });
    const [, ...rest] = jwe.split('.');
    const header = { ...decodeProtectedHeader(jwe), callId: OTHER_CALL };
    const moved = [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.');
    expect(await unseal(key, OTHER_CALL, moved)).toEqual({ ok: false, why: 'damaged' });
  });

  test('stays closed for another key', async () => {
    const jwe = await seal.seal(CALL_ID, CARD);
    const another = await newDigitsKey();
    expect(await unseal(another, CALL_ID, jwe)).toEqual({ ok: false, why: 'another-key' });
  });

  test.each(['', 'nonsense', 'a.b.c.d.e'])('that is none (%j) is damaged', async (jwe) => {
    expect(await unseal(key, CALL_ID, jwe)).toEqual({ ok: false, why: 'damaged' });
  });

  test('of another algorithm than ours is not opened', async () => {
    const jwe = await new CompactEncrypt(new TextEncoder().encode(CARD))
      .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A128GCM', callId: CALL_ID })
      .encrypt(await importJWK(publicHalf(key), 'RSA-OAEP'));
    expect(await unseal(key, CALL_ID, jwe)).toMatchObject({ ok: false });
  });
});

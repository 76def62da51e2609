import { UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTokenCheck, type TokenCheck } from '../../adapters/acs-callback-token.ts';
import {
  AUDIENCE,
  ISSUER,
  type Issuer,
  NOW,
  newSigner,
  signed,
  startIssuer,
} from './support/token-issuer.ts';

let issuer: Issuer;
let check: TokenCheck;

beforeEach(async () => {
  issuer = await startIssuer();
  check = openTokenCheck(issuer.options);
});

afterEach(() => issuer.stop());

test('a token of the issuer for us is good, and its keys are fetched once', async () => {
  for (let event = 0; event < 3; event += 1)
    expect(await check(`Bearer ${await signed(issuer.signer)}`)).toEqual({ ok: true });
  expect(issuer.looks()).toBe(1);
});

describe('a token is refused', () => {
  test.each([
    ['that is missing', undefined, 'no bearer token'],
    ['that is empty', 'Bearer ', 'no bearer token'],
    ['of another kind', 'Basic abc', 'no bearer token'],
    ['that is none', 'Bearer abc', 'malformed'],
  ])('%s', async (_, header, reason) => {
    expect(await check(header)).toEqual({ ok: false, reason });
  });

  test.each([
    ['from another issuer', { iss: 'https://somebody.example' }, 'wrong iss'],
    ['for somebody else', { aud: '00000000-0000-4000-8000-00000000dead' }, 'wrong aud'],
    ['that has expired', { exp: NOW / 1000 - 10 }, 'expired'],
    ['that never expires', { exp: undefined }, 'wrong exp'],
    ['that is not valid yet', { nbf: NOW / 1000 + 60 }, 'wrong nbf'],
  ])('%s', async (_, claims, reason) => {
    expect(await check(`Bearer ${await signed(issuer.signer, claims)}`)).toEqual({
      ok: false,
      reason,
    });
  });

  test('that is not signed', async () => {
    const token = new UnsecuredJWT({ iss: ISSUER, aud: AUDIENCE, exp: NOW / 1000 + 300 }).encode();
    const [, payload] = token.split('.');
    const header = Buffer.from('{"alg":"none","kid":"first"}').toString('base64url');
    expect(await check(`Bearer ${header}.${payload}.`)).toMatchObject({ ok: false });
  });

  test('signed with another algorithm, even by a published key', async () => {
    const other = await newSigner('other', 'PS256');
    issuer.published.push(other);
    expect(await check(`Bearer ${await signed(other)}`)).toEqual({
      ok: false,
      reason: 'wrong algorithm',
    });
  });

  test('signed by a stranger under a published name', async () => {
    const stranger = await newSigner('first');
    expect(await check(`Bearer ${await signed(stranger)}`)).toEqual({
      ok: false,
      reason: 'wrong signature',
    });
  });

  test('signed by a key that is not published, wherever the token says that it is', async () => {
    const stranger = await newSigner('stranger');
    const header = { jku: issuer.options.keysUrl, jwk: stranger.jwk };
    expect(await check(`Bearer ${await signed(stranger, {}, header)}`)).toEqual({
      ok: false,
      reason: 'unknown key',
    });
  });

  test('that names no key', async () => {
    const token = await signed(issuer.signer, {}, { kid: undefined });
    expect(await check(`Bearer ${token}`)).toEqual({ ok: false, reason: 'the token names no key' });
  });
});

test('a rotated key loses no event, even right after the keys were fetched', async () => {
  await check(`Bearer ${await signed(issuer.signer)}`);
  const next = await newSigner('second');
  issuer.published.splice(0, 1, next);
  expect(await check(`Bearer ${await signed(next)}`)).toEqual({ ok: true });
});

test('tokens of an unknown key do not hammer the issuer', async () => {
  await check(`Bearer ${await signed(issuer.signer)}`);
  const token = await signed(await newSigner('stranger'));
  const began = performance.now();
  const atOnce = Array.from({ length: 20 }, () => check(`Bearer ${token}`));
  await Promise.all(atOnce);
  await check(`Bearer ${token}`);
  const cooldowns = Math.floor((performance.now() - began) / 200); // none, unless the machine is busy
  // the first, one for all twenty, one for the last
  expect(issuer.looks()).toBeLessThanOrEqual(3 + cooldowns);
});

test('without the keys there is no verdict: that is an outage', async () => {
  issuer.stop();
  await expect(check(`Bearer ${await signed(issuer.signer)}`)).rejects.toThrow(
    /^The keys of the tokens cannot be read from http:/,
  );
});

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTokenCheck, type TokenCheck } from '../../adapters/acs-callback-token.ts';

const NOW = Date.parse('2031-05-05T12:00:00Z'); // not today: the check must use the clock it is given
const ISSUER = 'https://issuer.example';
const AUDIENCE = '00000000-0000-4000-8000-0000000000ac';

type Signer = Awaited<ReturnType<typeof newSigner>>;

async function newSigner(kid: string, alg = 'RS256') {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

function signed({ privateKey, kid, alg }: Signer, claims: object = {}, header: object = {}) {
  const seconds = NOW / 1000;
  const all = { iss: ISSUER, aud: AUDIENCE, iat: seconds, exp: seconds + 300, ...claims };
  return new SignJWT(all).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
}

let signer: Signer;
let published: Signer[];
let server: Server;
let looks: number;
let check: TokenCheck;

beforeEach(async () => {
  signer = await newSigner('first');
  published = [signer];
  looks = 0;
  server = createServer((_request, response) => {
    looks += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const keysUrl = `http://127.0.0.1:${port}/calling/keys`;
  check = openTokenCheck({ issuer: ISSUER, audience: AUDIENCE, keysUrl, now: () => NOW });
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
});

test('a token of the issuer for us is good, and its keys are fetched once', async () => {
  for (let event = 0; event < 3; event += 1)
    expect(await check(`Bearer ${await signed(signer)}`)).toEqual({ ok: true });
  expect(looks).toBe(1);
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
    expect(await check(`Bearer ${await signed(signer, claims)}`)).toEqual({ ok: false, reason });
  });

  test('that is not signed', async () => {
    const token = new UnsecuredJWT({ iss: ISSUER, aud: AUDIENCE, exp: NOW / 1000 + 300 }).encode();
    const [, payload] = token.split('.');
    const header = Buffer.from('{"alg":"none","kid":"first"}').toString('base64url');
    expect(await check(`Bearer ${header}.${payload}.`)).toMatchObject({ ok: false });
  });

  test('signed with another algorithm, even by a published key', async () => {
    const other = await newSigner('other', 'PS256');
    published.push(other);
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

  test('signed by a key that is not published', async () => {
    const stranger = await newSigner('stranger');
    expect(await check(`Bearer ${await signed(stranger)}`)).toEqual({
      ok: false,
      reason: 'unknown key',
    });
  });

  test('that names no key', async () => {
    const token = await signed(signer, {}, { kid: undefined });
    expect(await check(`Bearer ${token}`)).toEqual({ ok: false, reason: 'the token names no key' });
  });
});

test('a rotated key loses no event, even right after the keys were fetched', async () => {
  await check(`Bearer ${await signed(signer)}`);
  const next = await newSigner('second');
  published = [next];
  expect(await check(`Bearer ${await signed(next)}`)).toEqual({ ok: true });
});

test('tokens of an unknown key do not hammer the issuer', async () => {
  await check(`Bearer ${await signed(signer)}`);
  const token = await signed(await newSigner('stranger'));
  const atOnce = Array.from({ length: 20 }, () => check(`Bearer ${token}`));
  await Promise.all(atOnce);
  await check(`Bearer ${token}`);
  expect(looks).toBeLessThanOrEqual(3); // the first, one for all twenty, one for the last
});

test('without the keys there is no verdict: that is an outage', async () => {
  server.close();
  server.closeAllConnections();
  await expect(check(`Bearer ${await signed(signer)}`)).rejects.toThrow(
    /^The keys of the callback tokens cannot be read from http:/,
  );
});

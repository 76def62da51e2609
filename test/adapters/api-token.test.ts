import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiTokenCheck, openApiTokenCheck } from '../../adapters/api-token.ts';
import { type Issuer, NOW, newSigner, signed, startIssuer } from './support/token-issuer.ts';

let issuer: Issuer;
let check: ApiTokenCheck;

beforeAll(async () => {
  issuer = await startIssuer();
  check = openApiTokenCheck(issuer.options);
});

afterAll(() => issuer.stop());

const bearing = async (claims: object) => check(`Bearer ${await signed(issuer.signer, claims)}`);

describe('an access token', () => {
  test('tells the roles of a program, or of a user', async () => {
    const roles = ['calls.read', 'agents.write'];
    expect(await bearing({ roles, idtyp: 'app' })).toEqual({ ok: true, roles });
    expect(await bearing({ roles, scp: 'access' })).toEqual({ ok: true, roles });
  });

  test.each([
    [{ name: 'Ann Berg', oid: '0a1b', azp: 'x' }, 'Ann Berg (0a1b)'],
    [{ azp: 'c0ffee', oid: '0a1b' }, 'c0ffee (0a1b)'], // a program: its registration has no name here
    [{ oid: '0a1b' }, '0a1b'],
    [{ name: 'Ann Berg' }, 'Ann Berg'],
    [{ name: 7, oid: {} }, undefined],
  ])('tells of %j who it was issued to', async (claims, who) => {
    expect(await bearing({ roles: [], ...claims })).toEqual({ ok: true, roles: [], who });
  });

  test.each([[undefined], [null], ['calls.read'], [{ 0: 'calls.read' }], [['calls.read', 7]]])(
    'of somebody with the roles %j gives none',
    async (roles) => {
      expect(await bearing({ roles, scp: 'calls.read', groups: ['calls.read'] })).toEqual({
        ok: true,
        roles: [],
      });
    },
  );

  test('is good for the seconds that two clocks may differ, and no longer', async () => {
    const [seconds, roles] = [NOW / 1000, ['calls.read']];
    const good = { ok: true, roles };
    expect(await bearing({ roles, exp: seconds - 4 })).toEqual(good);
    expect(await bearing({ roles, nbf: seconds + 4 })).toEqual(good);
    expect(await bearing({ roles, exp: seconds - 6 })).toEqual({ ok: false, reason: 'expired' });
    expect(await bearing({ roles, nbf: seconds + 6 })).toEqual({ ok: false, reason: 'wrong nbf' });
  });

  test.each([
    ['of another tenant', { iss: 'https://issuer.example/other' }, 'wrong iss'],
    ['for another app', { aud: 'https://graph.microsoft.com' }, 'wrong aud'],
    ['that never expires', { exp: undefined }, 'wrong exp'],
  ])('%s is refused', async (_, claims, reason) => {
    expect(await bearing({ roles: ['calls.read'], ...claims })).toEqual({ ok: false, reason });
  });

  test('of a rotated key is taken at once', async () => {
    const next = await newSigner('second');
    issuer.published.push(next);
    const token = await signed(next, { roles: ['calls.read'] });
    expect(await check(`Bearer ${token}`)).toEqual({ ok: true, roles: ['calls.read'] });
  });

  test.each([
    ['eyJhbGciOiJSUzI1NiIsImtpZCI6ImZpcnN0IiwiY3JpdCI6WyJiNjQiXSwiYjY0IjpmYWxzZX0.eyJhIjoxfQ.c2ln'],
    ['eyJhbGciOiJSUzI1NiIsImtpZCI6ImZpcnN0In0.!!!.c2ln'],
    ['eyJhbGciOiJSUzI1NiIsImtpZCI6ImZpcnN0In0..'],
    ['eyJhbGciOiJSUzI1NiIsImtpZCI6eyJhIjoxfX0.eyJhIjoxfQ.c2ln'],
    ['eyJraWQiOiJmaXJzdCJ9.eyJhIjoxfQ.c2ln'],
    ['bnVsbA.eyJhIjoxfQ.c2ln'],
    ['a.b.c.d.e'],
    ['.'.repeat(5000)],
  ])('that is %s is refused, and no outage', async (token) => {
    expect(await check(`Bearer ${token}`)).toMatchObject({ ok: false });
  });
});

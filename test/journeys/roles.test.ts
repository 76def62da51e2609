import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCESS, type Access, ROLES } from '../../functions/access.ts';
import type { TokenIssuer } from '../../local/token-issuer.ts';
import { person } from '../adapters/support/agents.ts';
import { goodToken } from './support/forged.ts';
import { type Line, startLine } from './support/line.ts';

/** A line that asks for access tokens, with one call that was made. */
let line: Line;
let issuer: TokenIssuer;
let callId: string;

beforeAll(async () => {
  line = await startLine({ apiTokens: true, agents: [person('anna', 61)] });
  if (!line.tokenIssuer) throw new Error('nobody issues tokens');
  issuer = line.tokenIssuer;
  const caller = line.caller('+15550100');
  await caller.rings();
  await caller.hears('Welcome');
  await caller.hangsUp();
  callId = String(line.logged.find(({ event }) => event === 'rings')?.callId);
});

afterAll(() => line.stop());

interface Asked {
  path: string;
  method?: string;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

async function asks({ path, method = 'GET', token, body, headers = {} }: Asked) {
  const logged = line.logged.length;
  const answer = await fetch(`${line.host.url}${path}`, {
    method,
    headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const { status } = answer;
  return { status, text, headers: answer.headers, lines: line.logged.slice(logged) };
}

describe.each(Object.entries<Access>(ACCESS).filter(([, { by }]) => by === 'role'))(
  '%s',
  (name, access) => {
    const role = access.by === 'role' ? access.role : '';

    function request(token?: string) {
      const { route = '', methods: [method] = [] } =
        line.host.functions.find((one) => one.name === name) ?? {};
      const names = { '{callId}': callId, '{id}': 'anna', '{version}': 'file' };
      const path = Object.entries(names).reduce(
        (filled, [name, value]) => filled.replace(name, value),
        `/${route}`,
      );
      return asks({ path, method, token, body: method === 'GET' ? undefined : {} });
    }

    test('is for whoever has its role, and nothing else', async () => {
      const { status } = await request(await issuer.token([role]));
      expect([200, 400]).toContain(status); // 400: there was nothing in the body
    });

    test('is not for who has every other role, and they are told which is missing', async () => {
      const others = ROLES.filter((one) => one !== role);
      const { status, text, lines } = await request(await issuer.token(others));
      expect([status, JSON.parse(text).error.code]).toEqual([403, 'Forbidden']);
      expect(text).toContain(`the role ${role},`);
      expect(lines).toMatchObject([{ level: 'warn', event: 'api-refused', function: name }]);
    });

    test.each<[string, () => Promise<string | undefined>]>([
      ['without a token', async () => undefined],
      ['with one that has expired', () => issuer.token(ROLES, -10)],
      ['with one that was changed', async () => `${await issuer.token(ROLES)}AA`],
      ['with one of the phone service', () => goodToken(line, line.clock.now())],
    ])('is for nobody %s', async (_, token) => {
      const { status, headers, text, lines } = await request(await token());
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(text).toBe(
        '{"error":{"code":"Unauthorized","message":"The request carries no valid access token."}}',
      );
      expect(lines).toMatchObject([{ level: 'warn', event: 'api-refused', function: name }]);
      expect(JSON.stringify(lines)).not.toMatch(/eyJ|15550/);
    });
  },
);

test('support reads a call, and numbers only with a role of their own', async () => {
  const support = await issuer.token(['calls.read']);
  const seen = await asks({ path: `/api/calls/${callId}`, token: support });
  expect(JSON.parse(seen.text)).toMatchObject({ call: { callId, from: '+••••••00' } });
  const numbers = `/api/calls/${callId}/numbers`;
  expect((await asks({ path: numbers, token: support })).status).toBe(403);
  const token = await issuer.token(['calls.read.numbers']);
  expect(JSON.parse((await asks({ path: numbers, token })).text)).toMatchObject({
    from: '+15550100',
  });
});

test('a program places a call, which who may only read does not', async () => {
  const call = { path: '/api/calls', method: 'POST', body: { to: '+15550123' } };
  const before = line.host.durable.instances().length;
  const reader = await issuer.token(['calls.read', 'calls.read.numbers', 'agents.write']);
  expect((await asks({ ...call, token: reader })).status).toBe(403);
  expect(line.host.durable.instances()).toHaveLength(before);
  const token = await issuer.token(['calls.start']);
  expect((await asks({ ...call, token })).status).toBe(202);
});

test('health and sounds are for anybody', async () => {
  expect((await asks({ path: '/api/health' })).status).toBe(200);
  expect((await asks({ path: '/api/health/drain' })).status).toBe(200);
  expect((await asks({ path: '/api/audio/music.wav' })).status).toBe(200);
});

describe('everything else', () => {
  test.each([
    ['DELETE', '/api/calls'],
    ['PUT', '/api/calls/search'],
    ['GET', '/api/agents/anna'],
    ['POST', '/api/health'],
    ['GET', '/api/calls/x/events'],
    ['GET', '/api/watchdog'],
    ['POST', '/api/carryOut'],
    ['GET', '/api'],
    ['GET', '/'],
    ['GET', '/.auth/me'],
    ['OPTIONS', '/api/calls'],
  ])('is not there: %s %s', async (method, path) => {
    const token = await issuer.token(ROLES);
    const headers = { origin: 'https://page.example', 'access-control-request-method': 'GET' };
    expect((await asks({ method, path, token, headers })).status).toBe(404);
  });
});

test('no page of another origin is allowed to read an answer', async () => {
  const token = await issuer.token(ROLES);
  for (const path of ['/api/health', '/api/calls', '/api/audio/music.wav', '/api/none'])
    for (const origin of ['https://page.example', 'null']) {
      const { headers } = await asks({ path, token, headers: { origin } });
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
});

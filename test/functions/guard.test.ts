import { describe, expect, test } from 'vitest';
import type { ApiTokenVerdict } from '../../adapters/api-token.ts';
import { guarded } from '../../functions/guard.ts';
import { fakeDeps, type Given, request } from './support/fakes.ts';

const TOKEN = 'eyJ.secret.token';

/** Asks for a function as somebody with a token, and tells what they got and whether the function was reached. */
async function asks(name: Parameters<typeof guarded>[1], given: Given) {
  const { deps, log } = fakeDeps(given);
  let reached = 0;
  const { handler } = guarded(deps, name, () => {
    reached += 1;
    return { status: 204 };
  });
  const answer = await handler(
    request({ method: 'POST', headers: { authorization: `Bearer ${TOKEN}` } }),
  );
  expect(JSON.stringify([answer, log])).not.toContain('secret');
  return { answer, log, reached };
}

const apiToken = (verdict: ApiTokenVerdict): Given => ({ checkApiToken: async () => verdict });

describe('a function for a role', () => {
  test('is reached by who has it', async () => {
    const { answer, reached } = await asks(
      'getCallNumbers',
      apiToken({ ok: true, roles: ['calls.read', 'calls.read.numbers'] }),
    );
    expect([answer.status, reached]).toEqual([204, 1]);
  });

  test.each([[['calls.read']], [['calls.read.numbers2', 'CALLS.READ.NUMBERS']], [[]]])(
    'is not reached by who has %j, and they are told what is missing',
    async (roles) => {
      const { answer, log, reached } = await asks('getCallNumbers', apiToken({ ok: true, roles }));
      expect(reached).toBe(0);
      expect(answer).toMatchObject({ status: 403, jsonBody: { error: { code: 'Forbidden' } } });
      expect(answer.jsonBody.error.message).toContain('the role calls.read.numbers,');
      const reason = 'without the role calls.read.numbers';
      expect(log).toEqual([
        { level: 'warn', event: 'api-refused', fields: { function: 'getCallNumbers', reason } },
      ]);
    },
  );

  test('is not reached with a bad token, of which nothing is told but to our log', async () => {
    const { answer, log, reached } = await asks(
      'listCalls',
      apiToken({ ok: false, reason: 'expired' }),
    );
    expect(reached).toBe(0);
    expect(answer).toEqual({
      status: 401,
      headers: { 'www-authenticate': 'Bearer' },
      jsonBody: {
        error: { code: 'Unauthorized', message: 'The request carries no valid access token.' },
      },
    });
    expect(log).toEqual([
      {
        level: 'warn',
        event: 'api-refused',
        fields: { function: 'listCalls', reason: 'expired' },
      },
    ]);
  });

  test('waits for keys that are away', async () => {
    const { answer, log, reached } = await asks('placeCall', {
      checkApiToken: () => Promise.reject(new Error('secret')),
    });
    expect([answer.status, reached]).toEqual([503, 0]);
    expect(log).toMatchObject([{ level: 'error', event: 'token-keys-unreachable' }]);
  });

  test('is left to the host and its keys where no tokens are checked', async () => {
    expect(await asks('listCalls', {})).toMatchObject({ reached: 1, log: [] });
  });
});

describe.each(['callEvents', 'sealedEvents'] as const)('%s', (name) => {
  test('is reached by ACS, whatever the APIs ask for', async () => {
    const api = apiToken({ ok: false, reason: 'wrong iss' });
    expect(await asks(name, api)).toMatchObject({ reached: 1, log: [] });
  });

  test('is not reached by anybody else, who is told nothing', async () => {
    const { answer, log, reached } = await asks(name, {
      ...apiToken({ ok: true, roles: ['calls.read', 'calls.start'] }),
      checkToken: async () => ({ ok: false, reason: 'expired' }),
    });
    expect(reached).toBe(0);
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(JSON.stringify(answer)).not.toContain('expired');
    expect(log).toEqual([
      { level: 'warn', event: 'callback-refused', fields: { reason: 'expired' } },
    ]);
  });

  test('asks ACS for another delivery when the keys are away', async () => {
    const checkToken = () => Promise.reject(new Error('secret'));
    const { answer, reached } = await asks(name, { checkToken });
    expect([answer.status, reached]).toEqual([500, 0]);
  });

  test('asks about the header that came', async () => {
    const seen: unknown[] = [];
    const checkToken = async (header: unknown) => {
      seen.push(header);
      return { ok: true as const };
    };
    await asks(name, { checkToken });
    expect(seen).toEqual([`Bearer ${TOKEN}`]);
  });
});

test('what is for anybody asks nobody', async () => {
  const nobody = { ok: false as const, reason: 'not to be asked' };
  const given = { ...apiToken(nobody), checkToken: async () => nobody };
  expect(await asks('health', given)).toMatchObject({ reached: 1, log: [] });
  expect(await asks('audio', given)).toMatchObject({ reached: 1, log: [] });
});

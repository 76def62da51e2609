import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callbackToken, type TokenFault } from '../../emulator/callback-token.ts';
import type { ScriptedCaller } from '../../emulator/scripted-caller.ts';
import { ROLES } from '../../functions/access.ts';
import { callbacks, forgedKey, goodToken, tokenOfPublicKey } from './support/forged.ts';
import { type Line, startLine } from './support/line.ts';

/** A call that waits for a key, and somebody who would like to press it. */
let line: Line;
let caller: ScriptedCaller;
let forged: Awaited<ReturnType<typeof forgedKey>>;
let callId: string;

beforeAll(async () => {
  line = await startLine({ apiTokens: true });
  caller = line.caller();
  await caller.rings();
  await caller.hears('press 1');
  forged = await forgedKey(line);
  callId = /calls\/([^/]+)\/events/.exec(forged.url)?.[1] ?? '';
});

afterAll(() => line.stop());

async function posts(authorization: string | undefined, url = forged.url, body = forged.body) {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

const faulty = async (fault: TokenFault) =>
  `Bearer ${await callbackToken(line.emulatorUrl, line.clock.now(), { id: 'forged', fault })}`;
const good = async (inMs = 0) => `Bearer ${await goodToken(line, line.clock.now() + inMs)}`;

/** All that Durable and ACS know of the call. */
async function standing() {
  return {
    history: line.host.durable.history(callId),
    requests: (await line.requests('')).length,
    instances: line.host.durable.instances().length,
  };
}

describe('a callback', () => {
  test.each<[string, () => Promise<string | undefined>]>([
    ['without a token', async () => undefined],
    ['with another kind of authorization', async () => `Basic ${(await good()).slice(7)}`],
    ['with garbage for a token', async () => 'Bearer eyJ.garbage.x'],
    ['with a token that is not signed', () => faulty('alg-none')],
    [
      'with a token that the public key has signed',
      async () => `Bearer ${await tokenOfPublicKey(line)}`,
    ],
    ['with a token of another issuer', () => faulty('issuer')],
    ['with a token for another audience', () => faulty('audience')],
    ['with a token of another key', () => faulty('key')],
    ['with a token that has expired', () => faulty('expired')],
    ['with a token that is not valid yet', () => good(60_000)],
    [
      'with an access token for the APIs',
      async () => `Bearer ${await line.tokenIssuer?.token(ROLES)}`,
    ],
  ])('%s is refused: nothing is raised, and the log has one line', async (_, token) => {
    const authorization = await token();
    const before = await standing();
    for (const url of [forged.url, forged.url.replace('/events', '/sealed?checks=e30')]) {
      const logged = line.logged.length;
      const { status, text, headers } = await posts(authorization, url);
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(JSON.parse(text).error.code).toBe('Unauthorized');
      const lines = line.logged.slice(logged);
      expect(lines).toMatchObject([{ level: 'warn', event: 'callback-refused' }]);
      expect(JSON.stringify(lines)).not.toMatch(/eyJ|Bearer|Basic/);
    }
    expect(await standing()).toEqual(before);
  });

  test('that comes again within the life of its token is answered 200, and changes nothing', async () => {
    const [first] = await callbacks(line);
    const authorization = await good();
    const { requests } = await standing();
    const { timeline } = await record();
    for (let copy = 0; copy < 3; copy += 1)
      expect(await posts(authorization, first?.url, first?.events)).toMatchObject({ status: 200 });
    await line.host.idle();
    expect((await standing()).requests).toBe(requests);
    expect((await record()).timeline).toEqual(timeline);
  });

  test('of ACS is taken: the same key with a good token leads the caller on', async () => {
    expect(await posts(await good())).toMatchObject({ status: 200 });
    await caller.hears('account number');
  });

  test('that comes again after the end of its token is refused', async () => {
    const authorization = await good();
    expect(await posts(authorization)).toMatchObject({ status: 200 });
    await line.passes(306_000);
    const logged = line.logged.length;
    expect(await posts(authorization)).toMatchObject({ status: 401 });
    expect(line.logged.slice(logged)).toMatchObject([{ reason: 'expired' }]);
  });
});

async function record(): Promise<{ timeline: object[] }> {
  const authorization = `Bearer ${await line.tokenIssuer?.token(['calls.read'])}`;
  const answer = await fetch(`${line.host.url}/api/calls/${callId}`, {
    headers: { authorization },
  });
  return (await answer.json()) as { timeline: object[] };
}

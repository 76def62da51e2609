import { beforeEach, describe, expect, test } from 'vitest';
import { listAgents, putAgent } from '../../functions/agents-api.ts';
import { at, callId, claimOf, type Desk, openDesk, person } from '../adapters/support/agents.ts';
import { fakeDeps, fakeInstances, request } from './support/fakes.ts';

const ANNA = person('anna', 61, { name: 'Anna Berg', skills: ['billing'] });
const BEN = person('ben', 62, { name: 'Ben Okafor', extension: 'ww204#' });
let desk: Desk;

beforeEach(async () => {
  desk = await openDesk([BEN, ANNA]);
});

async function list() {
  const { status, jsonBody } = await listAgents(fakeDeps({ agents: desk.agents }).deps);
  return { status, body: JSON.parse(JSON.stringify(jsonBody)) };
}

async function put(id: string, body: unknown) {
  const { deps, log } = fakeDeps({ agents: desk.agents });
  const string = typeof body === 'string' ? body : JSON.stringify(body);
  const asked = request({ method: 'PUT', params: { id }, body: { string } });
  const { status, jsonBody } = await putAgent(deps, fakeInstances().instances, asked);
  return { status, body: JSON.parse(JSON.stringify(jsonBody)), log };
}

describe('the list of agents', () => {
  test('says of each what they do, and never their number', async () => {
    await desk.agents.claim(claimOf(1));
    await desk.agents.set('ben', 'away', 'lunch');
    const listed = await list();
    expect(listed).toEqual({
      status: 200,
      body: {
        agents: [
          {
            id: 'anna',
            name: 'Anna Berg',
            skills: ['billing'],
            state: 'offered',
            stateSince: at(0),
            callId: callId(1),
          },
          {
            id: 'ben',
            name: 'Ben Okafor',
            skills: [],
            state: 'away',
            stateSince: at(0),
            reason: 'lunch',
          },
        ],
      },
    });
    expect(JSON.stringify(listed)).not.toMatch(/5550161|204/);
  });

  test('shows wrap-up until it is over', async () => {
    const { agents, putClock } = desk;
    await agents.claim(claimOf(1));
    await agents.release(callId(1), { agent: 'anna', offer: 'offer:3', to: 'wrap-up' });
    const [anna] = (await list()).body.agents;
    expect(anna).toMatchObject({ state: 'wrap-up', wrapUpUntil: at(30) });
    putClock(31);
    const [later] = (await list()).body.agents;
    expect(later).toEqual({
      id: 'anna',
      name: 'Anna Berg',
      skills: ['billing'],
      state: 'available',
      stateSince: at(30),
    });
  });
});

describe('an agent', () => {
  test('is set away with a reason, and available again', async () => {
    const away = { id: 'anna', state: 'away', reason: 'lunch' };
    const answer = await put('anna', { state: 'away', reason: 'lunch' });
    expect(answer).toMatchObject({ status: 200, body: away });
    expect(answer.log).toEqual([
      { level: 'info', event: 'agent-set', fields: { agent: 'anna', state: 'away' } },
    ]);
    expect(await desk.who('anna')).toMatchObject({ state: 'away', reason: 'lunch' });
    const back = await put('anna', { state: 'available' });
    expect([back.status, back.body.state, back.body.reason]).toEqual([200, 'available', undefined]);
  });

  test('in a call is not touched, and it is told what they do', async () => {
    await desk.agents.claim(claimOf(1));
    const answer = await put('anna', { state: 'away' });
    expect(answer).toEqual({
      status: 409,
      body: {
        error: { code: 'InCall', message: 'Anna Berg is in a call. Try again when it is over.' },
        state: 'offered',
      },
      log: [],
    });
    await desk.agents.talks(callId(1), 'anna', 'offer:3');
    expect((await put('anna', { state: 'available' })).body.state).toBe('talking');
    expect(await desk.who('anna')).toMatchObject({ state: 'talking' });
  });

  test.each(['carl', 'Anna', 'a/b', "a'b", ''])('who is nobody, %j, is not found', async (id) => {
    expect(await put(id, { state: 'away' })).toMatchObject({
      status: 404,
      body: { error: { code: 'NotFound' } },
    });
  });

  test.each([
    [{ state: 'talking' }, 'state'],
    [{ state: 'wrap-up' }, 'state'],
    [{}, 'state'],
    [{ state: 'away', reason: 'r'.repeat(101) }, 'reason'],
    [{ state: 'away', reason: ' ' }, 'reason'],
    [{ state: 'away', reason: 'a\nb' }, 'reason'],
    [{ state: 'away', reason: 7 }, 'reason'],
    [{ state: 'available', reason: 'back' }, 'reason'],
    [{ state: 'away', until: 'noon' }, 'until'],
    [['away'], undefined],
    ['nonsense', undefined],
  ])('cannot be %j', async (body, target) => {
    const answer = await put('anna', body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
    expect(answer.body.error.target).toBe(target);
    expect(await desk.who('anna')).toMatchObject({ state: 'available' });
  });

  test('takes a reason of a hundred characters, and no body larger than others', async () => {
    expect((await put('anna', { state: 'away', reason: 'é'.repeat(100) })).status).toBe(200);
    expect((await put('anna', `{"state": "away"${' '.repeat(256 * 1024)}}`)).status).toBe(413);
  });
});

test('tables that are away are told, without their inner workings', async () => {
  const away = () => Promise.reject(new Error('AccountKey=secret'));
  const { deps, log } = fakeDeps({ agents: { list: away, set: away } });
  const body = { string: '{"state": "away"}' };
  const answers = [
    await listAgents(deps),
    await putAgent(
      deps,
      fakeInstances().instances,
      request({ method: 'PUT', params: { id: 'anna' }, body }),
    ),
  ];
  expect(answers).toMatchObject([{ status: 503 }, { status: 503 }]);
  expect(log.map(({ event }) => event)).toEqual(['tables-unreachable', 'tables-unreachable']);
  expect(JSON.stringify([answers, log])).not.toContain('secret');
});

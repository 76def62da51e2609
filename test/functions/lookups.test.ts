import { describe, expect, test } from 'vitest';
import type { LookupResult } from '../../adapters/lookup-requests.ts';
import { lookupProblems } from '../../functions/lookup-endpoints.ts';
import { askBackEnd } from '../../functions/lookups.ts';
import { ASKING } from '../calls/support/lookup-conversation.ts';
import { CALL_ID, fakeDeps, fakeInstances, NOW } from './support/fakes.ts';

const STARTED = {
  callId: CALL_ID,
  lookup: 2,
  endpoint: 'billing',
  send: {},
  keep: { amount: '/amount' },
  when: {},
  due: Date.parse(NOW) + 15_000,
};
const GOOD: LookupResult = { answer: { ok: true, values: { amount: '7' } }, status: 200 };

/** The activity, with a back end that answers so: what it was asked, and what came of it. */
async function asks(
  result: LookupResult,
  given: Parameters<typeof fakeInstances>[0] = {},
  due = STARTED.due,
) {
  const { deps, log } = fakeDeps();
  const { instances, raised } = fakeInstances(given);
  const asked: object[] = [];
  const ask = async (request: object) => {
    asked.push(request);
    return result;
  };
  await askBackEnd({ ...deps, askBackEnd: ask }, instances, { ...STARTED, due });
  return { log, raised, asked };
}

describe('the activity of a lookup', () => {
  test('asks with what is left of fifteen seconds, and raises what it is told', async () => {
    const { asked, raised, log } = await asks(GOOD);
    expect(asked).toMatchObject([{ idempotencyKey: `${CALL_ID}-l2`, withinMs: 15_000 }]);
    const { answer } = GOOD;
    const event = {
      type: 'LookupAnswered',
      id: `${CALL_ID}-l2`,
      at: NOW,
      lookup: 2,
      endpoint: 'billing',
      answer,
    };
    expect(raised).toEqual([{ callId: CALL_ID, event }]);
    expect(log).toMatchObject([
      {
        level: 'info',
        event: 'lookup',
        fields: { callId: CALL_ID, endpoint: 'billing', answered: '2xx', ms: 0 },
      },
    ]);
  });

  test('logs no value, but what is missing of the configuration', async () => {
    expect(JSON.stringify((await asks(GOOD)).log)).not.toContain('"7"');
    const problem = 'LOOKUP_KEY is not set. Set it to what the header takes.';
    const { log } = await asks({ answer: { ok: false, why: 'not-configured' }, problem });
    expect(log).toMatchObject([
      { level: 'warn', fields: { answered: 'not', why: 'not-configured', problem } },
    ]);
  });

  test('does not ask for what nobody waits for any more', async () => {
    const { asked, raised } = await asks(GOOD, {}, Date.parse(NOW));
    expect([asked, raised]).toEqual([[], []]);
  });

  test('does not fail when the answer cannot be raised: the call has a deadline', async () => {
    const { log } = await asks(GOOD, { failing: true });
    expect(log.map(({ event }) => event)).toEqual(['lookup', 'event-not-raised']);
  });

  test('finds a call that is not there any more', async () => {
    const { log } = await asks(GOOD, { is: { is: 'unknown' } });
    expect(log.map(({ event }) => event)).toEqual(['lookup', 'unknown-call']);
  });
});

describe('a flow that looks up', () => {
  const billing = { url: 'https://billing.example/{number}', method: 'GET' } as const;
  const problems = (...given: Parameters<typeof lookupProblems>) =>
    lookupProblems(...given).map(({ step, message }) => {
      expect(step).toBe('ask');
      return message;
    });

  test('needs its endpoint', () => {
    expect(problems(ASKING, {}, {})).toEqual([
      'LOOKUPS: step "ask" of the flow asks "billing", which is not among the endpoints (none). Add it there, or correct the step.',
    ]);
    expect(problems(ASKING, { billing }, {})).toEqual([]);
  });

  test('sends what the address needs', () => {
    const url = 'https://billing.example/{customer}';
    expect(problems(ASKING, { billing: { ...billing, url } }, {})).toEqual([
      'LOOKUPS: the url of "billing" has {customer}, which step "ask" of the flow does not send. Add it to send, or leave it out.',
    ]);
  });

  test('needs the secret of its endpoint', () => {
    const header = { name: 'x-api-key', valueFrom: 'LOOKUP_KEY' };
    const endpoints = { billing: { ...billing, header } };
    expect(problems(ASKING, endpoints, { LOOKUP_KEY: ' ' })).toEqual([
      'LOOKUP_KEY: not set, and the endpoint "billing" of LOOKUPS reads its header from it. Set it to what the header takes.',
    ]);
    expect(problems(ASKING, endpoints, { LOOKUP_KEY: 'k' })).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { callRowKey } from '../../adapters/call-keys.ts';
import type { CallQuery } from '../../calls/ports.ts';
import { getCall, getCallNumbers, listCalls, searchCalls } from '../../functions/calls-api.ts';
import { CALL_ID, fakeDeps, record, request, row } from './support/fakes.ts';

const NEXT = callRowKey(CALL_ID);

function recording() {
  const asked: CallQuery[] = [];
  const list = async (query: CallQuery) => {
    asked.push(query);
    return { calls: [row], next: NEXT };
  };
  return { asked, deps: fakeDeps({ store: { list } }).deps };
}

const get = (query: Record<string, string>) => request({ method: 'GET', query });
const post = (body: unknown) =>
  request({
    method: 'POST',
    body: { string: typeof body === 'string' ? body : JSON.stringify(body) },
  });

describe('a list of calls', () => {
  test('is of today unless a day is named, fifty at a time', async () => {
    const { deps, asked } = recording();
    const answer = await listCalls(deps, get({}));
    expect(asked).toEqual([{ day: '2026-11-20', limit: 50 }]);
    expect(answer).toMatchObject({ status: 200, jsonBody: { next: NEXT } });
  });

  test('shows of a call what support needs, its numbers masked', async () => {
    const { deps } = recording();
    const answer = await listCalls(deps, get({}));
    expect(JSON.parse(JSON.stringify(answer.jsonBody.calls))).toEqual([
      {
        callId: CALL_ID,
        direction: 'inbound',
        from: '+••••••00',
        to: '+••••••99',
        state: 'talking',
        startedAt: '2026-11-20T10:15:02.000Z',
        flowVersion: 'abcdef012345',
      },
    ]);
  });

  test('passes on what was asked for; the function key is the host’s', async () => {
    const { deps, asked } = recording();
    const query = { day: '2026-11-19', outcome: 'failed', limit: '200', next: NEXT };
    await listCalls(deps, get({ ...query, code: 'key' }));
    expect(asked).toEqual([{ ...query, limit: 200 }]);
  });

  test.each([
    ['day', '2026-02-30'],
    ['day', 'today'],
    ['outcome', 'great'],
    ['limit', '0'],
    ['limit', '201'],
    ['limit', '1.5'],
    ['limit', ''],
    ['next', "' or '1' eq '1"],
    ['from', '+15550100'],
    ['fast', 'yes'],
  ])('with %s=%s is refused, naming the parameter', async (name, value) => {
    const { deps, asked } = recording();
    expect(await listCalls(deps, get({ [name]: value }))).toMatchObject({
      status: 400,
      jsonBody: { error: { code: 'BadRequest', target: name, message: expect.any(String) } },
    });
    expect(asked).toEqual([]);
  });
});

describe('a search', () => {
  test('of a caller reads all their days', async () => {
    const { deps, asked } = recording();
    await searchCalls(deps, post({ from: '+15550100' }));
    await searchCalls(deps, post({ from: 'anonymous', day: '2026-11-19', limit: 2 }));
    expect(asked).toEqual([
      { from: '+15550100', limit: 50 },
      { from: 'anonymous', day: '2026-11-19', limit: 2 },
    ]);
  });

  test('without a caller is a list of today', async () => {
    const { deps, asked } = recording();
    await searchCalls(deps, post({}));
    expect(asked).toEqual([{ day: '2026-11-20', limit: 50 }]);
  });

  test.each([
    [{ from: '5550100' }, 'from'],
    [{ limit: '5' }, 'limit'],
    [{ number: '+15550100' }, 'number'],
    [[], undefined],
    ['nonsense', undefined],
  ])('%j is refused', async (body, target) => {
    const { deps } = recording();
    const answer = await searchCalls(deps, post(body));
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.jsonBody.error.target).toBe(target);
  });
});

describe('one call', () => {
  const at = { at: '2026-11-20T10:15:02.000Z', turn: 1, kind: 'event', type: 'x' } as const;
  const digits = [
    {
      turn: 2,
      step: 'a',
      question: 'menu',
      digits: '1',
      length: 1,
      attempt: 1,
      at: at.at,
    } as const,
  ].map((entry) => ({ ...entry, result: 'complete' as const }));
  const found = {
    ...record,
    digits,
    timeline: [
      { ...at, index: 0, words: 'rings from +15550100', data: { who: '4:+15550100', n: 1 } },
    ],
  };
  const find = async (callId: string) => (callId === CALL_ID ? found : undefined);
  const { deps } = fakeDeps({ store: { find } });
  const of = (callId: string) => request({ method: 'GET', params: { callId } });

  test('is shown with all that was heard and pressed, but no number in full', async () => {
    const answer = await getCall(deps, of(CALL_ID));
    expect(answer).toMatchObject({
      status: 200,
      jsonBody: {
        call: { callId: CALL_ID, from: '+••••••00' },
        timeline: [{ words: 'rings from +••••••00', data: { who: '4:+••••••00', n: 1 } }],
        digits,
        tones: [],
      },
    });
    expect(JSON.stringify(answer)).not.toContain('15550100');
  });

  test('is shown with its keys as they were pressed, and what is missing of them', async () => {
    const key = { participant: 'caller', session: 1, kind: 'tone', at: at.at } as const;
    const tones = [
      { ...key, sequenceId: 4, key: '4' },
      { ...key, sequenceId: 2, key: '2' },
    ];
    const answer = await getCall(
      fakeDeps({ store: { find: async () => ({ ...record, tones }) } }).deps,
      of(CALL_ID),
    );
    expect(answer.jsonBody.tones).toEqual([
      {
        participant: 'caller',
        session: 1,
        digits: '24',
        tones: [
          { sequenceId: 2, key: '2', at: at.at },
          { sequenceId: 4, key: '4', at: at.at },
        ],
        gaps: [{ from: 3, to: 3 }],
      },
    ]);
  });

  test('shows its numbers in full only where they are asked for', async () => {
    expect(await getCallNumbers(deps, of(CALL_ID))).toEqual({
      status: 200,
      jsonBody: { from: '+15550100', to: '+15550199' },
    });
  });

  test.each(['20261120T101502-000000000000', 'nonsense'])('is not found as %s', async (callId) => {
    for (const view of [getCall, getCallNumbers])
      expect(await view(deps, of(callId))).toMatchObject({
        status: 404,
        jsonBody: { error: { code: 'NotFound' } },
      });
  });
});

test('tables that are away are an outage, told without its inner workings', async () => {
  const list = () => Promise.reject(new Error('AccountKey=secret'));
  const { deps, log } = fakeDeps({ store: { list } });
  const answer = await listCalls(deps, get({}));
  expect(answer).toMatchObject({ status: 503, jsonBody: { error: { code: 'Unavailable' } } });
  expect(JSON.stringify([answer, log])).not.toContain('secret');
});

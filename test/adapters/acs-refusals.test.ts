import { describe, expect, test } from 'vitest';
import { CONNECTION, KEY, origin, telephonyAt, telephonyWith } from './support/telephony.ts';

const hangUp = { type: 'hangUp', operationContext: '3.1' } as const;
const answer = {
  type: 'answer',
  operationContext: '1.0',
  incomingCallContext: 'opaque-credential',
} as const;
const prompt = { text: 'Welcome.', language: 'en-GB', voice: 'en-GB-SoniaNeural' };
const play = { type: 'play', operationContext: '3.1', prompt, interrupt: false } as const;

const refused = (status: number, code: string, message = 'no') => ({
  status,
  body: { error: { code, message } },
});
const props = { status: 200, body: { callConnectionId: CONNECTION } };

describe('a refusal is a value', () => {
  test('with the status and the subcode that ACS gave', async () => {
    const { telephony, log } = await telephonyWith(refused(404, '8522', 'Call not found.'));
    expect(await telephony.play(play, origin)).toEqual({
      ok: false,
      code: 404,
      subCode: 8522,
      message: 'Call not found.',
    });
    expect(log).toMatchObject([
      { level: 'info', event: 'refused', fields: { callId: origin.callId, command: 'play' } },
    ]);
  });

  test('without a subcode where ACS gives a word', async () => {
    const { telephony, log } = await telephonyWith(refused(403, 'Forbidden'));
    expect(await telephony.play(play, origin)).toEqual({ ok: false, code: 403, message: 'no' });
    expect(log).toMatchObject([{ level: 'warn' }]);
  });

  test('that never repeats the credential of the call', async () => {
    const { telephony, log } = await telephonyWith(
      refused(400, '8523', 'bad opaque-credential given'),
    );
    const sent = await telephony.answer(answer, origin);
    expect(JSON.stringify([sent, log])).not.toContain('opaque-credential');
    expect(sent).toMatchObject({ ok: false, code: 400, message: 'bad … given' });
  });

  test('when a success is not the documented one', async () => {
    const { telephony } = await telephonyWith({ status: 200 });
    expect(await telephony.play(play, origin)).toMatchObject({ ok: false, code: 502 });
  });

  test('when the answer says not which call it is', async () => {
    const { telephony } = await telephonyWith({ status: 200, body: {} });
    expect(await telephony.answer(answer, origin)).toMatchObject({ ok: false, code: 502 });
  });

  test('when ACS does not answer in time', async () => {
    const { telephony } = await telephonyWith('silence');
    expect(await telephony.play(play, origin)).toMatchObject({ ok: false, code: 408 });
  });

  test('when ACS cannot be reached', async () => {
    const { telephony } = telephonyAt('http://127.0.0.1:1');
    const sent = await telephony.play(play, origin);
    expect(sent).toMatchObject({ ok: false, code: 503 });
    expect(JSON.stringify(sent)).not.toContain(KEY);
  });
});

describe('call control is sent once more', () => {
  test.each([
    ['too many requests', refused(429, '8516')],
    ['a request that took too long', refused(408, 'RequestTimeout')],
    ['an outage', refused(503, 'ServiceUnavailable')],
    ['silence', 'silence' as const],
  ])('after %s, as the same request, 200 ms later', async (_, first) => {
    const { telephony, requests, waits, log } = await telephonyWith(first, { status: 204 });
    expect(await telephony.hangUp(hangUp, origin)).toEqual({ ok: true });
    const [one, two] = requests.map(({ headers }) => headers['repeatability-request-id']);
    expect(one).toBeDefined();
    expect(two).toBe(one);
    expect(waits).toEqual([200]);
    expect(log).toEqual([]);
  });

  test.each([
    ['1', 1_000],
    ['60', 2_000],
    ['soon', 200],
  ])('after the time that ACS names: Retry-After %s is %i ms', async (seconds, ms) => {
    const busy = { ...refused(429, '8516'), headers: { 'retry-after': seconds } };
    const { telephony, waits } = await telephonyWith(busy, props);
    expect(await telephony.answer(answer, origin)).toMatchObject({ ok: true });
    expect(waits).toEqual([ms]);
  });

  test('and not a third time', async () => {
    const { telephony, requests } = await telephonyWith(refused(503, 'ServiceUnavailable'));
    expect(await telephony.hangUp(hangUp, origin)).toMatchObject({ ok: false, code: 503 });
    expect(requests).toHaveLength(2);
  });

  test('but not after a refusal that stays one', async () => {
    const { telephony, requests } = await telephonyWith(refused(400, '8523'), { status: 204 });
    expect(await telephony.hangUp(hangUp, origin)).toMatchObject({ ok: false, code: 400 });
    expect(requests).toHaveLength(1);
  });
});

test('a prompt is never sent twice: the caller might hear it twice', async () => {
  const { telephony, requests } = await telephonyWith(refused(503, 'ServiceUnavailable'));
  await telephony.play(play, origin);
  expect(requests).toHaveLength(1);
});

describe('how a call stands', () => {
  const inState = (callConnectionState: string) => ({
    status: 200,
    // one body for both questions: how the call stands, and who is in it
    body: { callConnectionId: CONNECTION, callConnectionState, value: [] },
  });

  test.each([
    ['connected', inState('connected'), 'connected'],
    ['connecting', inState('connecting'), 'connected'],
    ['disconnected', inState('disconnected'), 'gone'],
    ['not known to ACS', refused(404, '8522'), 'gone'],
    ['not to be learnt', refused(500, 'InternalError'), 'unknown'],
    ['silent', 'silence' as const, 'unknown'],
  ])('%s', async (_, answered, state) => {
    const { telephony, requests } = await telephonyWith(answered);
    expect(await telephony.lookUp(CONNECTION)).toMatchObject({ is: state });
    expect(requests[0]).toMatchObject({ method: 'GET' });
  });
});

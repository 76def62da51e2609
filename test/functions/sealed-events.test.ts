import { describe, expect, test } from 'vitest';
import { encodeChecks } from '../../adapters/entry-checks.ts';
import { openSeal } from '../../adapters/seal.ts';
import { unseal } from '../../adapters/unseal.ts';
import type { EntryChecks } from '../../calls/commands.ts';
import { sealedEvents } from '../../functions/sealed-events.ts';
import { newDigitsKey, publicHalf } from '../../local/digits-key.ts';
import { CALL_ID, fakeDeps, fakeInstances, type Given, NOW, request } from './support/fakes.ts';

const CARD = '4539578763621486';
const TONES = 'four five three nine five seven eight seven six three six two one four eight six';

const checks: EntryChecks = { min: 16, max: 16, luhn: true, stopTones: ['#'], lastFour: true };
const key = await newDigitsKey();

function sealingDeps(given: Given = {}) {
  const { deps, log } = fakeDeps(given);
  return { deps: { ...deps, seal: openSeal(publicHalf(key)) }, log };
}

function completed(words = `${TONES} pound`) {
  return {
    id: 'completed',
    type: 'Microsoft.Communication.RecognizeCompleted',
    data: {
      callConnectionId: '411f6d00',
      operationContext: '4.0',
      resultInformation: { code: 200, subCode: 8514, message: words },
      recognitionType: 'dtmf',
      dtmfResult: { tones: words.split(' ') },
    },
  };
}

function posted(body: unknown, query = `checks=${encodeChecks(checks)}`, callId = CALL_ID) {
  return request({
    method: 'POST',
    url: `http://127.0.0.1:7071/api/calls/${callId}/sealed?${query}`,
    params: { callId },
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: { 'content-type': 'application/json' },
    body: { string: typeof body === 'string' ? body : JSON.stringify(body) },
  });
}

/** Fails when any five of the card's digits in a row are in a text, as digits or as tones. */
function expectNothingOf(...texts: unknown[]): void {
  const text = JSON.stringify(texts);
  expect(text).not.toContain('53957');
  expect(text).not.toContain(CARD.slice(5, 10));
  expect(text).not.toMatch(/nine\W+five/);
}

describe('the result of a question for secret digits', () => {
  test('reaches its call with a seal in place of the digits, and the log without either', async () => {
    const { deps, log } = sealingDeps();
    const { instances, raised } = fakeInstances();
    expect(await sealedEvents(deps, instances, posted([completed()]))).toEqual({ status: 200 });
    expect(raised).toEqual([
      {
        callId: CALL_ID,
        event: {
          type: 'RecognizeCompleted',
          id: 'completed',
          at: NOW,
          callConnectionId: '411f6d00',
          operationContext: '4.0',
          code: 200,
          subCode: 8514,
          digits: '',
          sealed: { jwe: expect.any(String), length: 16, matches: true, lastFour: '1486' },
        },
      },
    ]);
    expectNothingOf(raised, log);
    const event = raised[0]?.event;
    const jwe = event?.type === 'RecognizeCompleted' ? event.sealed?.jwe : undefined;
    expect(await unseal(key, CALL_ID, jwe ?? '')).toEqual({ ok: true, digits: CARD });
  });

  test('is taken without a word for a call that is over or has no id', async () => {
    for (const callId of ['20261120T101502-000000000000', 'search']) {
      const { deps, log } = sealingDeps();
      const { instances } = fakeInstances({ is: { is: 'unknown' } });
      const answer = await sealedEvents(deps, instances, posted([completed()], undefined, callId));
      expect(answer).toEqual({ status: 200 });
      expect(log).toMatchObject([{ level: 'warn', event: 'unknown-call' }]);
      expectNothingOf(log);
    }
  });
});

describe('what cannot be taken', () => {
  test.each([
    ['no checks', [completed()], ''],
    [
      'checks that are none',
      [completed()],
      `checks=${Buffer.from('{"min":1}').toString('base64url')}`,
    ],
    ['a body that is cut off', JSON.stringify([completed()]).slice(0, -9), undefined],
    ['a body of bare digits', `"${CARD}"`, undefined],
    ['an event without a name', [{ ...completed(), type: undefined }], undefined],
  ])('(%s) is refused, and nothing of it is told', async (_, body, query) => {
    const { deps, log } = sealingDeps();
    const { instances, raised } = fakeInstances();
    const answer = await sealedEvents(deps, instances, posted(body, query));
    expect(answer).toMatchObject({ status: 400, jsonBody: { error: { code: 'BadRequest' } } });
    expect(raised).toEqual([]);
    expectNothingOf(answer, log);
  });

  test('is told to be sent again when it cannot be raised', async () => {
    const { deps, log } = sealingDeps();
    const { instances } = fakeInstances({ failing: true });
    const answer = await sealedEvents(deps, instances, posted([completed()]));
    expect(answer).toMatchObject({ status: 500 });
    expectNothingOf(answer, log);
  });

  test('is everything, on a line without a key to seal with', async () => {
    const { deps, log } = fakeDeps();
    const { instances, raised } = fakeInstances();
    const answer = await sealedEvents(deps, instances, posted([completed()]));
    expect(answer).toMatchObject({ status: 500 });
    expect(answer.jsonBody.error.message).toContain('DIGITS_KEY');
    expect(raised).toEqual([]);
    expectNothingOf(answer, log);
  });
});

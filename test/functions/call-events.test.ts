import { describe, expect, test } from 'vitest';
import { callEvents } from '../../functions/call-events.ts';
import { CALL_ID, fakeDeps, fakeInstances, NOW, request } from './support/fakes.ts';

function callback(name: string, id = name) {
  return {
    id,
    type: `Microsoft.Communication.${name}`,
    data: { callConnectionId: '411f6d00', operationContext: '2.0' },
  };
}

function posted(body: unknown, callId = CALL_ID) {
  return request({
    method: 'POST',
    url: `http://127.0.0.1:7071/api/calls/${callId}/events`,
    params: { callId },
    headers: { 'content-type': 'application/json' },
    body: Buffer.isBuffer(body)
      ? { bytes: body }
      : { string: typeof body === 'string' ? body : JSON.stringify(body) },
  });
}

describe('a callback', () => {
  test('is raised into its call, every event of the batch in order', async () => {
    const { deps, log } = fakeDeps();
    const { instances, raised } = fakeInstances();
    const body = [
      callback('CallConnected'),
      callback('RecordingStateChanged'),
      callback('PlayCompleted'),
    ];
    expect(await callEvents(deps, instances, posted(body))).toEqual({ status: 200 });
    expect(raised).toMatchObject([
      { callId: CALL_ID, event: { type: 'CallConnected', id: 'CallConnected', at: NOW } },
      { callId: CALL_ID, event: { type: 'Other', acsType: 'RecordingStateChanged' } },
      { callId: CALL_ID, event: { type: 'PlayCompleted', operationContext: '2.0' } },
    ]);
    expect(log).toMatchObject([
      {
        event: 'callback',
        fields: { types: ['CallConnected', 'RecordingStateChanged', 'PlayCompleted'] },
      },
    ]);
  });

  test.each(['20261120T101502-000000000000', 'search', 'a%27b'])(
    'for a call we do not know (%s) is taken, with one line of log',
    async (callId) => {
      const { deps, log } = fakeDeps();
      const { instances } = fakeInstances({ is: { is: 'unknown' } });
      const body = [callback('CallConnected'), callback('PlayCompleted')];
      expect(await callEvents(deps, instances, posted(body, callId))).toEqual({ status: 200 });
      expect(log).toMatchObject([{ level: 'warn', event: 'unknown-call' }]);
    },
  );

  test('that music or words to a caller in line begin is not raised: their end is', async () => {
    const { deps } = fakeDeps();
    const { instances, raised } = fakeInstances();
    const about = (name: string, operationContext: string) => {
      const { data, ...rest } = callback(name, `${name} ${operationContext}`);
      return { ...rest, data: { ...data, operationContext } };
    };
    const contexts = ['queue-music:7', 'queue:6', '2.0'];
    const body = contexts.flatMap((context) => [
      about('PlayStarted', context),
      about('PlayCompleted', context),
    ]);
    for (const each of [body, body.slice(0, 1)])
      expect(await callEvents(deps, instances, posted(each))).toEqual({ status: 200 });
    const told = raised.map(({ event }) => event.id);
    const ends = contexts.map((context) => `PlayCompleted ${context}`);
    expect(told).toEqual([...ends.slice(0, 2), 'PlayStarted 2.0', ends[2]]);
  });

  test('whose address holds no callId reaches no orchestration', async () => {
    const { deps } = fakeDeps();
    const { instances, raised } = fakeInstances();
    await callEvents(deps, instances, posted([callback('CallConnected')], 'deadline-1'));
    expect(raised).toEqual([]);
  });
});

describe('a malformed body', () => {
  test.each([
    ['not JSON', 'nonsense', 'The body is not JSON.'],
    ['an empty batch', [], 'the body holds no event'],
    ['a wrong event behind a good one', [callback('CallConnected'), { id: '2' }], 'event 1: type'],
  ])('(%s) is refused with the reason, and nothing of it is raised', async (_, body, reason) => {
    const { deps } = fakeDeps();
    const { instances, raised } = fakeInstances();
    const answer = await callEvents(deps, instances, posted(body));
    expect(answer).toMatchObject({ status: 400, jsonBody: { error: { code: 'BadRequest' } } });
    expect(answer.jsonBody.error.message).toContain(reason);
    expect(raised).toEqual([]);
  });

  test('that is not UTF-8 is no JSON', async () => {
    const { deps } = fakeDeps();
    const { instances, raised } = fakeInstances();
    const text = JSON.stringify([callback('CallConnected', 'é')]);
    const encodings = ['utf8', 'latin1'] as const;
    const [good, bad] = await Promise.all(
      encodings.map((encoding) => callEvents(deps, instances, posted(Buffer.from(text, encoding)))),
    );
    expect([good?.status, bad?.status]).toEqual([200, 400]);
    expect(raised).toHaveLength(1);
  });

  test('that is nested deeper than anything we read is refused', async () => {
    const { deps } = fakeDeps();
    const { instances, raised } = fakeInstances();
    const statuses: unknown[] = [];
    for (const levels of [61, 62, 60_000]) {
      const bottomless = `"x":${'['.repeat(levels)}1${']'.repeat(levels)},"callConnectionId"`;
      const text = JSON.stringify([callback('CallConnected')]);
      const body = text.replace('"callConnectionId"', bottomless); // three levels down
      statuses.push((await callEvents(deps, instances, posted(body))).status);
    }
    expect(statuses).toEqual([200, 400, 400]);
    expect(raised).toHaveLength(1);
  });

  test('of more than 256 KB is too large', async () => {
    const { deps } = fakeDeps();
    const limit = 256 * 1024;
    const empty = JSON.stringify([callback('CallConnected')]);
    const padded = empty.padEnd(limit, ' ');
    expect(await callEvents(deps, fakeInstances().instances, posted(padded))).toMatchObject({
      status: 200,
    });
    expect(await callEvents(deps, fakeInstances().instances, posted(`${padded} `))).toMatchObject({
      status: 413,
    });
  });
});

test('an event that cannot be raised is answered 500, so that ACS may deliver it again', async () => {
  const { deps, log } = fakeDeps();
  const { instances } = fakeInstances({ failing: true });
  const answer = await callEvents(deps, instances, posted([callback('CallConnected')]));
  expect(answer).toMatchObject({ status: 500, jsonBody: { error: { code: 'Outage' } } });
  expect(log).toMatchObject([{ level: 'error', event: 'event-not-raised' }]);
});

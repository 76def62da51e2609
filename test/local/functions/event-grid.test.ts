import { app, type EventGridEvent } from '@azure/functions';
import { describe, expect, test } from 'vitest';
import { hostFor } from './functions-host.ts';

const event = (id: string, data: object = {}) => ({ id, eventType: 'Rang', data });

async function subscriber(cardinality?: 'many') {
  const got: unknown[] = [];
  const metadata: unknown[] = [];
  const hosted = await hostFor(() =>
    app.eventGrid('ring', {
      ...(cardinality ? { cardinality } : {}),
      handler: (given: EventGridEvent, context) => {
        got.push(given);
        metadata.push(context.triggerMetadata?.data);
        if (given.data?.fails) throw new Error('cannot take it');
      },
    }),
  );
  const send = async (body: unknown, type = 'Notification', name = 'ring', method = 'POST') => {
    const url = `${hosted.host.url}/runtime/webhooks/eventgrid?functionName=${name}`;
    const headers = { ...(type ? { 'aeg-event-type': type } : {}), 'webhook-request-origin': 'eg' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(url, {
      method,
      headers,
      body: method === 'POST' ? text : undefined,
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  return { ...hosted, got, metadata, send };
}

describe('the Event Grid webhook', () => {
  test('does not know a function that is not there, or in another case', async () => {
    const { send } = await subscriber();
    const wrong = await send([event('1')], 'Notification', 'Ring');
    expect(wrong).toMatchObject({ status: 404, text: "cannot find function: 'Ring'" });
    expect(await send([event('1')], 'Notification', '')).toMatchObject({ status: 404 });
  });

  test.for([
    ['an array', [{ data: { validationCode: 'abc' } }]],
    ['a CloudEvent', { data: { validationCode: 'abc' } }],
    ['a CloudEvent with data as text', { data: '{"validationCode":"abc"}' }],
  ] as const)(
    'answers the validation of a subscription sent as %s without a call',
    async ([, body]) => {
      const { send, got } = await subscriber();
      const { status, text, headers } = await send(body, 'subscriptionvalidation');
      expect([status, text]).toEqual([200, '{"validationResponse":"abc"}']);
      expect(headers.get('content-type')).toContain('text/plain');
      expect(got).toEqual([]);
    },
  );

  test('calls the function once for each event, with its data as metadata too', async () => {
    const { send, got, metadata } = await subscriber();
    const events = [event('1', { from: 'a' }), event('2', { from: 'b' })];
    expect(await send(events)).toMatchObject({ status: 202, text: '' });
    expect(got).toEqual(events);
    expect(metadata).toEqual([{ from: 'a' }, { from: 'b' }]);
  });

  test('calls a function that takes many with all events at once', async () => {
    const { send, got } = await subscriber('many');
    const events = [event('1'), event('2')];
    expect(await send(events)).toMatchObject({ status: 202 });
    expect(got).toEqual([events]);
  });

  test('runs the other events too when one fails, and answers 500 with its message', async () => {
    const { send, got, errors } = await subscriber();
    const answer = await send([event('1', { fails: true }), event('2')]);
    expect(answer).toMatchObject({ status: 500, text: 'cannot take it' });
    expect(got).toHaveLength(2);
    expect(errors).toEqual(['Function "ring" failed: cannot take it']);
  });

  test.for([
    ['a single event', event('1'), 202, 1],
    ['no events', [], 202, 0],
    ['an event without fields', [{}], 202, 1],
    ['a CloudEvent', { specversion: '1.0', type: 'Rang', data: {} }, 202, 1],
    ['what is not JSON', '{', 500, 0],
  ] as const)('takes %s', async ([, body, status, calls]) => {
    const { send, got } = await subscriber();
    expect(await send(body)).toMatchObject({ status, text: '' });
    expect(got).toHaveLength(calls);
  });

  test('accepts the end of a subscription, and nothing of another kind', async () => {
    const { send, got } = await subscriber();
    expect(await send({}, 'Unsubscribe')).toMatchObject({ status: 202 });
    expect(await send([event('1')], 'Something')).toMatchObject({ status: 400 });
    expect(await send([event('1')], '')).toMatchObject({ status: 400 });
    expect(got).toEqual([]);
  });

  test('allows the origin of a CloudEvents handshake', async () => {
    const { send } = await subscriber();
    const { status, headers } = await send('', 'Notification', 'ring', 'OPTIONS');
    expect([status, headers.get('webhook-allowed-origin')]).toEqual([200, 'eg']);
  });

  test('lets functions of one delivery wait on the clock at the same time', async () => {
    const waits: number[] = [];
    const { host, clock } = await hostFor(() =>
      app.eventGrid('slow', {
        handler: async () => {
          await clock.wait(1000);
          waits.push(clock.now());
        },
      }),
    );
    const began = clock.now();
    const answer = await fetch(`${host.url}/runtime/webhooks/eventgrid?functionName=slow`, {
      method: 'POST',
      headers: { 'aeg-event-type': 'Notification' },
      body: JSON.stringify([event('1'), event('2'), event('3')]),
    });
    expect(answer.status).toBe(202);
    expect(waits).toEqual([began + 1000, began + 1000, began + 1000]);
  });
});

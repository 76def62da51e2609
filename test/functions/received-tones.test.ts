import { describe, expect, test } from 'vitest';
import type { ToneRow } from '../../calls/rows.ts';
import { callEvents } from '../../functions/call-events.ts';
import { CALL_ID, fakeDeps, fakeInstances, NOW, request } from './support/fakes.ts';

function received(sequenceId: number, tone: string, operationContext?: string) {
  return {
    id: `event-${sequenceId}`,
    type: 'Microsoft.Communication.ContinuousDtmfRecognitionToneReceived',
    data: { callConnectionId: '411f6d00', operationContext, sequenceId, tone },
  };
}

function posted(...body: object[]) {
  return request({
    method: 'POST',
    url: `http://127.0.0.1:7071/api/calls/${CALL_ID}/events`,
    params: { callId: CALL_ID },
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: { string: JSON.stringify(body) },
  });
}

const row: ToneRow = {
  participant: 'caller',
  session: 2,
  sequenceId: 7,
  kind: 'tone',
  key: '5',
  at: NOW,
  eventId: 'event-7',
};

describe('a key of continuous recognition', () => {
  test('is in the tables before anybody acts on it', async () => {
    const order: string[] = [];
    const { deps } = fakeDeps({
      store: {
        insertTone: async (callId, inserted) => {
          expect({ callId, inserted }).toEqual({ callId: CALL_ID, inserted: row });
          order.push('inserted');
          return true;
        },
      },
    });
    const { instances, raised } = fakeInstances();
    const raise: typeof instances.raise = (callId, event) => {
      order.push('raised');
      return instances.raise(callId, event);
    };
    const body = posted(received(7, 'five', 'tones:caller:2'));
    expect(await callEvents(deps, { ...instances, raise }, body)).toEqual({ status: 200 });
    expect(order).toEqual(['inserted', 'raised']);
    expect(raised).toMatchObject([{ event: { sequenceId: 7, key: '5' } }]);
    expect(raised[0]?.event).not.toHaveProperty('unstored');
  });

  test('is raised all the same while the tables are away, to be written with the next turn', async () => {
    const { deps, log } = fakeDeps({ store: { insertTone: async () => false } });
    const { instances, raised } = fakeInstances();
    await callEvents(deps, instances, posted(received(7, 'five', 'tones:caller:2')));
    expect(raised).toMatchObject([{ event: { sequenceId: 7, key: '5', unstored: true } }]);
    expect(log).toMatchObject([
      { level: 'warn', event: 'tone-not-written', fields: { sequenceId: 7 } },
      { level: 'info', event: 'callback' },
    ]);
  });

  test.each([undefined, '4.0', 'tones:+15550100:1'])(
    'in a context that is not ours (%s) is nobody’s: it is told, and the key is not',
    async (context) => {
      const { deps, tones } = fakeDeps();
      const { instances, raised } = fakeInstances();
      await callEvents(deps, instances, posted(received(7, 'five', context)));
      expect(tones).toEqual([]);
      const acsType = 'ContinuousDtmfRecognitionToneReceived';
      expect(raised).toMatchObject([{ event: { type: 'Other', acsType, id: 'event-7' } }]);
      expect(raised[0]?.event).not.toHaveProperty('key');
    },
  );

  test('is raised in its place in the batch', async () => {
    const { deps, tones } = fakeDeps();
    const { instances, raised } = fakeInstances();
    const body = [9, 8, 7].map((number) => received(number, 'five', 'tones:caller:1'));
    await callEvents(deps, instances, posted(...body));
    expect(raised.map(({ event }) => event.id)).toEqual(['event-9', 'event-8', 'event-7']);
    expect(tones).toHaveLength(3);
  });

  test('is never in the log', async () => {
    const { deps, log } = fakeDeps({ store: { insertTone: async () => false } });
    const { instances } = fakeInstances();
    await callEvents(deps, instances, posted(received(7, 'asterisk', 'tones:caller:1')));
    expect(JSON.stringify(log)).not.toMatch(/asterisk|\*/);
  });
});

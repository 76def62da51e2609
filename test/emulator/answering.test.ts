import { describe, expect, test } from 'vitest';
import { CALLER, incomingCalls, LINE, onTheLine } from './support/line.ts';

const GONE = { statusCode: 404, code: '8522', message: 'Call not found.' };

describe('an app is rung', () => {
  test('answers, and the call connects a moment later', () =>
    onTheLine(async (line) => {
      const { id, context } = await line.rings();
      expect(line.phone(id)).toMatchObject({ state: 'ringing', number: CALLER, other: LINE });

      const answer = await line.client.answerCall(context, `${line.receiver.url}/callbacks`, {
        operationContext: 'first',
      });
      const [ring] = incomingCalls(line.receiver);
      expect(answer.callConnectionProperties).toMatchObject({
        callConnectionState: 'connecting',
        correlationId: ring?.data.correlationId,
        serverCallId: ring?.data.serverCallId,
        targetParticipants: [{ phoneNumber: LINE }],
        source: { phoneNumber: CALLER },
        answeredFor: { phoneNumber: LINE },
      });
      expect(line.events()).toEqual([]);

      await line.passes(0.02);
      expect(line.phone(id).state).toBe('talking');
      expect(
        line
          .events()
          .map(({ type }) => type.split('.').at(-1))
          .sort(),
      ).toEqual(['CallConnected', 'ParticipantsUpdated']);
      const connected = line.events().find(({ type }) => type.endsWith('CallConnected'));
      const roster = line.events().find(({ type }) => type.endsWith('ParticipantsUpdated'));
      expect(connected?.data.operationContext).toBe('first');
      expect(roster?.data).not.toHaveProperty('operationContext');
      const properties = await answer.callConnection.getCallConnectionProperties();
      expect(properties.callConnectionState).toBe('connected');
    }));

  test('cannot use a context twice', () =>
    onTheLine(async (line) => {
      const { context } = await line.rings();
      const callback = `${line.receiver.url}/callbacks`;
      await line.client.answerCall(context, callback);
      await expect(line.client.answerCall(context, callback)).rejects.toMatchObject(GONE);
      await expect(line.client.rejectCall(context)).rejects.toMatchObject(GONE);
    }));

  test('is too late when the caller has given up after 30 s', () =>
    onTheLine(async (line) => {
      const { id, context } = await line.rings();
      await line.passes(29.9);
      expect(line.phone(id).state).toBe('ringing');
      await line.passes(0.2);
      expect(line.phone(id)).toMatchObject({ state: 'ended', code: 487 });
      const answer = line.client.answerCall(context, `${line.receiver.url}/callbacks`);
      await expect(answer).rejects.toMatchObject(GONE);
    }));

  test('is too late when the caller has hung up', () =>
    onTheLine(async (line) => {
      const { id, context } = await line.rings();
      await line.control('POST', `phones/${id}/hangUp`);
      const answer = line.client.answerCall(context, `${line.receiver.url}/callbacks`);
      await expect(answer).rejects.toMatchObject(GONE);
    }));

  test.each(['http://app.example/events', 'ftp://127.0.0.1/events', 'events'])(
    'cannot have its events at %s, and the context stays good',
    (callback) =>
      onTheLine(async (line) => {
        const { context } = await line.rings();
        await expect(line.client.answerCall(context, callback)).rejects.toMatchObject({
          statusCode: 400,
          code: '8523',
          message: expect.stringContaining('The field CallbackUri is invalid'),
        });
        await line.client.answerCall(context, `${line.receiver.url}/callbacks`);
      }),
  );

  test('may have its events anywhere over http when that is allowed', () =>
    onTheLine(
      async (line) => {
        const { context } = await line.rings();
        await line.client.answerCall(context, 'http://app.example/events');
      },
      { allowHttp: true },
    ));

  test.each([
    ['busy', 486, 560486],
    ['forbidden', 403, 560403],
    [undefined, 403, 560403],
  ] as const)('rejects a caller with reason %s', (callRejectReason, code, subCode) =>
    onTheLine(async (line) => {
      const { id, context } = await line.rings();
      await line.client.rejectCall(context, callRejectReason ? { callRejectReason } : {});
      expect(line.phone(id)).toMatchObject({ state: 'ended', code, subCode });
    }),
  );
});

describe('a caller is redirected to a phone', () => {
  const AGENT = '+15550142';

  async function redirected(
    behaviour: object | undefined,
    then: (line: Parameters<Parameters<typeof onTheLine>[0]>[0], id: string) => Promise<void>,
  ): Promise<void> {
    await onTheLine(async (line) => {
      if (behaviour) await line.control('PUT', `numbers/${encodeURIComponent(AGENT)}`, behaviour);
      const { id, context } = await line.rings();
      await line.client.redirectCall(context, { targetParticipant: { phoneNumber: AGENT } });
      await then(line, id);
    });
  }

  test('that answers: the two talk until one hangs up', () =>
    redirected({ on: 'answer', afterMs: 3000 }, async (line, id) => {
      await line.passes(2.9);
      expect(line.phone(id)).toMatchObject({ state: 'ringing', other: AGENT });
      await line.passes(0.2);
      const agent = line.served.emulator.phones.list().find(({ number }) => number === AGENT);
      expect(agent).toMatchObject({ state: 'talking', other: CALLER, direction: 'called' });
      expect(line.phone(id).state).toBe('talking');
      await line.control('POST', `phones/${agent?.id}/hangUp`);
      expect(line.phone(id)).toMatchObject({ state: 'ended', code: 200 });
    }));

  test.each([
    ['busy', 486],
    ['decline', 403],
  ])('that is set to %s: the caller is told', (on, code) =>
    redirected({ on, afterMs: 500 }, async (line, id) => {
      await line.passes(0.6);
      expect(line.phone(id)).toMatchObject({ state: 'ended', code });
    }),
  );

  test('that rings until somebody answers it by hand', () =>
    redirected(undefined, async (line, id) => {
      await line.passes(10);
      const agent = line.served.emulator.phones.list().find(({ number }) => number === AGENT);
      const answer = await line.control('POST', `phones/${agent?.id}/answer`);
      expect(answer.status).toBe(200);
      expect(line.phone(id).state).toBe('talking');
      expect((await line.control('POST', `phones/${agent?.id}/decline`)).status).toBe(409);
    }));

  test('that nobody answers: both phones fall silent after 30 s', () =>
    redirected({ on: 'ring' }, async (line) => {
      await line.passes(31);
      const states = line.served.emulator.phones.list().map(({ state }) => state);
      expect(states).toEqual(['ended', 'ended']);
    }));

  test('to an identity of ours: the app is rung again, with a new context', () =>
    onTheLine(async (line) => {
      const { context } = await line.rings();
      const communicationUserId = '8:acs:someone';
      await line.client.redirectCall(context, { targetParticipant: { communicationUserId } });
      await line.passes(0.01);
      const [first, second] = incomingCalls(line.receiver);
      expect(second?.data.to).toMatchObject({ rawId: communicationUserId });
      expect(second?.data.incomingCallContext).not.toBe(first?.data.incomingCallContext);
    }));
});

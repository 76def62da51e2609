import { describe, expect, test } from 'vitest';
import { CALLER, incomingCalls, LINE, onTheLine } from './support/line.ts';
import { handshakeAnswer, type Posted } from './support/receiver.ts';

const isHandshake = ({ headers }: Posted) => headers['aeg-event-type'] === 'SubscriptionValidation';

describe('a subscriber', () => {
  test('is asked every second until it answers with the code', () =>
    onTheLine(async (line) => {
      const answers = [
        { status: 500 },
        { status: 200, body: { validationResponse: 'something else' } },
        { status: 202, body: {} },
      ];
      line.receiver.answers((posted) =>
        isHandshake(posted)
          ? (answers.shift() ?? { status: 200, body: handshakeAnswer(posted) })
          : undefined,
      );
      const before = line.receiver.posted.length;
      const url = `${line.receiver.url}/other`;
      expect((await line.control('PUT', 'subscribers', { url })).status).toBe(202);
      await line.passes(2.5);
      expect(line.receiver.posted.slice(before)).toHaveLength(3);
      const call = { from: CALLER, to: LINE };
      expect((await line.control('POST', 'calls', call)).status).toBe(409);
      await line.passes(1);
      expect((await line.control('POST', 'calls', call)).status).toBe(201);
      await line.passes(10);
      expect(line.receiver.posted.slice(before).filter(isHandshake)).toHaveLength(4);
      await line.served.emulator.handshake();
    }));

  test('is sent the validation event of Event Grid, with its own headers', () =>
    onTheLine(async (line) => {
      const header = { 'x-pass': 'sesame' };
      await line.control('PUT', 'subscribers', { url: `${line.receiver.url}/other`, header });
      await line.passes(0.1);
      const posted = line.receiver.posted.at(-1);
      expect(posted?.headers).toMatchObject({ 'x-pass': 'sesame' });
      expect(JSON.parse(posted?.text ?? '')).toMatchObject([
        {
          eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
          data: { validationCode: expect.any(String) },
          dataVersion: '1.0',
          metadataVersion: '1',
        },
      ]);
    }));

  test('may prove itself by visiting the validation URL', () =>
    onTheLine(async (line) => {
      line.receiver.answers(() => ({ status: 202 }));
      await line.control('PUT', 'subscribers', { url: `${line.receiver.url}/other` });
      await line.passes(0.1);
      const [event] = JSON.parse(line.receiver.posted.at(-1)?.text ?? '');
      expect((await fetch(event.data.validationUrl)).status).toBe(200);
      await line.served.emulator.handshake();
    }));

  test('is needed for a call', () =>
    onTheLine(async (line) => {
      const posted = line.receiver.posted.length;
      line.receiver.answers(() => ({ status: 404 }));
      await line.control('PUT', 'subscribers', { url: `${line.receiver.url}/gone` });
      const call = await line.control('POST', 'calls', { from: CALLER, to: LINE });
      expect(call).toMatchObject({ status: 409, body: { error: { code: 'Conflict' } } });
      expect(line.receiver.posted.length).toBe(posted);
    }));
});

describe('IncomingCall', () => {
  test('has the shape of a call from the telephone network', () =>
    onTheLine(async (line) => {
      const customContext = { sipHeaders: { userToUser: '42' } };
      const call = { from: CALLER, to: LINE, customContext };
      expect(await line.control('POST', 'calls', call)).toMatchObject({ status: 201 });
      await line.passes(0.01);
      const [event] = incomingCalls(line.receiver);
      expect(event).toMatchObject({
        id: expect.any(String),
        topic: expect.stringContaining('/Microsoft.Communication/CommunicationServices/'),
        subject: `/caller/4:${CALLER}/recipient/4:${LINE}`,
        eventType: 'Microsoft.Communication.IncomingCall',
        dataVersion: '1.0',
        metadataVersion: '1',
        eventTime: expect.stringMatching(/^2026-11-20T10:15:02\.\d{7}Z$/),
      });
      expect(event?.data).toEqual({
        to: { kind: 'phoneNumber', rawId: `4:${LINE}`, phoneNumber: { value: LINE } },
        from: { kind: 'phoneNumber', rawId: `4:${CALLER}`, phoneNumber: { value: CALLER } },
        serverCallId: expect.any(String),
        callerDisplayName: '',
        customContext,
        incomingCallContext: expect.any(String),
        correlationId: expect.any(String),
      });
      const { length } = event?.data.incomingCallContext ?? '';
      expect(Math.abs(length - 8192)).toBeLessThan(200);
    }));

  test('of a withheld number says so', () =>
    onTheLine(async (line) => {
      await line.rings('anonymous');
      expect(incomingCalls(line.receiver)[0]?.data.from).toEqual({
        kind: 'phoneNumber',
        rawId: '4:anonymous',
        phoneNumber: { value: 'anonymous', isAnonymous: true },
      });
    }));

  test.each([
    [500, 2],
    [503, 2],
    [404, 2],
    [400, 1],
    [401, 1],
    [413, 1],
    [204, 1],
  ])('that is answered with %i is sent %i times in all', (status, times) =>
    onTheLine(async (line) => {
      line.receiver.answers(() => ({ status }));
      await line.rings();
      expect(incomingCalls(line.receiver)).toHaveLength(1);
      await line.passes(9.5);
      expect(incomingCalls(line.receiver)).toHaveLength(1);
      await line.passes(60);
      expect(incomingCalls(line.receiver)).toHaveLength(times);
    }),
  );
});

import { describe, expect, test } from 'vitest';
import { requestId } from '../../adapters/acs-policies.ts';
import { parseChecks } from '../../adapters/entry-checks.ts';
import type { EntryChecks, Recognize, SendTones } from '../../calls/commands.ts';
import {
  acsAnswering,
  CONNECTION,
  origin,
  telephonyAt,
  telephonyWith,
} from './support/telephony.ts';

const POST = (path: string) => ({ method: 'POST', path: `${path}?api-version=2026-03-12` });
const ofCall = `/calling/callConnections/${CONNECTION}`;
const target = {
  rawId: '4:+15550100',
  phoneNumber: { value: '+15550100', isAnonymous: false },
};

const sendTones: SendTones = {
  type: 'sendDtmfTones',
  operationContext: '3.1',
  participant: '+15550100',
  tones: ['1', 'A', '*', '#'],
};

describe('continuous recognition', () => {
  const of = { operationContext: 'tones:caller:1', participant: '+15550100' };

  test('is started and stopped for one participant, in the context that the tones will carry', async () => {
    const { telephony, requests } = await telephonyWith({ status: 200 });
    const start = { type: 'startContinuousDtmfRecognition', isOptional: true, ...of } as const;
    const stop = { type: 'stopContinuousDtmfRecognition', isOptional: true, ...of } as const;
    expect(await telephony.startContinuousDtmfRecognition(start, origin)).toEqual({ ok: true });
    expect(await telephony.stopContinuousDtmfRecognition(stop, origin)).toEqual({ ok: true });
    expect(requests).toMatchObject([
      POST(`${ofCall}:${start.type}`),
      POST(`${ofCall}:${stop.type}`),
    ]);
    const body = { targetParticipant: target, operationContext: 'tones:caller:1' };
    expect(requests.map((request) => request.body)).toEqual([body, body]);
  });

  test('that is refused is asked for once: the caller does not wait for it', async () => {
    const { telephony, requests, waits } = await telephonyWith({ status: 503 });
    const sent = await telephony.startContinuousDtmfRecognition(
      {
        type: 'startContinuousDtmfRecognition',
        operationContext: 'tones:caller:1',
        participant: 'anonymous',
        isOptional: true,
      },
      origin,
    );
    expect(sent).toMatchObject({ ok: false, code: 503 });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.body).toMatchObject({
      targetParticipant: { rawId: '4:anonymous', phoneNumber: { isAnonymous: true } },
    });
    expect(waits).toEqual([]);
  });
});

describe('sent tones', () => {
  test('go out by their names on the wire, as the same request however often', async () => {
    const { telephony, requests } = await telephonyWith({ status: 202, body: {} });
    expect(await telephony.sendDtmfTones(sendTones, origin)).toEqual({ ok: true });
    await telephony.sendDtmfTones(sendTones, origin);
    expect(requests[0]).toMatchObject(POST(`${ofCall}:sendDtmfTones`));
    expect(requests[0]?.body).toEqual({
      tones: ['one', 'a', 'asterisk', 'pound'],
      targetParticipant: target,
      operationContext: '3.1',
    });
    const ids = requests.map(({ headers }) => headers['repeatability-request-id']);
    expect(ids).toEqual([requestId(origin), requestId(origin)]);
  });

  test.each(['anonymous', '8:acs:agent', '+0155', '15550100', '+1555010012345678', ''])(
    'to what is no phone number (%s) are refused before ACS is asked',
    async (participant) => {
      const { telephony, requests } = await telephonyWith({ status: 202, body: {} });
      expect(await telephony.sendDtmfTones({ ...sendTones, participant }, origin)).toEqual({
        ok: false,
        code: 400,
        message: 'tones can only be sent to a phone number',
      });
      expect(requests).toEqual([]);
    },
  );
});

describe('an outbound call', () => {
  const dial = {
    type: 'createCall',
    operationContext: '1.0',
    to: '+15550123',
    from: '+15550199',
  } as const;
  const { callConnectionId: _, ...undialled } = origin;

  test('names whom it calls, who it is from, and where its events go', async () => {
    const props = { status: 201, body: { callConnectionId: CONNECTION } };
    const { endpoint, requests } = await acsAnswering(props);
    const { telephony } = telephonyAt(endpoint, { SPEECH_ENDPOINT: 'https://speech.example/' });
    const sent = await telephony.createCall(dial, undialled);
    expect(sent).toEqual({ ok: true, callConnectionId: CONNECTION });
    expect(requests).toMatchObject([POST('/calling/callConnections')]);
    expect(requests[0]?.body).toEqual({
      targets: [
        {
          kind: 'phoneNumber',
          rawId: '4:+15550123',
          phoneNumber: { value: '+15550123', isAnonymous: false },
        },
      ],
      sourceCallerIdNumber: { value: '+15550199', isAnonymous: false },
      callbackUri: `http://127.0.0.1:7071/api/calls/${origin.callId}/events`,
      operationContext: '1.0',
      callIntelligenceOptions: { cognitiveServicesEndpoint: 'https://speech.example' },
    });
  });

  test('is dialled once more after a hiccup, as the same request', async () => {
    const props = { status: 201, body: { callConnectionId: CONNECTION } };
    const { telephony, requests, waits } = await telephonyWith({ status: 503 }, props);
    expect(await telephony.createCall(dial, undialled)).toMatchObject({ ok: true });
    expect(waits).toEqual([200]);
    const ids = requests.map(({ headers }) => headers['repeatability-request-id']);
    expect(ids).toEqual([requestId(undialled), requestId(undialled)]);
  });
});

describe('a prompt or a question', () => {
  const prompt = { text: 'Welcome.', language: 'en-GB', voice: 'en-GB-SoniaNeural' };
  const recognize: Recognize = {
    type: 'recognize',
    operationContext: '3.1',
    participant: '+15550100',
    prompt,
    maxTones: 16,
    stopTones: ['*'],
    initialSilenceSeconds: 8,
    interToneSeconds: 4,
    bargeIn: false,
    interrupt: true,
  };

  test('may cut off what plays and listens', async () => {
    const { telephony, requests } = await telephonyWith({ status: 202 });
    const play = { type: 'play', operationContext: '3.0', prompt, interrupt: true } as const;
    await telephony.play(play, origin);
    await telephony.recognize(recognize, origin);
    expect(requests.map(({ body }) => body)).toMatchObject([
      { interruptCallMediaOperation: true },
      { interruptCallMediaOperation: true },
    ]);
  });

  test('for a secret entry has its keys sent to an address of their own, with its checks', async () => {
    const sealed: EntryChecks = { min: 16, max: 16, luhn: true, stopTones: ['*'], lastFour: true };
    const { telephony, requests } = await telephonyWith({ status: 202 });
    await telephony.recognize({ ...recognize, sealed }, origin);
    await telephony.recognize(recognize, origin);
    const [secret, open] = requests.map(({ body }) => body as { operationCallbackUri?: string });
    expect(open).not.toHaveProperty('operationCallbackUri');
    const { origin: base, pathname, searchParams } = new URL(secret?.operationCallbackUri ?? '');
    expect(base + pathname).toBe(`http://127.0.0.1:7071/api/calls/${origin.callId}/sealed`);
    expect(parseChecks(searchParams.get('checks') ?? '')).toEqual(sealed);
  });
});

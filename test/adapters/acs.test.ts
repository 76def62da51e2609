import { describe, expect, test } from 'vitest';
import { openTelephony } from '../../adapters/acs.ts';
import { requestId } from '../../adapters/acs-policies.ts';
import { parseConfig } from '../../adapters/config.ts';
import type { Recognize } from '../../calls/commands.ts';
import {
  acsAnswering,
  CONNECTION,
  KEY,
  origin,
  telephonyAt,
  telephonyWith,
} from './support/telephony.ts';

const prompt = { text: 'Welcome.', language: 'en-GB', voice: 'en-GB-SoniaNeural' };
const text = { text: 'Welcome.', sourceLocale: 'en-GB', voiceName: 'en-GB-SoniaNeural' };
const recognize: Recognize = {
  type: 'recognize',
  operationContext: '3.1',
  participant: '+15550100',
  prompt,
  maxTones: 8,
  stopTones: ['#', '*'],
  initialSilenceSeconds: 8,
  interToneSeconds: 4,
  bargeIn: false,
  interrupt: false,
};

const POST = (path: string) => ({ method: 'POST', path: `${path}?api-version=2026-03-12` });
const ofCall = `/calling/callConnections/${CONNECTION}`;

describe('what goes over the wire', () => {
  test('answer names the callback address of this call and says which call it became', async () => {
    const { telephony, requests } = await telephonyWith({
      status: 200,
      body: { callConnectionId: CONNECTION },
    });
    const { callConnectionId: _, ...unanswered } = origin;
    const sent = await telephony.answer(
      { type: 'answer', operationContext: '1.0', incomingCallContext: 'secret' },
      unanswered,
    );
    expect(sent).toEqual({ ok: true, callConnectionId: CONNECTION });
    expect(requests).toMatchObject([POST('/calling/callConnections:answer')]);
    expect(requests[0]?.body).toEqual({
      incomingCallContext: 'secret',
      operationContext: '1.0',
      callbackUri: `http://127.0.0.1:7071/api/calls/${origin.callId}/events`,
    });
  });

  test('answer names the speech resource where there is one', async () => {
    const props = { status: 200, body: { callConnectionId: CONNECTION } };
    const { endpoint, requests } = await acsAnswering(props);
    const { telephony } = telephonyAt(endpoint, { SPEECH_ENDPOINT: 'https://speech.example/' });
    await telephony.answer(
      { type: 'answer', operationContext: '1.0', incomingCallContext: 'secret' },
      origin,
    );
    expect(requests[0]?.body).toMatchObject({
      callIntelligenceOptions: { cognitiveServicesEndpoint: 'https://speech.example' },
    });
  });

  test('play speaks to everyone and cuts nothing off', async () => {
    const { telephony, requests } = await telephonyWith({ status: 202 });
    const sent = await telephony.play(
      { type: 'play', operationContext: '3.1', prompt, interrupt: false },
      origin,
    );
    expect(sent).toEqual({ ok: true });
    expect(requests).toMatchObject([POST(`${ofCall}:play`)]);
    expect(requests[0]?.body).toEqual({
      playSources: [{ kind: 'text', text }],
      playTo: [],
      playOptions: { loop: false },
      interruptCallMediaOperation: false,
      operationContext: '3.1',
    });
  });

  test('play has music behind its words in the same request', async () => {
    const { telephony, requests } = await telephonyWith({ status: 202 });
    const music = { prompt: { ...prompt, text: '', file: 'music.wav' }, times: 2 };
    await telephony.play(
      { type: 'play', operationContext: '3.1', prompt, music, interrupt: true },
      origin,
    );
    const file = {
      kind: 'file',
      file: { uri: expect.stringMatching(/\/api\/audio\/music\.wav$/) },
    };
    expect(requests[0]?.body).toMatchObject({
      playSources: [{ kind: 'text', text }, file, file],
      interruptCallMediaOperation: true,
    });
  });

  test('recognize leaves no option to the service', async () => {
    const { telephony, requests } = await telephonyWith({ status: 202 });
    expect(await telephony.recognize(recognize, origin)).toEqual({ ok: true });
    expect(requests).toMatchObject([POST(`${ofCall}:recognize`)]);
    expect(requests[0]?.body).toEqual({
      recognizeInputType: 'dtmf',
      playPrompt: { kind: 'text', text },
      interruptCallMediaOperation: false,
      operationContext: '3.1',
      recognizeOptions: {
        interruptPrompt: false,
        initialSilenceTimeoutInSeconds: 8,
        targetParticipant: {
          rawId: '4:+15550100',
          phoneNumber: { value: '+15550100', isAnonymous: false },
        },
        dtmfOptions: {
          interToneTimeoutInSeconds: 4,
          maxTonesToCollect: 8,
          stopTones: ['pound', 'asterisk'],
        },
      },
    });
  });

  test('recognize finds a caller who withholds the number', async () => {
    const { telephony, requests } = await telephonyWith({ status: 202 });
    await telephony.recognize({ ...recognize, participant: 'anonymous', stopTones: [] }, origin);
    expect(requests[0]?.body).toMatchObject({
      recognizeOptions: {
        targetParticipant: {
          rawId: '4:anonymous',
          phoneNumber: { value: 'anonymous', isAnonymous: true },
        },
      },
    });
  });

  test('hang-up ends the call for everyone', async () => {
    const { telephony, requests } = await telephonyWith({ status: 204 });
    const command = { type: 'hangUp', operationContext: '3.1' } as const;
    expect(await telephony.hangUp(command, origin)).toEqual({ ok: true });
    expect(requests).toMatchObject([POST(`${ofCall}:terminate`)]);
  });

  test('media are cancelled before a repeat', async () => {
    const { telephony, requests } = await telephonyWith({ status: 202 });
    expect(await telephony.cancelAllMedia(origin)).toEqual({ ok: true });
    expect(requests).toMatchObject([POST(`${ofCall}:cancelAllMediaOperations`)]);
  });
});

describe('repeatability', () => {
  const command = { type: 'hangUp', operationContext: '3.1' } as const;

  test('a command is the same request however often its activity runs', async () => {
    const { telephony, requests } = await telephonyWith({ status: 204 });
    await telephony.hangUp(command, origin);
    await telephony.hangUp(command, origin);
    const ids = requests.map(({ headers }) => headers['repeatability-request-id']);
    expect(ids).toEqual([requestId(origin), requestId(origin)]);
    expect(requests.map(({ headers }) => headers['repeatability-first-sent'])).toEqual([
      'Fri, 20 Nov 2026 10:15:04 GMT',
      'Fri, 20 Nov 2026 10:15:04 GMT',
    ]);
  });

  test('requests under way at the same time keep their own ids', async () => {
    const { telephony, requests } = await telephonyWith({ status: 204 });
    const origins = [1, 2, 3, 4].map((turn) => ({ ...origin, turn }));
    await Promise.all(origins.map((each) => telephony.hangUp(command, each)));
    const ids = requests.map(({ headers }) => headers['repeatability-request-id']);
    expect(ids.toSorted()).toEqual(origins.map(requestId).toSorted());
  });

  test('media have none, as the service knows none for them', async () => {
    const { telephony, requests } = await telephonyWith({ status: 202 });
    await telephony.play(
      { type: 'play', operationContext: '3.1', prompt, interrupt: false },
      origin,
    );
    expect(requests[0]?.headers).not.toHaveProperty('repeatability-request-id');
  });

  test('the id is a version 4 UUID, and another for every call, turn and index', () => {
    const others = [
      origin,
      { ...origin, callId: '20261120T101502-000000000000' },
      { ...origin, turn: 31, index: 1 },
      { ...origin, turn: 3, index: 11 },
      { ...origin, index: 2 },
    ].map(requestId);
    expect(new Set(others).size).toBe(others.length);
    for (const id of others)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

test('a connection string that the SDK refuses is told without its key', () => {
  const parsed = parseConfig({});
  if (!parsed.ok) throw new Error('the defaults are wrong');
  const acs = { connectionString: `endpoint=nonsense;accesskey=${KEY}` };
  const clock = { now: () => 0, wait: async () => {} };
  const open = () => openTelephony({ config: { ...parsed.config, acs }, clock });
  expect(open).toThrow(/^ACS_CONNECTION_STRING cannot be used\./);
  expect(open).not.toThrow(KEY);
});

test('a command for a call that was never answered is a mistake of ours', () => {
  const { telephony } = telephonyAt('http://127.0.0.1:1');
  const { callConnectionId: _, ...unanswered } = origin;
  expect(() => telephony.cancelAllMedia(unanswered)).toThrow('must be answered');
});

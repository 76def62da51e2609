import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Recognize, SendTones, Sent } from '../../calls/commands.ts';
import type { Telephony } from '../../calls/ports.ts';
import { realClock } from '../../emulator/clock.ts';
import { type ServedEmulator, serveEmulator } from '../../emulator/serve.ts';
import { origin, telephonyAt } from './support/telephony.ts';

/** The adapter against the emulator: both follow the same protocol reference, each read by its own author. */
let emulator: ServedEmulator;
let subscriber: Server;
let telephony: Telephony;
let incomingCallContext: Promise<string>;
let connected: Promise<void>;

beforeEach(async () => {
  let ring: (context: string) => void;
  let connect: () => void;
  connected = new Promise((resolve) => {
    connect = resolve;
  });
  incomingCallContext = new Promise((resolve) => {
    ring = resolve;
  });
  subscriber = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const [event] = JSON.parse(text);
    if (event.type === 'Microsoft.Communication.CallConnected') connect();
    if (event.data.incomingCallContext) ring(event.data.incomingCallContext);
    response.end(JSON.stringify({ validationResponse: event.data.validationCode }));
  }).listen(0, '127.0.0.1');
  await once(subscriber, 'listening');
  const url = `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}`;
  emulator = await serveEmulator({ clock: realClock(), port: 0, eventsTo: { url } });
  await emulator.emulator.handshake();
  const env = { ACS_CONNECTION_STRING: emulator.connectionString, WEBSITE_HOSTNAME: url.slice(7) };
  telephony = telephonyAt(emulator.endpoint, env).telephony;
});

afterEach(async () => {
  await emulator.stop();
  subscriber.closeAllConnections();
  subscriber.close();
});

const prompt = { text: 'Welcome.', language: 'en-GB', voice: 'en-GB-SoniaNeural' };

async function answer(from: string, turn = 1) {
  await fetch(`${emulator.endpoint}/_sim/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from, to: '+15550199' }),
  });
  const command = {
    type: 'answer',
    operationContext: '1.0',
    incomingCallContext: await incomingCallContext,
  } as const;
  const { callConnectionId: _, ...unanswered } = origin;
  return () => telephony.answer(command, { ...unanswered, turn });
}

function connectionOf(sent: Sent): string {
  return sent.ok ? (sent.callConnectionId ?? '') : '';
}

test('an answer that is sent again is the same answer', async () => {
  const send = await answer('+15550100');
  const first = await send();
  expect(first).toMatchObject({ ok: true, callConnectionId: expect.any(String) });
  expect(await send()).toEqual(first);
});

test.each(['+15550100', 'anonymous'])('a call of %s is steered to its end', async (participant) => {
  const answered = await (await answer(participant))();
  const callConnectionId = connectionOf(answered);
  const own = { ...origin, callConnectionId };
  expect(await telephony.lookUp(callConnectionId)).toMatchObject({ is: 'connected' });
  expect(
    await telephony.play({ type: 'play', operationContext: '2.0', prompt, interrupt: false }, own),
  ).toEqual({
    ok: true,
  });
  const recognize: Recognize = {
    type: 'recognize',
    operationContext: '3.0',
    participant,
    prompt,
    maxTones: 1,
    stopTones: [],
    initialSilenceSeconds: 5,
    interToneSeconds: 2,
    bargeIn: true,
    interrupt: false,
  };
  expect(await telephony.recognize(recognize, own)).toEqual({ ok: true });
  expect(await telephony.cancelAllMedia(own)).toEqual({ ok: true });
  const hangUp = { type: 'hangUp', operationContext: '4.0' } as const;
  expect(await telephony.hangUp(hangUp, own)).toEqual({ ok: true });
  expect(await telephony.lookUp(callConnectionId)).toEqual({ is: 'gone' });
});

test('the keys of a caller are followed, and tones are sent to them', async () => {
  const answered = await (await answer('+15550100'))();
  const own = { ...origin, callConnectionId: connectionOf(answered) };
  const of = {
    operationContext: 'tones:caller:1',
    participant: '+15550100',
    isOptional: true,
  } as const;
  const start = { type: 'startContinuousDtmfRecognition', ...of } as const;
  const stop = { type: 'stopContinuousDtmfRecognition', ...of } as const;
  const tones: SendTones = {
    type: 'sendDtmfTones',
    operationContext: '3.1',
    participant: '+15550100',
    tones: ['1', 'A', '#'],
  };
  await connected;
  expect(await telephony.startContinuousDtmfRecognition(start, own)).toEqual({ ok: true });
  expect(await telephony.sendDtmfTones(tones, own)).toEqual({ ok: true });
  expect(await telephony.stopContinuousDtmfRecognition(stop, own)).toEqual({ ok: true });
});

test('a call that is placed twice by the same command is placed once', async () => {
  const { callConnectionId: _, ...undialled } = origin;
  const dial = {
    type: 'createCall',
    operationContext: '1.0',
    to: '+15550123',
    from: '+15550199',
  } as const;
  const first = await telephony.createCall(dial, undialled);
  expect(first).toMatchObject({ ok: true, callConnectionId: expect.any(String) });
  expect(await telephony.createCall(dial, undialled)).toEqual(first);
  expect(await telephony.lookUp(connectionOf(first))).toMatchObject({ is: 'connected' });
});

test('a call that ACS does not know is refused as documented', async () => {
  const sent = await telephony.play(
    { type: 'play', operationContext: '2.0', prompt, interrupt: false },
    origin,
  );
  expect(sent).toMatchObject({ ok: false, code: 404, subCode: 8522 });
  expect(await telephony.lookUp('411f6d00-1d3f-425b-9d7d-df971f16564b')).toEqual({ is: 'gone' });
});

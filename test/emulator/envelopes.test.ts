import { parseCallAutomationEvent } from '@azure/communication-call-automation';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { RESOURCE_ID } from '../../emulator/ids.ts';
import { CALLER, type Line, onTheLine } from './support/line.ts';

const HELLO = { kind: 'textSource', text: 'hello' } as const;

async function wholeCall(line: Line): Promise<void> {
  const { id, call } = await line.answered();
  const media = call.getCallMedia();
  await media.playToAll([HELLO], { operationContext: 'hello' });
  await line.passes(1);
  await media.startRecognizing(
    { phoneNumber: CALLER },
    {
      kind: 'callMediaRecognizeDtmfOptions',
      maxTonesToCollect: 1,
      playPrompt: HELLO,
      operationContext: 'ask',
    },
  );
  await line.passes(0.1);
  await line.presses(id, '4');
  await line.control('POST', `phones/${id}/hangUp`);
  await line.passes(0.1);
}

describe('a callback', () => {
  test('is an array of one event that the parser of the SDK understands', () =>
    onTheLine(async (line) => {
      await wholeCall(line);
      const callbacks = line.receiver.posted.filter(({ path }) => path === '/callbacks');
      const parsed = callbacks.map(({ text }) => parseCallAutomationEvent(JSON.parse(text)[0]));
      expect(callbacks.every(({ text }) => JSON.parse(text).length === 1)).toBe(true);
      expect(parsed.map(({ kind }) => kind).slice(2)).toEqual([
        'PlayStarted',
        'PlayCompleted',
        'PlayStarted',
        'RecognizeCompleted',
        'CallDisconnected',
      ]);
      const roster = parsed.find(({ kind }) => kind === 'ParticipantsUpdated');
      expect(roster).toMatchObject({ participants: [{ identifier: { phoneNumber: CALLER } }, {}] });
      expect(parsed.at(-2)).toMatchObject({
        recognitionType: 'dtmf',
        dtmfResult: { tones: ['four'] },
        resultInformation: { code: 200, subCode: 8531 },
      });
    }));

  test('has the envelope of the live service', () =>
    onTheLine(async (line) => {
      await wholeCall(line);
      const callId = line.events()[0]?.data.callConnectionId;
      for (const event of line.events()) {
        expect(event).toMatchObject({
          id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
          type: expect.stringMatching(/^Microsoft\.Communication\./),
          source: `calling/callConnections/${callId}`,
          subject: `calling/callConnections/${callId}`,
          time: expect.stringMatching(/^2026-11-20T10:15:\d\d\.\d{7}\+00:00$/),
          specversion: '1.0',
          datacontenttype: 'application/json',
          data: {
            version: '2026-03-12',
            publicEventType: event.type,
            callConnectionId: callId,
            serverCallId: expect.stringMatching(/^aHR0cHM6/), // https: in base64
          },
        });
      }
      const connected = line.events().find(({ type }) => type.endsWith('CallConnected'));
      expect(connected?.data).not.toHaveProperty('operationContext');
      expect(new Set(line.events().map(({ id }) => id)).size).toBe(line.events().length);
    }));

  test('goes to the URL of its operation, if it has one', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const operationCallbackUrl = `${line.receiver.url}/sealed`;
      await call.getCallMedia().playToAll([HELLO], { operationCallbackUrl });
      await line.passes(1);
      expect(line.told()).toEqual([]);
      expect(line.told('/sealed')).toEqual(['PlayStarted', 'PlayCompleted']);
    }));

  test('has an instant of its own, also when several things happen at once', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const media = call.getCallMedia();
      for (let time = 0; time < 5; time += 1) await media.playToAll([HELLO]);
      await line.passes(0.1);
      await media.cancelAllOperations();
      await call.hangUp(true);
      await line.passes(0.1);
      const { body } = await line.control('GET', 'deliveries');
      const { deliveries } = body as { deliveries: { kind: string; at: string }[] };
      const instants = deliveries.filter(({ kind }) => kind === 'callback').map(({ at }) => at);
      expect(instants).toHaveLength(9);
      expect(new Set(instants).size).toBe(9);
      expect(line.told().at(-1)).toBe('CallDisconnected');
    }));

  test('is not tried again when the app refuses it, and its status is shown', () =>
    onTheLine(async (line) => {
      line.receiver.answers(({ path }) => (path === '/callbacks' ? { status: 503 } : undefined));
      await line.answered();
      await line.passes(120);
      const { body } = await line.control('GET', 'deliveries');
      const { deliveries } = body as { deliveries: { kind: string; status: number }[] };
      expect(deliveries.filter(({ kind }) => kind === 'callback')).toMatchObject([
        { status: 503, attempt: 1, url: `${line.receiver.url}/callbacks` },
        { status: 503, attempt: 1 },
      ]);
    }));
});

describe('the token of a callback', () => {
  test('is signed with the published key, for the resource, and new each time', () =>
    onTheLine(async (line) => {
      await wholeCall(line);
      const { endpoint } = line.served;
      const documentUrl = `${endpoint}/calling/.well-known/acsopenidconfiguration`;
      const document = (await (await fetch(documentUrl)).json()) as Record<string, string>;
      expect(document).toMatchObject({ issuer: endpoint, jwks_uri: `${endpoint}/calling/keys` });
      const published = await (await fetch(document.jwks_uri ?? '')).json();
      const keys = createLocalJWKSet(published as JSONWebKeySet);
      const tokens = line.receiver.posted
        .filter(({ path }) => path === '/callbacks')
        .map(({ headers }) => headers.authorization?.replace('Bearer ', '') ?? '');
      for (const token of tokens) {
        const { payload } = await jwtVerify(token, keys, {
          issuer: endpoint,
          audience: RESOURCE_ID,
          algorithms: ['RS256'],
          currentDate: new Date(line.clock.now()),
        });
        expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
        expect(decodeProtectedHeader(token).kid).toBeTruthy();
      }
      expect(new Set(tokens).size).toBe(tokens.length);
    }));
});

test('the same seed tells the same story twice, another one a different story', async () => {
  const story = async (seed: number): Promise<string> => {
    let told = '';
    await onTheLine(
      async (line) => {
        await wholeCall(line);
        told = JSON.stringify(line.events());
      },
      { seed },
    );
    return told;
  };
  const first = await story(7);
  expect(await story(7)).toBe(first);
  expect(await story(8)).not.toBe(first);
});

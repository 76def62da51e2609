import { CallAutomationClient } from '@azure/communication-call-automation';
import { expect, test } from 'vitest';
import { CALLER, type Line, onTheLine } from './support/line.ts';

/** A client of which every request says that it is the same one. */
function repeating(line: Line): CallAutomationClient {
  return new CallAutomationClient(line.served.connectionString, {
    allowInsecureConnection: true,
    additionalPolicies: [
      {
        position: 'perCall',
        policy: {
          name: 'repeat',
          sendRequest(request, next) {
            request.headers.set('Repeatability-Request-ID', '6f3c6f5e-7a0f-4a51-8d5e-2f1f4c8f0c11');
            return next(request);
          },
        },
      },
    ],
  });
}

test('a repeated answer is given the first reply again, and the call is answered once', () =>
  onTheLine(async (line) => {
    const { context } = await line.rings();
    const client = repeating(line);
    const callback = `${line.receiver.url}/callbacks`;
    const first = await client.answerCall(context, callback);
    const second = await client.answerCall(context, callback);
    expect(second.callConnectionProperties).toEqual(first.callConnectionProperties);
    await line.passes(1);
    expect(line.events()).toHaveLength(2);
  }));

test('tones that are repeated are sent once', () =>
  onTheLine(async (line) => {
    const { call } = await line.answered();
    const { callConnectionId = '' } = await call.getCallConnectionProperties();
    const media = repeating(line).getCallConnection(callConnectionId).getCallMedia();
    await media.sendDtmfTones(['one'], { phoneNumber: CALLER });
    await media.sendDtmfTones(['one'], { phoneNumber: CALLER });
    await line.passes(1);
    expect(line.told()).toEqual(['SendDtmfTonesCompleted']);
  }));

test('the id of one operation is refused for another', () =>
  onTheLine(async (line) => {
    const { context } = await line.rings();
    const client = repeating(line);
    const { callConnection } = await client.answerCall(context, `${line.receiver.url}/callbacks`);
    await expect(callConnection.hangUp(true)).rejects.toMatchObject({
      statusCode: 400,
      code: '8523',
    });
  }));

test('operations without repeatability run as often as they are asked for', () =>
  onTheLine(async (line) => {
    const { context } = await line.rings();
    const client = repeating(line);
    const { callConnection } = await client.answerCall(context, `${line.receiver.url}/callbacks`);
    await line.passes(0.1);
    const media = callConnection.getCallMedia();
    for (let time = 0; time < 2; time += 1) {
      await media.playToAll([{ kind: 'textSource', text: 'again' }]);
    }
    await line.passes(1);
    expect(line.told().filter((name) => name === 'PlayCompleted')).toHaveLength(2);
  }));

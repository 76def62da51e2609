import type { CallConnection } from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import { type Event, LINE, type Line, onTheLine } from './support/line.ts';

const CALLED = '+15550142';

function dials(line: Line) {
  return line.client.createCall(
    {
      targetParticipant: { phoneNumber: CALLED },
      sourceCallIdNumber: { phoneNumber: LINE },
      sourceDisplayName: 'Switchboard',
    },
    `${line.receiver.url}/callbacks`,
    { operationContext: '0.0' },
  );
}

/** A call to a number that is set to behave so. */
async function dialled(
  behaviour: object | undefined,
  then: (line: Line, id: string, call: CallConnection) => Promise<void>,
): Promise<void> {
  await onTheLine(async (line) => {
    if (behaviour) await line.control('PUT', `numbers/${encodeURIComponent(CALLED)}`, behaviour);
    const { callConnection } = await dials(line);
    await then(line, line.served.emulator.phones.list()[0]?.id ?? '', callConnection);
  });
}

function result(event: Event | undefined) {
  return { context: event?.data.operationContext, ...event?.data.resultInformation };
}

describe('an app calls a number', () => {
  test('and is told at once of a call that is connecting', () =>
    onTheLine(async (line) => {
      const { callConnectionProperties, callConnection } = await dials(line);
      expect(callConnectionProperties).toMatchObject({
        callConnectionState: 'connecting',
        targetParticipants: [{ phoneNumber: CALLED }],
        source: { communicationUserId: expect.stringMatching(/^8:acs:/) },
        sourceCallerIdNumber: { phoneNumber: LINE },
        sourceDisplayName: 'Switchboard',
      });
      expect(line.served.emulator.phones.list()).toMatchObject([
        { number: CALLED, other: LINE, direction: 'called', state: 'ringing' },
      ]);
      const media = callConnection.getCallMedia();
      const early = media.playToAll([{ kind: 'textSource', text: 'too early' }]);
      await expect(early).rejects.toMatchObject({ statusCode: 400, code: '8501' });
      await line.passes(10);
      expect(line.events()).toEqual([]);
    }));

  test('that answers: the call is connected, and media reaches the phone', () =>
    dialled({ on: 'answer', afterMs: 3000 }, async (line, id, call) => {
      await line.passes(2.9);
      expect(line.events()).toEqual([]);
      await line.passes(0.2);
      const names = line.events().map(({ type }) => type.split('.').at(-1));
      expect(names.sort()).toEqual(['CallConnected', 'ParticipantsUpdated']);
      const connected = line.events().find(({ type }) => type.endsWith('CallConnected'));
      expect(connected?.data.operationContext).toBe('0.0');
      const { values } = await call.listParticipants();
      expect(values?.map(({ identifier }) => identifier)).toMatchObject([
        { phoneNumber: CALLED },
        { communicationUserId: expect.stringMatching(/^8:acs:/) },
      ]);
      await call.getCallMedia().startContinuousDtmfRecognition({ phoneNumber: CALLED });
      await call.getCallMedia().playToAll([{ kind: 'textSource', text: 'Hello.' }]);
      await line.presses(id, '1');
      await line.passes(1);
      expect(line.phone(id)).toMatchObject({ state: 'talking', heard: [{ content: 'Hello.' }] });
      expect(line.told().sort()).toEqual([
        'ContinuousDtmfRecognitionToneReceived',
        'PlayCompleted',
        'PlayStarted',
      ]);
      await line.control('POST', `phones/${id}/hangUp`);
      await line.passes(70);
      expect(line.told().at(-1)).toBe('CallDisconnected');
      expect(result(line.events().at(-1))).toMatchObject({ code: 200, subCode: 540000 });
    }));

  test('and an ACS user the same way, without a number of ours', () =>
    onTheLine(async (line) => {
      const user = '8:acs:agent-7';
      await line.control('PUT', `numbers/${encodeURIComponent(user)}`, {
        on: 'answer',
        afterMs: 500,
      });
      const { callConnection } = await line.client.createCall(
        { targetParticipant: { communicationUserId: user } },
        `${line.receiver.url}/callbacks`,
      );
      await line.passes(1);
      const names = line.events().map(({ type }) => type.split('.').at(-1));
      expect(names.sort()).toEqual(['CallConnected', 'ParticipantsUpdated']);
      const [phone] = line.served.emulator.phones.list();
      expect(phone).toMatchObject({ number: user, state: 'talking' });
      const { values } = await callConnection.listParticipants();
      expect(values?.[0]?.identifier).toMatchObject({ communicationUserId: user });
    }));

  test.each([
    ['busy', { on: 'busy', afterMs: 500 }, 0.6, 486, 8540, 486],
    ['pressed away', { on: 'decline', afterMs: 500 }, 0.6, 603, 8538, 603],
    ['not answered for 60 s', { on: 'ring' }, 60.1, 480, 10078, 480],
    ['answered too late', { on: 'answer', afterMs: 61_000 }, 60.1, 480, 10078, 480],
  ])('that is %s', (_title, behaviour, seconds, code, subCode, sip) =>
    dialled(behaviour, async (line, id, call) => {
      await line.passes(seconds - 0.2);
      expect(line.phone(id).state).toBe('ringing');
      await line.passes(5);
      expect(line.told()).toEqual(['CreateCallFailed']);
      expect(result(line.events()[0])).toMatchObject({
        context: '0.0',
        code,
        subCode,
        sipDetails: { code: sip },
      });
      expect(line.phone(id)).toMatchObject({ state: 'ended', code, subCode });
      const gone = call.getCallConnectionProperties();
      await expect(gone).rejects.toMatchObject({ statusCode: 404, code: '8522' });
    }),
  );

  test.each(['decline', 'hangUp'])('that a person presses away by hand (%s)', (verb) =>
    dialled(undefined, async (line, id) => {
      await line.passes(5);
      await line.control('POST', `phones/${id}/${verb}`);
      await line.passes(60);
      expect(line.told()).toEqual(['CreateCallFailed']);
      expect(result(line.events()[0])).toMatchObject({ code: 603, subCode: 8538 });
    }),
  );

  test.each([
    ['rings', undefined, 40],
    ['is about to be busy', { on: 'busy', afterMs: 5000 }, 1],
  ])('that a person answers by hand while it %s', (_title, behaviour, seconds) =>
    dialled(behaviour, async (line, id) => {
      await line.passes(seconds);
      const answer = await line.control('POST', `phones/${id}/answer`);
      expect(answer.body).toMatchObject({ state: 'talking' });
      await line.passes(60);
      expect(line.events()).toHaveLength(2);
      expect(line.phone(id).state).toBe('talking');
    }),
  );

  test.each([false, true])('and gives up while it rings (for everyone: %s)', (forEveryone) =>
    dialled({ on: 'answer', afterMs: 5000 }, async (line, id, call) => {
      await line.passes(1);
      await call.hangUp(forEveryone);
      await line.passes(60);
      expect(line.told()).toEqual(['CreateCallFailed']);
      expect(result(line.events()[0])).toMatchObject({ code: 487, subCode: 540487 });
      expect(line.phone(id)).toMatchObject({ state: 'ended', code: 487, subCode: 540487 });
    }),
  );

  test('and may be told of a failure without what the network said', () =>
    dialled({ on: 'busy', afterMs: 500 }, async (line) => {
      await line.faults({ sipDetails: false });
      await line.passes(1);
      expect(line.events()[0]?.data.resultInformation).toEqual({
        code: 486,
        subCode: 8540,
        message: expect.any(String),
      });
    }));
});

describe('a call to a number is refused', () => {
  test.each([
    ['the number is not E.164', '0555', LINE, 'targets[0].phoneNumber.value'],
    ['no number of ours is named', CALLED, undefined, 'sourceCallerIdNumber'],
    ['our number is not E.164', CALLED, 'line', 'sourceCallerIdNumber.value'],
  ])('when %s (400/8523)', (_title, to, from, field) =>
    onTheLine(async (line) => {
      const dialling = line.client.createCall(
        {
          targetParticipant: { phoneNumber: to },
          ...(from ? { sourceCallIdNumber: { phoneNumber: from } } : {}),
        },
        `${line.receiver.url}/callbacks`,
      );
      await expect(dialling).rejects.toMatchObject({
        statusCode: 400,
        code: '8523',
        message: expect.stringContaining(`The field ${field} is invalid`),
      });
      expect(line.served.emulator.phones.list()).toEqual([]);
    }),
  );

  test('when its events cannot go where they are to (400/8523)', () =>
    onTheLine(async (line) => {
      const dialling = line.client.createCall(
        {
          targetParticipant: { phoneNumber: CALLED },
          sourceCallIdNumber: { phoneNumber: LINE },
        },
        'http://app.example/events',
      );
      await expect(dialling).rejects.toMatchObject({ statusCode: 400, code: '8523' });
    }));

  test('by a fault, like every other operation', () =>
    onTheLine(async (line) => {
      await line.faults({ api: [{ operation: 'createCall', status: 429, code: 8516, times: 1 }] });
      await expect(dials(line)).rejects.toMatchObject({ statusCode: 429, code: '8516' });
      await dials(line);
    }));
});

import { describe, expect, test } from 'vitest';
import { CALLER, onTheLine } from './support/line.ts';

const GONE = { statusCode: 404, code: '8522', message: 'Call not found.' };
const text = (words: string) => ({ kind: 'textSource', text: words }) as const;

describe('a running call', () => {
  test('lists the caller and the app itself', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const { values } = await call.listParticipants();
      expect(values).toMatchObject([
        { identifier: { phoneNumber: CALLER }, isMuted: false, isOnHold: false },
        { identifier: { communicationUserId: expect.stringMatching(/^8:acs:/) } },
      ]);
    }));

  test('finds a participant by raw id, percent-encoded in the path', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const found = await call.getParticipant({ phoneNumber: CALLER });
      expect(found.identifier).toMatchObject({ phoneNumber: CALLER, rawId: `4:${CALLER}` });
      await expect(call.getParticipant({ phoneNumber: '+15550111' })).rejects.toMatchObject({
        statusCode: 404,
        code: '8522',
      });
    }));

  test('has a withheld caller as anonymous', () =>
    onTheLine(async (line) => {
      const { context } = await line.rings('anonymous');
      const answer = await line.client.answerCall(context, `${line.receiver.url}/callbacks`);
      const { values } = await answer.callConnection.listParticipants();
      expect(values?.[0]?.identifier).toMatchObject({ rawId: '4:anonymous' });
    }));

  test.each([
    ['hang up for itself', false],
    ['hang up for everyone', true],
  ])(
    'ends when the app wants to %s: media ends without a word, then CallDisconnected 200/7000',
    (_title, forEveryone) =>
      onTheLine(async (line) => {
        const { id, call } = await line.answered();
        await call.getCallMedia().playToAll([text('never heard to its end')]);
        await line.passes(0.1);
        await call.hangUp(forEveryone);
        await line.passes(0.1);
        expect(line.told()).toEqual(['PlayStarted', 'CallDisconnected']);
        const end = line.events().at(-1)?.data.resultInformation;
        expect(end).toMatchObject({ code: 200, subCode: 7000 });
        expect(line.phone(id)).toMatchObject({ state: 'ended', subCode: 7000, hearing: null });
        await line.passes(60);
        expect(line.told()).toHaveLength(2);
      }),
  );

  test('ends when the caller hangs up, with 200/540000', () =>
    onTheLine(async (line) => {
      const { id } = await line.answered();
      await line.control('POST', `phones/${id}/hangUp`);
      await line.passes(0.1);
      expect(line.told()).toEqual(['CallDisconnected']);
      const end = line.events().at(-1)?.data.resultInformation;
      expect(end).toMatchObject({ code: 200, subCode: 540000 });
    }));

  test('ends without a word of what ran for the caller who hangs up', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      await call.getCallMedia().play([text('never heard to its end')], [{ phoneNumber: CALLER }]);
      await line.passes(0.1);
      await line.hangsUp(id);
      await line.passes(60);
      expect(line.told()).toEqual(['PlayStarted', 'CallDisconnected']);
    }));

  test('is not known any more after its end, whatever is asked of it', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const media = call.getCallMedia();
      await call.hangUp(true);
      const requests = [
        () => call.getCallConnectionProperties(),
        () => call.listParticipants(),
        () => call.getParticipant({ phoneNumber: CALLER }),
        () => call.hangUp(false),
        () => call.hangUp(true),
        () => media.playToAll([text('hello')]),
        () => media.cancelAllOperations(),
      ];
      for (const request of requests) await expect(request()).rejects.toMatchObject(GONE);
    }));

  test('takes no media before it is connected (400/8501)', () =>
    onTheLine(async (line) => {
      const { context } = await line.rings();
      const answer = await line.client.answerCall(context, `${line.receiver.url}/callbacks`);
      const media = answer.callConnection.getCallMedia();
      await expect(media.playToAll([text('too early')])).rejects.toMatchObject({
        statusCode: 400,
        code: '8501',
      });
    }));
});

describe('what is not built yet', () => {
  test('says so with 501', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const target = { phoneNumber: CALLER };
      const requests = {
        moveParticipants: () => call.moveParticipants([target], 'another call'),
        startTranscription: () => call.getCallMedia().startTranscription(),
        createCall: () => line.client.createGroupCall([target, target], line.receiver.url),
      };
      for (const [name, request] of Object.entries(requests)) {
        await expect(request()).rejects.toMatchObject({
          statusCode: 501,
          code: 'NotImplemented',
          message: expect.stringContaining(name),
        });
      }
    }));
});

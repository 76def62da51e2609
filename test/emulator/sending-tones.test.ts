import type { CallConnection, CallMedia } from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import { CALLER, type Line, onTheLine } from './support/line.ts';

const TARGET = { phoneNumber: CALLER };
const text = (words: string) => ({ kind: 'textSource', text: words }) as const;

/** A connected call, and what its caller has heard of tones. */
async function connected(
  then: (line: Line, media: CallMedia, heard: () => string, call: CallConnection) => Promise<void>,
): Promise<void> {
  await onTheLine(async (line) => {
    const { id, call } = await line.answered();
    const heard = () => {
      const tones = line.phone(id).heard.filter(({ kind }) => kind === 'tone');
      return tones.map(({ content }) => content).join('');
    };
    await then(line, call.getCallMedia(), heard, call);
  });
}

describe('sent tones', () => {
  test('are heard one after the other, and are complete after the last', () =>
    connected(async (line, media, heard) => {
      const sent = await media.sendDtmfTones(['two', 'asterisk', 'pound', 'd'], TARGET, {
        operationContext: '3.0',
      });
      expect(sent).toMatchObject({ operationContext: '3.0' });
      await line.passes(0.4);
      expect(heard()).toBe('2*');
      const { hearing, heard: all } = line.phone('phone-1');
      expect({ hearing, all }).toMatchObject({
        hearing: null,
        all: [{ done: true }, { done: false }],
      });
      await line.passes(0.55);
      expect({ heard: heard(), told: line.told() }).toEqual({ heard: '2*#D', told: [] });
      await line.passes(0.1);
      expect(line.told()).toEqual(['SendDtmfTonesCompleted']);
      expect(line.events().at(-1)?.data).toMatchObject({
        operationContext: '3.0',
        resultInformation: { code: 200, subCode: 0 },
      });
      const at = all.map((one) => Date.parse(one.at));
      expect((at[1] ?? 0) - (at[0] ?? 0)).toBe(250);
    }));

  test('are told where the request says', () =>
    connected(async (line, media) => {
      const operationCallbackUrl = `${line.receiver.url}/elsewhere`;
      await media.sendDtmfTones(['one'], TARGET, { operationCallbackUrl });
      await line.passes(1);
      expect(line.told('/elsewhere')).toEqual(['SendDtmfTonesCompleted']);
    }));

  test('are not keys of the one who hears them', () =>
    connected(async (line, media) => {
      await media.startContinuousDtmfRecognition(TARGET);
      await media.sendDtmfTones(['one'], TARGET);
      await line.passes(1);
      expect(line.told()).toEqual(['SendDtmfTonesCompleted']);
    }));

  test('end without a word when the call ends', () =>
    connected(async (line, media, heard, call) => {
      await media.sendDtmfTones(['one', 'two', 'three'], TARGET);
      await line.passes(0.3);
      await call.hangUp(true);
      await line.passes(2);
      expect({ heard: heard(), told: line.told() }).toEqual({
        heard: '12',
        told: ['CallDisconnected'],
      });
    }));

  test('that are cancelled have failed (400/8508)', () =>
    connected(async (line, media, heard) => {
      await media.sendDtmfTones(['one', 'two', 'three'], TARGET);
      await line.passes(0.1);
      await media.cancelAllOperations();
      await line.passes(2);
      expect({ heard: heard(), told: line.told() }).toEqual({
        heard: '1',
        told: ['SendDtmfTonesFailed'],
      });
      expect(line.events().at(-1)?.data.resultInformation).toMatchObject({
        code: 400,
        subCode: 8508,
      });
    }));

  test('fail by a fault, as often as asked', () =>
    connected(async (line, media, heard) => {
      await line.faults({ sendTones: { fail: 8512, times: 1 } });
      await media.sendDtmfTones(['one'], TARGET, { operationContext: '3.0' });
      await line.passes(1);
      expect({ heard: heard(), told: line.told() }).toEqual({
        heard: '',
        told: ['SendDtmfTonesFailed'],
      });
      expect(line.events().at(-1)?.data).toMatchObject({
        operationContext: '3.0',
        resultInformation: { code: 500, subCode: 8512 },
      });
      await media.sendDtmfTones(['one'], TARGET);
      await line.passes(1);
      expect(heard()).toBe('1');
    }));
});

describe('sending tones is refused', () => {
  test.each([
    ['none', [], TARGET, 'tones'],
    ['more than 18', Array(19).fill('one'), TARGET, 'tones'],
    ['what is not a tone', ['1'], TARGET, 'tones[0]'],
    ['an app', ['one'], { communicationUserId: '8:acs:someone' }, 'targetParticipant'],
  ])('for %s (400/8523)', (_title, tones, target, field) =>
    connected(async (line, media, heard) => {
      await expect(media.sendDtmfTones(tones, target)).rejects.toMatchObject({
        statusCode: 400,
        code: '8523',
        message: expect.stringContaining(`The field ${field} is invalid`),
      });
      await line.passes(1);
      expect(heard()).toBe('');
    }),
  );

  test('for who is not in the call (404/8522)', () =>
    connected(async (_line, media) => {
      const sending = media.sendDtmfTones(['one'], { phoneNumber: '+15550111' });
      await expect(sending).rejects.toMatchObject({ statusCode: 404, code: '8522' });
    }));

  test('while other tones are sent, and so is all else of that kind (412/8583)', () =>
    connected(async (line, media) => {
      const tones = Array(18).fill('one');
      await media.sendDtmfTones(tones, TARGET);
      const refused = { statusCode: 412, code: '8583' };
      await expect(media.sendDtmfTones(tones, TARGET)).rejects.toMatchObject(refused);
      await expect(media.startContinuousDtmfRecognition(TARGET)).rejects.toMatchObject(refused);
      await expect(media.play([text('hello')], [TARGET])).rejects.toMatchObject(refused);
      await media.playToAll([text('hello')]);
      await line.passes(5);
      await media.sendDtmfTones(tones, TARGET);
    }));

  test('while something plays to a participant (412/8583)', () =>
    connected(async (_line, media) => {
      await media.play([text('hello')], [TARGET]);
      const sending = media.sendDtmfTones(['one'], TARGET);
      await expect(sending).rejects.toMatchObject({ statusCode: 412, code: '8583' });
    }));
});

import { describe, expect, test } from 'vitest';
import { CALLER, onTheLine } from './support/line.ts';
import { wavFile } from './support/wav-file.ts';

const text = (words: string) => ({ kind: 'textSource', text: words }) as const;
const CALLER_ID = { phoneNumber: CALLER };

describe('playing to everyone', () => {
  test('takes as long as speech takes, source after source', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      const media = call.getCallMedia();
      await media.playToAll([text('Hello.'), text('Welcome to us.')], { operationContext: '1.0' });
      await line.passes(0.2);
      expect(line.phone(id).hearing).toMatchObject({ kind: 'text', content: 'Hello.' });
      await line.passes(0.36);
      expect(line.phone(id).heard).toMatchObject([
        { content: 'Hello.', done: true },
        { content: 'Welcome to us.', done: false },
      ]);
      expect(line.told()).toEqual(['PlayStarted']);
      await line.passes(0.84);
      expect(line.phone(id).hearing).toBeNull();
      expect(line.told()).toEqual(['PlayStarted', 'PlayCompleted']);
      expect(line.events().at(-1)?.data).toMatchObject({
        operationContext: '1.0',
        resultInformation: { code: 200, subCode: 0 },
      });
    }));

  test('counts what SSML says, not its tags', () =>
    onTheLine(
      async (line) => {
        const { id, call } = await line.answered();
        const ssmlText = '<speak version="1.0"><voice name="x">Hello</voice></speak>';
        await call.getCallMedia().playToAll([{ kind: 'ssmlSource', ssmlText }]);
        await line.passes(0.49);
        expect(line.phone(id).hearing).toMatchObject({ kind: 'ssml', content: ssmlText });
        await line.passes(0.02);
        expect(line.told()).toEqual(['PlayStarted', 'PlayCompleted']);
      },
      { speechMsPerCharacter: 100 },
    ));

  test('waits its turn', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      const media = call.getCallMedia();
      await media.playToAll([text('first')]);
      await media.playToAll([text('second')]);
      await line.passes(0.1);
      expect(line.phone(id).heard).toMatchObject([{ content: 'first' }]);
      await line.passes(1);
      expect(line.told()).toEqual(['PlayStarted', 'PlayCompleted', 'PlayStarted', 'PlayCompleted']);
    }));

  test('interrupts what runs and what waits when it is told to', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      const media = call.getCallMedia();
      await media.playToAll([text('a long story')], { operationContext: 'a' });
      await media.playToAll([text('and another')], { operationContext: 'b' });
      await line.passes(0.1);
      await media.playToAll([text('stop')], { interruptCallMediaOperation: true });
      await line.passes(0.1);
      expect(line.told()).toEqual(['PlayStarted', 'PlayCanceled', 'PlayCanceled', 'PlayStarted']);
      expect(line.phone(id).heard).toMatchObject([{ done: false }, { content: 'stop' }]);
      const cancelled = line.events().filter(({ type }) => type.endsWith('PlayCanceled'));
      expect(cancelled.map(({ data }) => data.operationContext)).toEqual(['a', 'b']);
      expect(cancelled[0]?.data.resultInformation).toMatchObject({ code: 400, subCode: 8508 });
    }));

  test('is never heard when it is cancelled before it begins to sound', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      const media = call.getCallMedia();
      await media.playToAll([text('too late')]);
      await media.cancelAllOperations();
      await line.passes(1);
      expect(line.told()).toEqual(['PlayCanceled']);
      expect(line.phone(id).heard).toEqual([]);
    }));

  test('loops until it is cancelled', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      const media = call.getCallMedia();
      await media.playToAll([text('la la la')], { loop: true });
      await line.passes(2);
      expect(line.phone(id).heard).toHaveLength(5);
      await media.cancelAllOperations();
      await line.passes(2);
      expect(line.phone(id).heard).toHaveLength(5);
      expect(line.told()).toEqual(['PlayStarted', 'PlayCanceled']);
    }));
});

describe('files', () => {
  async function plays(file: Buffer | undefined, seconds: number): Promise<object | undefined> {
    let result: object | undefined;
    await onTheLine(async (line) => {
      const { call } = await line.answered();
      if (file) line.receiver.files.set('/prompt.wav', file);
      const url = `${line.receiver.url}/prompt.wav`;
      await call.getCallMedia().playToAll([text('Now:'), { kind: 'fileSource', url }]);
      await line.passes(0.24 + seconds);
      expect(line.told().slice(1)).toEqual([]);
      await line.passes(0.02);
      const { failedPlaySourceIndex, resultInformation } = line.events().at(-1)?.data ?? {};
      result = {
        told: line.told(),
        subCode: resultInformation?.subCode,
        code: resultInformation?.code,
        failedPlaySourceIndex,
      };
    });
    return result;
  }

  test('play for as long as they are', async () => {
    expect(await plays(wavFile({ seconds: 2.5 }), 2.5)).toMatchObject({
      told: ['PlayStarted', 'PlayCompleted'],
    });
  });

  test('that are not there fail (8536)', async () => {
    expect(await plays(undefined, -0.24)).toEqual({
      told: ['PlayFailed'],
      code: 400,
      subCode: 8536,
      failedPlaySourceIndex: 1,
    });
  });

  test.each([
    ['stereo', wavFile({ seconds: 1, channels: 2 })],
    ['of 8 kHz', wavFile({ seconds: 1, rate: 8000 })],
    ['not WAV', Buffer.from('ID3 some music')],
  ])('that are %s fail (8535)', async (_what, file) => {
    expect(await plays(file, -0.24)).toMatchObject({
      told: ['PlayFailed'],
      code: 400,
      subCode: 8535,
    });
  });
});

describe('playing to a participant', () => {
  test('sounds beside what plays to all, but only one at a time (412/8583)', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      const media = call.getCallMedia();
      await media.playToAll([text('some music')], { loop: true });
      await media.play([text('a word with you')], [CALLER_ID]);
      await line.passes(0.1);
      expect(line.phone(id).heard).toHaveLength(2);
      await expect(media.play([text('and another')], [CALLER_ID])).rejects.toMatchObject({
        statusCode: 412,
        code: '8583',
      });
    }));

  test('who is not there is refused', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const stranger = [{ phoneNumber: '+15550111' }];
      await expect(call.getCallMedia().play([text('hello')], stranger)).rejects.toMatchObject({
        statusCode: 404,
        code: '8522',
      });
    }));
});

test('an empty text fails after it was accepted (8582)', () =>
  onTheLine(async (line) => {
    const { call } = await line.answered();
    await call.getCallMedia().playToAll([text('')]);
    await line.passes(0.02);
    expect(line.told()).toEqual(['PlayFailed']);
    expect(line.events().at(-1)?.data.resultInformation?.subCode).toBe(8582);
  }));

import type { CallConnection } from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import { CALLER, type Line, onTheLine } from './support/line.ts';

const TARGET = { phoneNumber: CALLER };
const SESSION = 'tones:caller:1';
const text = (words: string) => ({ kind: 'textSource', text: words }) as const;

function starts(call: CallConnection, operationContext = SESSION): Promise<void> {
  return call.getCallMedia().startContinuousDtmfRecognition(TARGET, { operationContext });
}

function stops(call: CallConnection, options: object = {}): Promise<void> {
  return call.getCallMedia().stopContinuousDtmfRecognition(TARGET, options);
}

/** The tones the app was told one by one, with their numbers. */
function tones(line: Line): string[] {
  return line
    .events()
    .filter(({ type }) => type.endsWith('ToneReceived'))
    .map(({ data }) => `${data.sequenceId} ${data.tone}`);
}

/** A connected call with continuous recognition on. */
async function listening(
  then: (line: Line, id: string, call: CallConnection) => Promise<void>,
  faults: object = {},
): Promise<void> {
  await onTheLine(async (line) => {
    await line.faults(faults);
    const { id, call } = await line.answered();
    await starts(call);
    await then(line, id, call);
  });
}

describe('continuous recognition', () => {
  test('tells every one of the sixteen keys, numbered from 0', () =>
    listening(async (line, id) => {
      await line.presses(id, '0123456789ABCD*#');
      await line.passes(4);
      expect(tones(line)).toEqual([
        ...['0 zero', '1 one', '2 two', '3 three', '4 four', '5 five', '6 six', '7 seven'],
        ...['8 eight', '9 nine', '10 a', '11 b', '12 c', '13 d', '14 asterisk', '15 pound'],
      ]);
      expect(line.phone(id).pressed.every(({ taken }) => taken)).toBe(true);
      expect(line.events().at(-1)?.data).toMatchObject({
        operationContext: SESSION,
        resultInformation: { code: 200, subCode: 0 },
      });
    }));

  test('tells the keys that a recognition takes, and those that it does not', () =>
    listening(async (line, id, call) => {
      await call.getCallMedia().startRecognizing(TARGET, {
        kind: 'callMediaRecognizeDtmfOptions',
        maxTonesToCollect: 2,
      });
      await line.passes(0.1);
      await line.presses(id, '123');
      await line.passes(1);
      expect(tones(line)).toEqual(['0 one', '1 two', '2 three']);
      const completed = line.events().find(({ type }) => type.endsWith('RecognizeCompleted'));
      expect(completed?.data.dtmfResult?.tones).toEqual(['one', 'two']);
    }));

  test('begins its numbers anew at each start', () =>
    listening(async (line, id, call) => {
      await line.presses(id, '12');
      await line.passes(1);
      await stops(call);
      await starts(call, 'tones:caller:2');
      await line.presses(id, '3');
      await line.passes(1);
      expect(tones(line)).toEqual(['0 one', '1 two', '0 three']);
      expect(line.events().at(-1)?.data.operationContext).toBe('tones:caller:2');
    }));

  test('is told to have stopped, in the words of its start or of the stop', () =>
    listening(async (line, id, call) => {
      await stops(call);
      await line.passes(0.1);
      await line.presses(id, '1');
      expect(line.phone(id).pressed).toMatchObject([{ taken: false }]);
      await starts(call);
      const operationCallbackUrl = `${line.receiver.url}/elsewhere`;
      await stops(call, { operationContext: 'enough', operationCallbackUrl });
      await line.passes(0.1);
      expect(line.told()).toEqual(['ContinuousDtmfRecognitionStopped']);
      const stopped = [...line.events().slice(-1), ...line.events('/elsewhere')];
      expect(stopped.map(({ data }) => data.operationContext)).toEqual([SESSION, 'enough']);
      expect(stopped[0]?.data.resultInformation).toMatchObject({ code: 200, subCode: 7000 });
    }));

  test('that does not run is stopped without a word', () =>
    listening(async (line, _id, call) => {
      await stops(call);
      await stops(call);
      await line.passes(1);
      expect(line.told()).toEqual(['ContinuousDtmfRecognitionStopped']);
    }));

  test.each([
    [
      'the caller hangs up',
      (line: Line, id: string) => line.control('POST', `phones/${id}/hangUp`),
    ],
    ['the app hangs up', (_line: Line, _id: string, call: CallConnection) => call.hangUp(true)],
  ])('stops before the call is disconnected when %s', (_title, end) =>
    listening(async (line, id, call) => {
      await end(line, id, call);
      await line.passes(0.1);
      expect(line.told()).toEqual(['ContinuousDtmfRecognitionStopped', 'CallDisconnected']);
      const stopped = line.events().at(-2)?.data;
      expect(stopped).toMatchObject({
        operationContext: SESSION,
        resultInformation: { subCode: 7000 },
      });
    }),
  );

  test('goes on when all media is cancelled', () =>
    listening(async (line, id, call) => {
      await call.getCallMedia().cancelAllOperations();
      await line.presses(id, '1');
      expect(tones(line)).toEqual(['0 one']);
    }));
});

describe('continuous recognition is refused', () => {
  test('while it runs already (400/8500), and goes on', () =>
    listening(async (line, id, call) => {
      await expect(starts(call)).rejects.toMatchObject({ statusCode: 400, code: '8500' });
      await line.presses(id, '1');
      expect(tones(line)).toEqual(['0 one']);
    }));

  test('while something plays to a participant (412/8583), but not while it plays to all', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const media = call.getCallMedia();
      await media.playToAll([text('some music')], { loop: true });
      await media.play([text('hello')], [TARGET]);
      await expect(starts(call)).rejects.toMatchObject({ statusCode: 412, code: '8583' });
      await line.passes(1);
      await starts(call);
      await media.play([text('everything may start beside it')], [TARGET]);
    }));

  test('for who is not in the call (404/8522) and for the app itself (400/8523)', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const { values = [] } = await call.listParticipants();
      const app = values[1]?.identifier as { communicationUserId: string };
      const start = (target: Parameters<ReturnType<typeof call.getCallMedia>['hold']>[0]) =>
        call.getCallMedia().startContinuousDtmfRecognition(target);
      await expect(start({ phoneNumber: '+15550111' })).rejects.toMatchObject({ code: '8522' });
      await expect(start(app)).rejects.toMatchObject({ statusCode: 400, code: '8523' });
    }));
});

describe('by a switch, continuous recognition', () => {
  test('counts from 1', () =>
    listening(
      async (line, id) => {
        await line.presses(id, '12');
        await line.passes(1);
        expect(tones(line)).toEqual(['1 one', '2 two']);
      },
      { sequenceBase: 1 },
    ));

  test('counts on over a restart', () =>
    listening(
      async (line, id, call) => {
        await line.presses(id, '12');
        await line.passes(1);
        await stops(call);
        await starts(call);
        await line.presses(id, '3');
        await line.passes(1);
        expect(tones(line)).toEqual(['1 one', '2 two', '3 three']);
      },
      { sequenceBase: 1, sequenceReset: false },
    ));

  test('fails right after its start, as often as asked', () =>
    listening(
      async (line, id, call) => {
        await line.presses(id, '1');
        expect(line.told()).toEqual(['ContinuousDtmfRecognitionToneFailed']);
        expect(line.events().at(-1)?.data).toMatchObject({
          operationContext: SESSION,
          resultInformation: { code: 500, subCode: 8512 },
        });
        await starts(call);
        await line.presses(id, '2');
        await line.passes(1);
        expect(tones(line)).toEqual(['0 two']);
      },
      { toneFailed: { times: 1 } },
    ));

  test('ends when all media is cancelled', () =>
    listening(
      async (line, _id, call) => {
        await call.getCallMedia().cancelAllOperations();
        await line.passes(0.1);
        expect(line.told()).toEqual(['ContinuousDtmfRecognitionStopped']);
      },
      { cancelAllStopsTones: true },
    ));

  test.each([
    ['repeated', { copies: 2 }, ['0 one', '0 one', '1 two', '1 two']],
    ['overtaken by the next', { reorder: true }, ['1 two', '0 one']],
    ['lost', { lose: true }, []],
  ])('has tones that are %s, and only those', (_title, fault, expected) =>
    listening(
      async (line, id, call) => {
        await line.presses(id, '12');
        await line.passes(0.5);
        expect(tones(line)).toEqual(expected);
        await stops(call);
        await line.passes(0.1);
        expect(line.told().at(-1)).toBe('ContinuousDtmfRecognitionStopped');
        expect(line.told()).toHaveLength(expected.length + 1);
      },
      { callbacks: { ...fault, types: ['ContinuousDtmfRecognitionToneReceived'] } },
    ),
  );
});

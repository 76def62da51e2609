import {
  type CallConnection,
  type CallMediaRecognizeDtmfOptions,
  DtmfTone,
} from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import { CALLER, type Line, onTheLine } from './support/line.ts';

const PROMPT = { kind: 'textSource', text: 'x'.repeat(50) } as const; // 3 s

/** Lets a caller hear the 3 s prompt of a recognition of four keys, and tells what came of it. */
async function asked(
  options: Partial<CallMediaRecognizeDtmfOptions>,
  acts: (line: Line, id: string, call: CallConnection) => Promise<void>,
): Promise<{ told: string[]; outcome: object | undefined; at: number }> {
  let result = { told: [] as string[], outcome: undefined as object | undefined, at: 0 };
  await onTheLine(async (line) => {
    const { id, call } = await line.answered();
    const start = line.clock.now();
    await recognize(call, options);
    await acts(line, id, call);
    const last = line.events().at(-1);
    const { code, subCode } = last?.data.resultInformation ?? {};
    const tones = last?.data.dtmfResult?.tones;
    result = {
      told: line.told(),
      outcome: { code, subCode, tones },
      at: Date.parse(last?.time ?? '') - start,
    };
  });
  return result;
}

function recognize(
  call: CallConnection,
  options: Partial<CallMediaRecognizeDtmfOptions>,
): Promise<void> {
  return call.getCallMedia().startRecognizing(
    { phoneNumber: CALLER },
    {
      kind: 'callMediaRecognizeDtmfOptions',
      playPrompt: PROMPT,
      maxTonesToCollect: 4,
      operationContext: 'ask',
      ...options,
    },
  );
}

describe('a recognition of keys', () => {
  test('is complete with the last tone it was to collect (8531)', async () => {
    const { told, outcome } = await asked({}, async (line, id) => {
      await line.passes(3.5);
      await line.presses(id, '12*d');
      await line.passes(1);
    });
    expect(told).toEqual(['PlayStarted', 'RecognizeCompleted']);
    expect(outcome).toEqual({
      code: 200,
      subCode: 8531,
      tones: ['one', 'two', 'asterisk', 'd'],
    });
  });

  test('ends with a stop tone, which is not in the result (8514)', async () => {
    const { outcome } = await asked({ stopDtmfTones: [DtmfTone.Pound] }, async (line, id) => {
      await line.passes(3.5);
      await line.presses(id, '12#');
      await line.passes(1);
    });
    expect(outcome).toEqual({ code: 200, subCode: 8514, tones: ['one', 'two'] });
  });

  test('fails when no key comes within the first silence, counted from the end of the prompt (8510)', async () => {
    const { told, outcome, at } = await asked({ initialSilenceTimeoutInSeconds: 7 }, (line) =>
      line.passes(11),
    );
    expect(told).toEqual(['PlayStarted', 'RecognizeFailed']);
    expect(outcome).toEqual({ code: 400, subCode: 8510, tones: undefined });
    expect(at).toBeGreaterThanOrEqual(10_000);
    expect(at).toBeLessThan(10_020);
  });

  test('ends when the next key does not come in time, with the keys so far (8532)', async () => {
    const { told, outcome, at } = await asked(
      { interToneTimeoutInSeconds: 3 },
      async (line, id) => {
        await line.passes(4);
        await line.presses(id, '1w2'); // 0.2 s and 0.5 s apart
        await line.passes(4);
      },
    );
    expect(told).toEqual(['PlayStarted', 'RecognizeCompleted']);
    expect(outcome).toEqual({ code: 400, subCode: 8532, tones: ['one', 'two'] });
    expect(at).toBeGreaterThanOrEqual(7700);
    expect(at).toBeLessThan(7730);
  });

  test('may tell a late key as a failure instead, as older documentation has it', async () => {
    const { told, outcome } = await asked({}, async (line, id) => {
      await line.faults({ interToneTimeoutAs: 'failed' });
      await line.passes(1);
      await line.presses(id, '1');
      await line.passes(3);
    });
    expect(told).toEqual(['PlayStarted', 'RecognizeFailed']);
    expect(outcome).toMatchObject({ code: 400, subCode: 8532 });
  });

  test('may tell of a late key without the keys so far', async () => {
    const { told, outcome } = await asked({}, async (line, id) => {
      await line.faults({ tonesOn8532: false });
      await line.passes(1);
      await line.presses(id, '1');
      await line.passes(3);
    });
    expect(told).toEqual(['PlayStarted', 'RecognizeCompleted']);
    expect(outcome).toEqual({ code: 400, subCode: 8532, tones: undefined });
  });

  test('may have the stop tone in its result', async () => {
    const { outcome } = await asked({ stopDtmfTones: [DtmfTone.Pound] }, async (line, id) => {
      await line.faults({ stopToneIncluded: true });
      await line.passes(1);
      await line.presses(id, '12#');
      await line.passes(1);
    });
    expect(outcome).toEqual({ code: 200, subCode: 8514, tones: ['one', 'two', 'pound'] });
  });

  test('without a prompt listens at once', async () => {
    const { told, at } = await asked({ playPrompt: undefined }, (line) => line.passes(6));
    expect(told).toEqual(['RecognizeFailed']);
    expect(at).toBeLessThan(5020);
  });
});

describe('barge-in', () => {
  test('stops the prompt at the first key, which counts', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      await recognize(call, { maxTonesToCollect: 1 });
      await line.passes(1);
      expect(line.phone(id).hearing).toMatchObject({ content: PROMPT.text });
      await line.presses(id, '5');
      expect(line.phone(id)).toMatchObject({
        hearing: null,
        heard: [{ done: false }],
        pressed: [{ key: '5', taken: true }],
      });
      expect(line.events().at(-1)?.data.dtmfResult?.tones).toEqual(['five']);
    }));

  test('can be switched off: keys during the prompt are lost, but shown', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      await recognize(call, { interruptPrompt: false, maxTonesToCollect: 1 });
      await line.passes(1);
      await line.presses(id, '5');
      expect(line.phone(id)).toMatchObject({ pressed: [{ key: '5', taken: false }] });
      await line.passes(2.5);
      expect(line.phone(id)).toMatchObject({ heard: [{ done: true }], hearing: null });
      await line.presses(id, '6');
      expect(line.events().at(-1)?.data.dtmfResult?.tones).toEqual(['six']);
    }));

  test('silences what played before, unless it is told to wait', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      await call.getCallMedia().playToAll([PROMPT], { operationContext: 'news' });
      await line.passes(1);
      await recognize(call, { interruptCallMediaOperation: false });
      await line.passes(1);
      expect(line.told()).toEqual(['PlayStarted']);
      await recognize(call, {});
      await line.passes(0.02);
      expect(line.told()).toEqual([
        'PlayStarted',
        'PlayCanceled',
        'RecognizeCanceled',
        'PlayStarted',
      ]);
    }));
});

describe('keys', () => {
  test('pressed while nothing listens are lost, but shown', () =>
    onTheLine(async (line) => {
      const { id } = await line.answered();
      await line.presses(id, '7');
      expect(line.phone(id).pressed).toEqual([
        { at: '2026-11-20T10:15:02.040Z', key: '7', taken: false },
      ]);
      expect(line.told()).toEqual([]);
    }));

  test('of two requests do not mix', () =>
    onTheLine(async (line) => {
      const { id } = await line.answered();
      await line.presses(id, '123');
      await line.presses(id, '456');
      await line.passes(2);
      expect(
        line
          .phone(id)
          .pressed.map(({ key }) => key)
          .join(''),
      ).toBe('123456');
    }));
});

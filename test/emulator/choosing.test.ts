import {
  type CallConnection,
  type CallMediaRecognizeChoiceOptions,
  DtmfTone,
} from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import { CALLER, type Line, onTheLine } from './support/line.ts';

const PROMPT = { kind: 'textSource', text: 'x'.repeat(50) } as const; // 3 s

const CHOICES = [
  { label: 'sales', phrases: ['sales'], tone: DtmfTone.One },
  { label: 'other', phrases: ['something else'] },
  { label: 'start', phrases: ['again'], tone: DtmfTone.Asterisk },
];

function offers(
  call: CallConnection,
  options: Partial<CallMediaRecognizeChoiceOptions> = {},
): Promise<void> {
  return call.getCallMedia().startRecognizing(
    { phoneNumber: CALLER },
    {
      kind: 'callMediaRecognizeChoiceOptions',
      choices: CHOICES,
      playPrompt: PROMPT,
      operationContext: 'choose',
      ...options,
    },
  );
}

async function offered(
  then: (line: Line, id: string) => Promise<void>,
  options: Partial<CallMediaRecognizeChoiceOptions> = {},
): Promise<void> {
  await onTheLine(async (line) => {
    const { id, call } = await line.answered();
    await offers(call, options);
    await then(line, id);
  });
}

describe('a choice by key', () => {
  test.each([
    ['1', 'sales'],
    ['*', 'start'],
  ])('is made with the key %s (8533), in the prompt as well', (key, label) =>
    offered(async (line, id) => {
      await line.passes(1);
      await line.presses(id, key);
      expect(line.told()).toEqual(['PlayStarted', 'RecognizeCompleted']);
      expect(line.events().at(-1)?.data).toMatchObject({
        operationContext: 'choose',
        recognitionType: 'choices',
        choiceResult: { label, recognizedPhrase: null },
        resultInformation: { code: 200, subCode: 8533 },
      });
      expect(line.events().at(-1)?.data.dtmfResult).toBeUndefined();
    }),
  );

  test('fails with the first key that no choice has (8534)', () =>
    offered(async (line, id) => {
      await line.passes(1);
      await line.presses(id, '21');
      await line.passes(1);
      expect(line.told()).toEqual(['PlayStarted', 'RecognizeFailed']);
      expect(line.events().at(-1)?.data).toMatchObject({
        operationContext: 'choose',
        resultInformation: { code: 400, subCode: 8534 },
      });
      expect(line.phone(id).pressed.map(({ taken }) => taken)).toEqual([true, false]);
    }));

  test('fails when no key comes (8510)', () =>
    offered(
      async (line) => {
        await line.passes(22.9);
        expect(line.told()).toEqual(['PlayStarted']);
        await line.passes(0.2);
        expect(line.told()).toEqual(['PlayStarted', 'RecognizeFailed']);
        const result = line.events().at(-1)?.data.resultInformation;
        expect(result).toMatchObject({ code: 400, subCode: 8510 });
      },
      { initialSilenceTimeoutInSeconds: 20 },
    ));

  test.each<[string, Partial<CallMediaRecognizeChoiceOptions>]>([
    ['initialSilenceTimeoutInSeconds', { initialSilenceTimeoutInSeconds: 21 }],
    ['choices', { choices: [] }],
    ['choices[0].label', { choices: [{ label: '', phrases: [] }] }],
  ])('refuses %s out of its range (400/8523)', (field, options) =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      await expect(offers(call, options)).rejects.toMatchObject({
        statusCode: 400,
        code: '8523',
        message: expect.stringContaining(`The field recognizeOptions.${field} is invalid`),
      });
    }),
  );
});

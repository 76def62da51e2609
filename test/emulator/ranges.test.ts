import { describe, expect, test } from 'vitest';
import { CALLER, type Line, onTheLine } from './support/line.ts';
import { signed } from './support/signed.ts';

const TARGET = { rawId: `4:${CALLER}`, phoneNumber: { value: CALLER } };
const TEXT = { kind: 'text', text: { text: 'hello' } };

async function posts(line: Line, id: string, verb: string, body: unknown) {
  const target = `/calling/callConnections/${id}:${verb}?api-version=2026-03-12`;
  return signed(line.served.endpoint, 'POST', target, { body });
}

async function connected(line: Line): Promise<string> {
  const { call } = await line.answered();
  const { callConnectionId } = await call.getCallConnectionProperties();
  return callConnectionId ?? '';
}

/** A body for recognize with one thing changed; `undefined` leaves a field out. */
function recognize(options: object, dtmf: object = {}, top: object = {}): object {
  return {
    recognizeInputType: 'dtmf',
    recognizeOptions: {
      targetParticipant: TARGET,
      dtmfOptions: { maxTonesToCollect: 1, ...dtmf },
      ...options,
    },
    ...top,
  };
}

const DTMF = 'recognizeOptions.dtmfOptions';

describe('recognize refuses', () => {
  test.each<[string, object]>([
    [
      'recognizeOptions.initialSilenceTimeoutInSeconds',
      recognize({ initialSilenceTimeoutInSeconds: 301 }),
    ],
    [
      'recognizeOptions.initialSilenceTimeoutInSeconds',
      recognize({ initialSilenceTimeoutInSeconds: -1 }),
    ],
    [
      'recognizeOptions.initialSilenceTimeoutInSeconds',
      recognize({ initialSilenceTimeoutInSeconds: 1.5 }),
    ],
    [`${DTMF}.interToneTimeoutInSeconds`, recognize({}, { interToneTimeoutInSeconds: 0 })],
    [`${DTMF}.interToneTimeoutInSeconds`, recognize({}, { interToneTimeoutInSeconds: 61 })],
    [`${DTMF}.maxTonesToCollect`, recognize({}, { maxTonesToCollect: 0 })],
    [`${DTMF}.maxTonesToCollect`, recognize({}, { maxTonesToCollect: undefined })],
    [`${DTMF}.stopTones[1]`, recognize({}, { stopTones: ['pound', '#'] })],
    [
      'recognizeOptions.choices[0].tone',
      recognize(
        { choices: [{ label: 'sales', phrases: [], tone: '1' }] },
        {},
        { recognizeInputType: 'choices' },
      ),
    ],
    ['recognizeOptions.targetParticipant', recognize({ targetParticipant: undefined })],
    ['recognizeOptions.targetParticipant', recognize({ targetParticipant: {} })],
    ['recognizeOptions.interruptPrompt', recognize({ interruptPrompt: 'yes' })],
    ['recognizeInputType', recognize({}, {}, { recognizeInputType: 'keys' })],
    ['playPrompts[0].text.text', recognize({}, {}, { playPrompts: [{ kind: 'text', text: {} }] })],
    ['operationCallbackUri', recognize({}, {}, { operationCallbackUri: 'http://app.example/' })],
  ])('%s out of its range (400/8523)', (field, body) =>
    onTheLine(async (line) => {
      const answer = await posts(line, await connected(line), 'recognize', body);
      expect(answer).toMatchObject({
        status: 400,
        body: { error: { code: '8523', target: field, message: expect.stringContaining(field) } },
      });
    }),
  );

  test('speech, which is not built yet', () =>
    onTheLine(async (line) => {
      const body = recognize({}, {}, { recognizeInputType: 'speech' });
      const answer = await posts(line, await connected(line), 'recognize', body);
      expect(answer).toMatchObject({
        status: 501,
        body: { error: { target: 'recognizeInputType' } },
      });
    }));
});

test('recognize takes the ends of every range', () =>
  onTheLine(async (line) => {
    const id = await connected(line);
    const bodies = [
      recognize({ initialSilenceTimeoutInSeconds: 0 }, { interToneTimeoutInSeconds: 1 }),
      recognize({ initialSilenceTimeoutInSeconds: 300 }, { interToneTimeoutInSeconds: 60 }),
      recognize(
        { initialSilenceTimeoutInSeconds: null },
        { maxTonesToCollect: 1000, stopTones: null },
      ),
    ];
    for (const body of bodies) expect((await posts(line, id, 'recognize', body)).status).toBe(202);
  }));

describe('play refuses', () => {
  test.each<[string, object]>([
    ['playSources', { playSources: [] }],
    ['playSources', {}],
    ['playSources[0].kind', { playSources: [{ kind: 'song' }] }],
    ['playSources[0].file.uri', { playSources: [{ kind: 'file', file: { uri: 'prompt.wav' } }] }],
    [
      'playSources[1].text.text',
      { playSources: [TEXT, { kind: 'text', text: { text: 'x'.repeat(4001) } }] },
    ],
    ['playOptions.loop', { playSources: [TEXT], playOptions: { loop: 'forever' } }],
    ['operationCallbackUri', { playSources: [TEXT], operationCallbackUri: 'nowhere' }],
  ])('%s that is wrong (400/8523)', (field, body) =>
    onTheLine(async (line) => {
      const answer = await posts(line, await connected(line), 'play', body);
      expect(answer).toMatchObject({
        status: 400,
        body: { error: { code: '8523', target: field, message: expect.stringContaining(field) } },
      });
    }),
  );
});

test.each([
  ['not JSON', '{"playSources":'],
  ['missing', ''],
  ['a list', '[]'],
])('a body that is %s is refused with 400/8523', (_title, body) =>
  onTheLine(async (line) => {
    const answer = await posts(line, await connected(line), 'play', body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: '8523' } } });
  }),
);

import { describe, expect, test } from 'vitest';
import { sealCallbacks } from '../../adapters/sealed-callbacks.ts';
import type { EntryChecks } from '../../calls/commands.ts';

const CALL_ID = '20261120T101502-3f9a0c1be27d';
const AT = '2026-11-20T10:15:04.677Z';
const CARD = '4539578763621486';
const TONES = 'four five three nine five seven eight seven six three six two one four eight six';

const checks: EntryChecks = { min: 16, max: 16, luhn: true, stopTones: ['#', '*'], lastFour: true };

/** Shows what was sealed, and for which call: what a real seal hides, `seal.test.ts` checks. */
const seal = { seal: async (callId: string, digits: string) => `sealed(${callId}: ${digits})` };

const tones = (words: string) => words.split(' ');

function element(name: string, data: object, subCode = 8514) {
  return {
    id: 'e1',
    type: `Microsoft.Communication.${name}`,
    data: {
      callConnectionId: '411f6d00',
      operationContext: '4.0',
      resultInformation: { code: 200, subCode, message: `heard ${CARD}` },
      ...data,
    },
  };
}

async function sealed(body: unknown, own: Partial<EntryChecks> = {}) {
  return sealCallbacks(body, AT, { callId: CALL_ID, checks: { ...checks, ...own }, seal });
}

async function onlyEvent(body: unknown, own: Partial<EntryChecks> = {}) {
  const parsed = await sealed([body], own);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.events[0];
}

describe('a secret entry', () => {
  test('comes out as facts and a seal, without its stop tone and without words of the service', async () => {
    const body = element('RecognizeCompleted', { dtmfResult: { tones: tones(`${TONES} pound`) } });
    expect(await onlyEvent(body)).toEqual({
      type: 'RecognizeCompleted',
      id: 'e1',
      at: AT,
      callConnectionId: '411f6d00',
      operationContext: '4.0',
      code: 200,
      subCode: 8514,
      digits: '',
      sealed: { jwe: `sealed(${CALL_ID}: ${CARD})`, length: 16, matches: true, lastFour: '1486' },
    });
  });

  test.each([
    ['a full one that ends with a key of its own', 8531, 'one two pound', '12#'],
    ['one that ends with its stop tone', 8514, 'one two asterisk', '12'],
    ['one whose stop tone the service leaves out', 8514, 'one two', '12'],
    ['one that just stops', 8532, 'one two', '12'],
    ['one with a tone that nobody knows', 8531, 'one flash two', '1?2'],
  ])('(%s) is sealed as far as it is one', async (_, subCode, words, digits) => {
    const body = element('RecognizeCompleted', { dtmfResult: { tones: tones(words) } }, subCode);
    expect(await onlyEvent(body)).toMatchObject({
      digits: '',
      sealed: {
        jwe: `sealed(${CALL_ID}: ${digits})`,
        length: digits.length,
        matches: false,
      },
    });
  });

  test('is judged by its length, its pattern and its check digit', async () => {
    const body = element('RecognizeCompleted', { dtmfResult: { tones: tones(TONES) } });
    const judged = async (own: Partial<EntryChecks>) => {
      const event = await onlyEvent(body, own);
      return event?.type === 'RecognizeCompleted' && event.sealed?.matches;
    };
    expect(await judged({})).toBe(true);
    expect(await judged({ max: 15 })).toBe(false);
    expect(await judged({ min: 17, max: 19 })).toBe(false);
    expect(await judged({ pattern: '4[0-9]{15}' })).toBe(true);
    expect(await judged({ pattern: '5[0-9]{15}' })).toBe(false);
    const wrong = `${TONES.slice(0, -3)}seven`;
    const mistyped = element('RecognizeCompleted', { dtmfResult: { tones: tones(wrong) } });
    expect(await onlyEvent(mistyped)).toMatchObject({ sealed: { matches: false } });
    expect(await onlyEvent(mistyped, { luhn: false })).toMatchObject({ sealed: { matches: true } });
  });

  test.each([
    ['the flow does not ask for them', { lastFour: false }, TONES],
    ['the entry is not good', { min: 17, max: 19 }, TONES],
    ['they are more than half of it', { min: 4, max: 7, luhn: false }, 'one two three four five'],
  ])('keeps its last four to itself when %s', async (_, own, words) => {
    const body = element('RecognizeCompleted', { dtmfResult: { tones: tones(words) } });
    expect(await onlyEvent(body, own)).not.toHaveProperty('sealed.lastFour');
  });

  test.each(['RecognizeFailed', 'RecognizeCanceled'])('in a %s is sealed as well', async (name) => {
    const body = element(name, { dtmfResult: { tones: tones('one two') } }, 8532);
    const event = await onlyEvent(body);
    expect(event).toMatchObject({ type: name, sealed: { length: 2 } });
    expect(event).not.toHaveProperty('message');
    expect(event).not.toHaveProperty('digits');
  });
});

describe('keys where nobody expects them', () => {
  const anywhere = [
    element('ContinuousDtmfRecognitionToneReceived', { sequenceId: 1, tone: 'five' }),
    element('PlayCompleted', { dtmfResult: { tones: tones(TONES) } }),
    element('SomethingNew', { collectTonesResult: { tones: tones(TONES) } }),
    element('SomethingNew', { result: { entered: { dtmf: CARD } } }),
    element('ParticipantsUpdated', { participants: [{ tones: [4, 5, 3, 9] }] }),
    { ...element('CallConnected', {}), tones: tones(TONES) },
  ];

  test.each(anywhere)('($type) leave nothing of their event but its name', async (body) => {
    expect(await onlyEvent(body)).toEqual({
      type: 'Other',
      id: 'e1',
      at: AT,
      callConnectionId: '411f6d00',
      acsType: body.type.split('.').at(-1),
    });
  });

  test('leave not even the name when it is none', async () => {
    const body = { ...element('x', { tone: 'one' }), type: `heard ${CARD}` };
    expect(await onlyEvent(body)).toMatchObject({ type: 'Other', acsType: 'Unknown' });
  });

  test('in a result of two forms are sealed once', async () => {
    const both = {
      dtmfResult: { tones: tones(TONES) },
      collectTonesResult: { tones: tones(TONES) },
    };
    expect(await onlyEvent(element('RecognizeCompleted', both))).toMatchObject({
      sealed: { length: 16 },
    });
  });
});

describe('an event without keys', () => {
  test('passes as it is, but for the words of the service', async () => {
    const body = element('RecognizeFailed', {}, 8510);
    expect(await onlyEvent(body)).toEqual({
      type: 'RecognizeFailed',
      id: 'e1',
      at: AT,
      callConnectionId: '411f6d00',
      operationContext: '4.0',
      code: 200,
      subCode: 8510,
    });
  });

  test('of an empty result has nothing to seal', async () => {
    const body = element('RecognizeCompleted', { dtmfResult: { tones: [] } });
    const event = await onlyEvent(body);
    expect(event).toMatchObject({ type: 'RecognizeCompleted', digits: '' });
    expect(event).not.toHaveProperty('sealed');
  });
});

test('a batch is sealed event by event, in order', async () => {
  const parsed = await sealed([
    element('PlayStarted', {}),
    element('RecognizeCompleted', { dtmfResult: { tones: tones(TONES) } }),
  ]);
  expect(parsed).toMatchObject({ ok: true, events: [{ type: 'PlayStarted' }, { sealed: {} }] });
});

test.each([
  [[], 'the body holds no event'],
  [CARD, 'event 0 cannot be read'],
  [[element('PlayStarted', {}), { id: CARD, data: { tones: [CARD] } }], 'event 1 cannot be read'],
  [
    [{ ...element('CallConnected', {}), data: { callConnectionId: 4539 } }],
    'event 0 cannot be read',
  ],
])('what cannot be read (%#) is refused by its place alone', async (body, reason) => {
  expect(await sealed(body)).toEqual({ ok: false, reason });
});

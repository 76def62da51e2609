import { describe, expect, test } from 'vitest';
import { parseCallbacks } from '../../adapters/acs-events.ts';

const AT = '2026-11-20T10:15:04.677Z';
const CONNECTION = '411f6d00-1d3f-425b-9d7d-df971f16564b';

/** An envelope as the service sends it, with fields that no schema knows. */
function callback(name: string, data: object = {}, envelope: object = {}) {
  return {
    id: `id-of-${name}`,
    type: `Microsoft.Communication.${name}`,
    source: `calling/callConnections/${CONNECTION}`,
    subject: `calling/callConnections/${CONNECTION}`,
    time: '2026-11-20T08:59:24.2346627+00:00',
    specversion: '1.0',
    datacontenttype: 'application/json',
    data: {
      version: '2026-03-12',
      publicEventType: `Microsoft.Communication.${name}`,
      callConnectionId: CONNECTION,
      serverCallId: 'aHR0cHM6Ly8',
      correlationId: 'c0ffee',
      ...data,
    },
    ...envelope,
  };
}

function only(body: unknown) {
  const parsed = parseCallbacks(body, AT);
  if (!parsed.ok) throw new Error(parsed.reason);
  expect(parsed.events).toHaveLength(1);
  return parsed.events[0];
}

const own = (name: string) => ({ id: `id-of-${name}`, at: AT, callConnectionId: CONNECTION });

describe('an event of ACS', () => {
  test.each([
    'CallConnected',
    'CallDisconnected',
    'PlayStarted',
    'PlayCompleted',
    'PlayFailed',
    'PlayCanceled',
    'RecognizeFailed',
    'RecognizeCanceled',
    'AnswerFailed',
  ])('%s keeps its name, its context and its result', (name) => {
    const resultInformation = { code: 400, subCode: 8510, message: 'no tones', sipDetails: {} };
    expect(only([callback(name, { operationContext: '4.0', resultInformation })])).toEqual({
      type: name,
      ...own(name),
      operationContext: '4.0',
      code: 400,
      subCode: 8510,
      message: 'no tones',
    });
  });

  test('has no result where ACS gives none', () => {
    const event = only([callback('CallConnected', { resultInformation: null })]);
    expect(event).toStrictEqual({ type: 'CallConnected', ...own('CallConnected') });
  });

  test('may be named AnswerCallFailed', () => {
    expect(only([callback('AnswerCallFailed')])).toMatchObject({ type: 'AnswerFailed' });
  });

  test('may come without an array around it', () => {
    expect(only(callback('CallConnected'))).toMatchObject({ type: 'CallConnected' });
  });

  test('of a type we do not know is no mistake, whatever is in it', () => {
    expect(only([callback('TranscriptionFailed', { operationContext: '5.0' })])).toMatchObject({
      type: 'Other',
      acsType: 'TranscriptionFailed',
      operationContext: '5.0',
    });
    expect(only([{ id: '1', type: 'Contoso.Odd', data: 'text' }])).toEqual({
      type: 'Other',
      acsType: 'Contoso.Odd',
      id: '1',
      at: AT,
      callConnectionId: '',
    });
  });
});

describe('tones', () => {
  test('become keys, and one that we do not know a question mark', () => {
    const tones = ['one', 'zero', 'asterisk', 'pound', 'a', 'flash'];
    const event = only([callback('RecognizeCompleted', { dtmfResult: { tones } })]);
    expect(event).toMatchObject({ type: 'RecognizeCompleted', digits: '10*#A?' });
  });

  test('may be missing from a completed recognition', () => {
    expect(only([callback('RecognizeCompleted')])).toMatchObject({ digits: '' });
  });

  test('of a failed recognition are kept', () => {
    const event = only([callback('RecognizeFailed', { dtmfResult: { tones: ['two'] } })]);
    expect(event).toMatchObject({ type: 'RecognizeFailed', digits: '2' });
  });
});

test('the roster is kept as raw ids', () => {
  const participants = [
    { identifier: { kind: 'phoneNumber', rawId: '4:+15550100' }, isMuted: false },
    { identifier: { rawId: '8:acs:app' } },
  ];
  const event = only([callback('ParticipantsUpdated', { participants, sequenceNumber: 3 })]);
  expect(event).toMatchObject({ sequenceNumber: 3, participants: ['4:+15550100', '8:acs:app'] });
});

test('every event of a batch is read by its own envelope, in order', () => {
  const parsed = parseCallbacks([callback('CallConnected'), callback('PlayCompleted')], AT);
  expect(parsed.ok && parsed.events.map((event) => event.type)).toEqual([
    'CallConnected',
    'PlayCompleted',
  ]);
});

describe('a malformed body', () => {
  test.each([
    ['an empty batch', [], 'the body holds no event'],
    ['no event at all', [7], 'event 0: it'],
    ['no id', [callback('CallConnected', {}, { id: undefined })], 'event 0: id'],
    ['no type', [callback('CallConnected', {}, { type: 7 })], 'event 0: type'],
    ['no data', [callback('CallConnected', {}, { data: undefined })], 'event 0: data'],
    [
      'a wrong field in the second event',
      [callback('CallConnected'), callback('PlayCompleted', { callConnectionId: 7 })],
      'event 1: data.callConnectionId',
    ],
    [
      'tones that are no list',
      [callback('RecognizeCompleted', { dtmfResult: { tones: 'one' } })],
      'event 0: data.dtmfResult.tones',
    ],
    [
      'a roster without an order',
      [callback('ParticipantsUpdated')],
      'event 0: data.sequenceNumber',
    ],
  ])('with %s is refused as a whole, with its place', (_, body, reason) => {
    const parsed = parseCallbacks(body, AT);
    expect(parsed).toMatchObject({ ok: false });
    expect(!parsed.ok && parsed.reason).toContain(reason);
  });
});

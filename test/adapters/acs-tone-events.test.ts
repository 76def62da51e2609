import { describe, expect, test } from 'vitest';
import { parseCallbacks } from '../../adapters/acs-events.ts';

const AT = '2026-11-20T10:15:04.677Z';
const CONNECTION = '411f6d00-1d3f-425b-9d7d-df971f16564b';
const own = { id: 'event-1', at: AT, callConnectionId: CONNECTION };

function parsed(name: string, data: object) {
  const type = `Microsoft.Communication.${name}`;
  return parseCallbacks(
    [{ id: 'event-1', type, data: { callConnectionId: CONNECTION, ...data } }],
    AT,
  );
}

function only(name: string, data: object) {
  const result = parsed(name, data);
  if (!result.ok) throw new Error(result.reason);
  return result.events[0];
}

describe('a key of continuous recognition', () => {
  const received = 'ContinuousDtmfRecognitionToneReceived';
  const operationContext = 'tones:caller:1';

  test('has its number, its context and its text', () => {
    const data = { sequenceId: 0, tone: 'pound', operationContext, resultInformation: null };
    expect(only(received, data)).toStrictEqual({
      type: received,
      ...own,
      operationContext,
      sequenceId: 0,
      key: '#',
    });
  });

  test('that we do not know is a question mark', () => {
    expect(only(received, { sequenceId: 4, tone: 'flash' })).toMatchObject({ key: '?' });
  });

  test.each([
    ['no number', { tone: 'pound' }, 'event 0: data.sequenceId'],
    ['half a number', { sequenceId: 1.5, tone: 'pound' }, 'event 0: data.sequenceId'],
    ['a number below zero', { sequenceId: -1, tone: 'pound' }, 'event 0: data.sequenceId'],
    ['a number beyond 32 bits', { sequenceId: 2 ** 31, tone: 'pound' }, 'event 0: data.sequenceId'],
    ['no tone', { sequenceId: 1 }, 'event 0: data.tone'],
  ])('with %s is refused with its place, and without the key', (_, data, reason) => {
    const result = parsed(received, data);
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
    expect(JSON.stringify(result)).not.toContain('pound');
  });
});

test.each([
  'ContinuousDtmfRecognitionToneFailed',
  'ContinuousDtmfRecognitionStopped',
  'SendDtmfTonesCompleted',
  'SendDtmfTonesFailed',
])('%s keeps its name, its context and its result', (name) => {
  const resultInformation = { code: 200, subCode: 7000, message: 'over' };
  expect(only(name, { operationContext: '4.0', resultInformation })).toEqual({
    type: name,
    ...own,
    operationContext: '4.0',
    ...resultInformation,
  });
});

describe('a call that was not made', () => {
  test('tells what the telephone network said', () => {
    const resultInformation = {
      code: 480,
      subCode: 560480,
      sipDetails: { code: 486, message: 'Busy' },
    };
    expect(only('CreateCallFailed', { operationContext: '1.0', resultInformation })).toEqual({
      type: 'CreateCallFailed',
      ...own,
      operationContext: '1.0',
      code: 480,
      subCode: 560480,
      sipCode: 486,
    });
  });

  test.each([[null], [{ code: 404 }], [{ sipDetails: null }], [{ sipDetails: {} }]])(
    'says nothing of it where nothing is told: %j',
    (resultInformation) => {
      expect(only('CreateCallFailed', { resultInformation })).not.toHaveProperty('sipCode');
    },
  );
});

describe('a choice', () => {
  test('made by key is that key', () => {
    const choiceResult = { label: '2', recognizedPhrase: null };
    const event = only('RecognizeCompleted', { recognitionType: 'choices', choiceResult });
    expect(event).toMatchObject({ type: 'RecognizeCompleted', digits: '2' });
  });

  test('with another name is no key', () => {
    const event = only('RecognizeCompleted', { choiceResult: { label: 'billing' } });
    expect(event).toMatchObject({ digits: '' });
  });
});

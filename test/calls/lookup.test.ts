import { describe, expect, test } from 'vitest';
import type { Flow } from '../../calls/flow.ts';
import { connected } from './support/conversation.ts';
import { tone, types } from './support/followed.ts';
import {
  ASK,
  ASKING,
  answered,
  asking,
  refused,
  timePasses,
} from './support/lookup-conversation.ts';

describe('a lookup', () => {
  test('begins without a word: the back end is asked, and a second is waited', () => {
    const call = asking();
    expect(call.media).toMatchObject([
      { type: 'startLookup', lookup: 1, endpoint: 'billing', send: {}, keep: ASK.keep },
      { type: 'armDeadline', deadline: 1, ms: 1_000 },
    ]);
  });

  test('fills what it brought into the texts after it, as it is', () => {
    expect(answered(asking()).says).toBe('It is 7.');
    expect(answered(asking(), { ok: true, values: { amount: '12 & more {x}' } }).says).toBe(
      'It is 12 & more {x}.',
    );
  });

  test('leads where its answer says', () => {
    expect(answered(asking(), { ok: true, values: {}, step: 'left' }).says).toBe('As you like.');
  });

  test('that failed leads to the way out, and to the outcome failed', () => {
    const call = answered(asking(), { ok: false, why: 'status', status: 500 });
    expect(call.says).toBe('We do not know.');
    expect(call.played().state.ending).toBe('failed');
  });

  test('is answered once: another answer, or that of another lookup, is late', () => {
    const call = asking();
    expect(types(answered(call, undefined, 2))).toEqual([]);
    expect(answered(call).says).toBe('It is 7.');
    expect(types(answered(call))).toEqual([]);
    expect(call.rows.timeline.map(({ words }) => words)).toContain(
      'billing answered: amount (ignored: late)',
    );
  });

  test('that was left is nobody’s: neither its times nor its answer do anything', () => {
    const call = timePasses(asking());
    tone(call, 'caller', 0, '0');
    expect(call.says).toBe('A person.');
    expect(types(timePasses(call))).toEqual([]);
    expect(types(answered(call))).toEqual([]);
  });

  test('cuts off what plays where the operator is one', () => {
    const call = connected({
      ...ASKING,
      start: 'hello',
      operator: 'ask',
      steps: { ...ASKING.steps, hello: { kind: 'say', say: 'Hello.', next: 'untold' } },
    });
    expect(tone(call, 'caller', 0, '0')).toEqual([
      'cancelAllMediaOperations',
      'startLookup',
      'armDeadline',
    ]);
  });
});

describe('a caller who waits', () => {
  test('hears filler, music, an apology, music, and the way out', () => {
    const call = asking();
    expect(timePasses(call).says).toBe('One moment. | armDeadline');
    expect(call.played().media).toMatchObject([
      { type: 'play', loop: true, prompt: { file: 'music.wav' } },
    ]);
    expect(timePasses(call).media).toMatchObject([
      { type: 'play', interrupt: true, prompt: { text: ASK.sorry.say } },
      { type: 'armDeadline', ms: 7_000 },
    ]);
    expect(call.played().media).toMatchObject([{ type: 'play', loop: true }]);
    expect(timePasses(call).says).toBe('We do not know.');
  });

  test('is not taken for silent while the music plays', () => {
    const call = timePasses(asking()).played();
    expect(call.state.call.quietSeconds).toBeGreaterThanOrEqual(15);
  });

  test('chooses by a key that was pressed since the apology began, and no other', () => {
    const call = timePasses(asking());
    expect(tone(call, 'caller', 0, '2')).toEqual([]);
    timePasses(call);
    expect(tone(call, 'caller', 1, '1')).toEqual([]);
    tone(call, 'caller', 2, '2');
    expect(call.says).toBe('As you like.');
    expect(call.state.gaveUp).toBeUndefined();
  });

  test('chooses by no key while one before it is missing', () => {
    const call = timePasses(timePasses(asking()));
    tone(call, 'caller', 0, '1');
    expect(tone(call, 'caller', 2, '2')).toEqual(['armDeadline']);
    tone(call, 'caller', 1, '1');
    expect(call.says).toBe('As you like.');
  });

  test('hears filler again where the music cannot be played', () => {
    const call = timePasses(asking()).played();
    expect(call.ends({ type: 'PlayFailed', code: 400, subCode: 8536 }).says).toBe('One moment.');
    expect(call.played().says).toBe('One moment.');
    expect(timePasses(call).says).toBe('Sorry. To leave, press 2. | armDeadline');
  });

  test('hears a recording that cannot be played from the voice', () => {
    const recorded: Flow = {
      ...ASKING,
      recordings: { 'One moment.': { file: 'moment.wav', seconds: 1 } },
    };
    const call = timePasses(asking(recorded));
    expect(call.media).toMatchObject([{ prompt: { file: 'moment.wav' } }, {}]);
    const [again] = call.ends({ type: 'PlayFailed', code: 400, subCode: 8536 }).media;
    expect(again).toMatchObject({ prompt: { text: 'One moment.' } });
    expect(again).not.toHaveProperty('prompt.file');
  });

  test('waits in silence after three failures, until the next stage', () => {
    const call = timePasses(asking());
    const fails = () => types(call.ends({ type: 'PlayFailed', code: 500, subCode: 8565 }));
    expect([fails(), fails(), fails()]).toEqual([['play'], ['play'], []]);
    expect(timePasses(call).says).toBe('Sorry. To leave, press 2. | armDeadline');
  });
});

describe('a refused command', () => {
  test.each(['startLookup', 'armDeadline'] as const)('%s ends the wait at once', (command) => {
    expect(refused(asking(), command).says).toBe('We do not know.');
  });

  test('armDeadline ends it later as well', () => {
    expect(refused(timePasses(asking()), 'armDeadline').says).toBe('We do not know.');
  });

  test('play is tried again, and the wait goes on', () => {
    const call = refused(timePasses(asking()), 'play');
    expect(call.says).toBe('One moment.');
    expect(types(refused(call, 'play'))).toEqual([]);
    expect(answered(call).says).toBe('It is 7.');
  });

  test('that watches a gap changes nothing', () => {
    const call = timePasses(asking());
    tone(call, 'caller', 0, '1');
    expect(tone(call, 'caller', 2, '1')).toEqual(['armDeadline']);
    expect(types(refused(call, 'armDeadline'))).toEqual([]);
    expect(answered(call).says).toBe('It is 7.');
  });

  test('of a turn that was lost as a whole ends the wait, whichever came first in it', () => {
    expect(refused(asking(), 'startContinuousDtmfRecognition', 0).says).toContain(
      'We do not know.',
    );
    expect(refused(timePasses(asking()), 'play', 0).says).toContain('We do not know.');
  });
});

test('a call that is silent although it waits goes its way out', () => {
  const roster = [{ rawId: '4:+15550100', isOnHold: false }];
  const call = asking();
  const at = new Date(Date.parse(call.state.call.lastEventAt) + 60_000).toISOString();
  expect(call.happens({ type: 'CallSilent', state: 'connected', roster, at }).says).toBe(
    'We do not know.',
  );
});

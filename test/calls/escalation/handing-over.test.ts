import { describe, expect, test } from 'vitest';
import { types } from '../support/followed.ts';
import { ANNA, CALLER, type Staffed, talking } from '../support/with-people.ts';

/** An agent who was asked for the number to hand the caller over to. */
const keying = () => talking().agentKeys('*3');
/** A caller whom ACS is asked to hand over. */
const transferring = () => keying().agentKeys('5550155#');

const failed = (sipCode?: number, subCode?: number) =>
  ({ type: 'CallTransferFailed', code: 400, sipCode, subCode }) as const;

const refused = (code: number, subCode?: number) =>
  ({
    type: 'CommandFailed',
    turn: 9,
    index: 0,
    operationContext: '9.0',
    command: 'transfer',
    code,
    subCode,
    message: 'no',
  }) as const;

describe('an agent who presses *3', () => {
  test('is asked for a number, while the caller is on hold', () => {
    expect(keying().commands).toMatchObject([
      { type: 'hold', participant: CALLER, music: 'music.wav' },
      { type: 'armDeadline' },
      {
        type: 'recognize',
        participant: ANNA.participant,
        prompt: { text: 'Which number?' },
        maxTones: 19,
        stopTones: ['#'],
        initialSilenceSeconds: 10,
        interToneSeconds: 5,
      },
    ]);
  });

  test('with the caller on hold already leaves them there', () => {
    expect(types(talking().agentKeys('*2').onHold(CALLER).agentKeys('*3'))).toEqual(['recognize']);
  });

  test('and keys a number hands the caller over to it', () => {
    const call = transferring();
    expect(call.commands).toMatchObject([
      {
        type: 'transfer',
        to: '5550155',
        transferee: CALLER,
        ourNumber: '+15550199',
        context: { callId: '20261120T101502-3f9a0c1be27d', values: {} },
      },
    ]);
    expect(call.state.call.state).toBe('transferring');
  });

  test('and stops keying before hash hands the caller over to what there is', () => {
    const call = keying().ends({
      type: 'RecognizeCompleted',
      code: 400,
      subCode: 8532,
      digits: '5550155',
    });
    expect(call.commands).toMatchObject([{ type: 'transfer', to: '5550155' }]);
  });

  test('and keys only hash, or nothing, goes on talking without a word', () => {
    const call = keying().agentKeys('#');
    expect(types(call)).toEqual(['unhold', 'armDeadline']);
    expect(call.state.call.state).toBe('with-agent');
    call.agentKeys('*3').ends({ type: 'RecognizeFailed', code: 400, subCode: 8510 });
    expect(types(call)).toEqual(['unhold', 'armDeadline']);
    expect(types(call.agentKeys('*2'))).toEqual(['hold', 'armDeadline']);
  });

  test('and cannot be asked is asked once more, then hears that it failed', () => {
    const call = keying();
    call.ends({ type: 'RecognizeFailed', code: 500, subCode: 8512 });
    expect(call.commands).toMatchObject([{ type: 'recognize', prompt: { text: 'Which number?' } }]);
    call.ends({ type: 'RecognizeFailed', code: 500, subCode: 8512 });
    expect(types(call)).toEqual(['unhold', 'armDeadline', 'play']);
    expect(call.says).toContain('It failed.');
    // what failed once does not count the next time
    call.agentKeys('*3').ends({ type: 'RecognizeFailed', code: 500, subCode: 8512 });
    expect(types(call)).toEqual(['recognize']);
  });

  test('steers nothing by the keys of the number, whenever news of them comes', () => {
    const call = keying();
    const tones = (digits: string, from: number) => {
      for (const [index, key] of [...digits].entries()) {
        const operationContext = 'tones:agent-anna:1';
        const type = 'ContinuousDtmfRecognitionToneReceived';
        call.happens({ type, operationContext, sequenceId: from + index, key });
        expect(call.commands).toEqual([]);
      }
    };
    tones('55*2', 2);
    call.ends({ type: 'RecognizeCompleted', code: 200, subCode: 8514, digits: '55*255*9' });
    call.happens({ ...refused(400), operationContext: call.state.open.at(-1) });
    expect(call.says).toContain('It is no number.');
    tones('55*9#', 6);
  });
});

describe('a caller whom somebody else takes', () => {
  test('talks to them: the call ends for the agent and us', () => {
    const call = transferring();
    call.ends({ type: 'CallTransferAccepted', code: 200, subCode: 0 });
    expect(types(call)).toEqual(['hangUp']);
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 7000 });
    expect(call.rows.call).toMatchObject({ state: 'ended', outcome: 'transferred', agent: 'anna' });
  });

  test('is transferred though ACS only tells that they left, and the watchdog asks', () => {
    const call = transferring().roster(ANNA.participant);
    expect(call.commands).toEqual([]);
    expect(call.state.call.quietSeconds).toBe(10);
    const roster = [{ rawId: `4:${ANNA.participant}`, isOnHold: false }];
    const at = '2026-11-20T10:17:02.000Z';
    call.happens({ type: 'CallSilent', state: 'connected', roster, at });
    expect(types(call)).toEqual(['hangUp']);
    expect(call.state.ending).toBe('transferred');
  });

  test('is transferred though the agent hangs up before that is known, and the call ends with it', () => {
    const call = transferring().roster(ANNA.participant);
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 540_000 });
    expect(call.rows.call?.outcome).toBe('transferred');
  });

  test('is transferred though the agent left first', () => {
    const call = transferring().roster(CALLER);
    expect(call.commands).toMatchObject([
      { type: 'releaseAgent', release: { agent: 'anna', to: 'wrap-up' } },
    ]);
    call.ends({ type: 'CallTransferAccepted', code: 200, subCode: 0 });
    expect(types(call)).toEqual(['hangUp']);
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 7000 });
    expect(call.rows.call?.outcome).toBe('transferred');
    expect(call.rows.timeline.filter(({ type }) => type === 'agent-left')).toHaveLength(1);
  });
});

describe('a caller whom nobody else takes', () => {
  test.each([
    [486, undefined, 'It is busy.'],
    [undefined, 8540, 'It is busy.'],
    [480, undefined, 'It was not answered.'],
    [undefined, 10078, 'It was not answered.'],
    [603, undefined, 'It failed.'],
    [undefined, undefined, 'It failed.'],
  ])('with %s/%s is back with the agent, who hears: %s', (sipCode, subCode, text) => {
    const call = transferring();
    call.ends(failed(sipCode, subCode));
    expect(call.commands).toMatchObject([
      { type: 'freeSlot', leg: 'transfer' },
      { type: 'unhold', participant: CALLER },
      { type: 'armDeadline' },
      { type: 'play', to: ANNA.participant, prompt: { text } },
    ]);
    expect(call.state.call.state).toBe('with-agent');
    expect(types(call.agentKeys('*3'))).toContain('recognize');
  });

  test.each([
    [400, 'It is no number.'],
    [403, 'It may not be called.'],
    [503, 'It failed.'],
  ])('because of %s is back with the agent, who hears: %s', (code, text) => {
    const call = transferring();
    call.happens({ ...refused(code), operationContext: call.state.open.at(-1) });
    expect(types(call)).toEqual(['unhold', 'armDeadline', 'play']);
    expect(call.says).toContain(text);
  });

  test('and whose agent has left goes on in the flow', () => {
    const call = transferring().roster(CALLER);
    call.ends(failed(486));
    expect(types(call)).toEqual(['freeSlot', 'unhold', 'armDeadline', 'play']);
    expect(call.says).toContain('Goodbye after the agent.');
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 540_000 });
    expect(call.rows.call?.outcome).toBe('answered-by-agent');
  });
});

describe('a caller who hangs up while they are handed over', () => {
  const outcome = (call: Staffed) => {
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 7000 });
    return call.rows.call?.outcome;
  };

  test('is known to have by the failure: the call ends for everyone', () => {
    const call = transferring().roster(ANNA.participant);
    call.ends(failed(487));
    expect(types(call)).toEqual(['hangUp']);
    expect(outcome(call)).toBe('answered-by-agent');
  });

  test('is known to have by a roster after the failure, too', () => {
    const call = transferring();
    call.ends(failed(487));
    expect(types(call.roster(ANNA.participant))).toEqual(['hangUp']);
    expect(outcome(call)).toBe('answered-by-agent');
  });

  test('after their agent left is not taken for handed over', () => {
    const call = transferring().roster(CALLER);
    call.happens({ type: 'ParticipantSeen', participant: CALLER, is: 'absent' });
    expect(call.commands).toEqual([]);
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 540_000 });
    expect(call.rows.call?.outcome).toBe('answered-by-agent');
  });
});

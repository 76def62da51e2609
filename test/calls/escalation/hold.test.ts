import { describe, expect, test } from 'vitest';
import { CALLER, type Staffed, talking, waiting, whispered } from '../support/with-people.ts';

const types = (call: Staffed) => call.commands.map(({ type }) => type);

/** A caller whom ACS was asked to put on hold. */
const asked = () => waiting().invited().firstWordsOver();

/** The last deadline comes. */
function timeIsOver(call: Staffed, deadline = call.state.deadlineCount): Staffed {
  call.happens({ type: 'Deadline', deadline });
  return call;
}

function seen(call: Staffed, is: 'talking' | 'on-hold' | 'unknown'): Staffed {
  call.happens({ type: 'ParticipantSeen', participant: CALLER, is });
  return call;
}

function refused(call: Staffed, code: number, subCode: number): Staffed {
  const { turn } = call.state;
  const command = 'hold' as const;
  const operationContext = `${turn}.0`;
  const message = 'no';
  call.happens({
    type: 'CommandFailed',
    turn,
    index: 0,
    operationContext,
    command,
    code,
    subCode,
    message,
  });
  return call;
}

describe('a caller whom ACS was asked to put on hold', () => {
  test('and is, by a roster, is not asked for', () => {
    expect(timeIsOver(asked().onHold(CALLER)).commands).toEqual([]);
  });

  test('is asked for after three seconds without such a roster', () => {
    const call = timeIsOver(asked());
    expect(call.commands).toMatchObject([{ type: 'lookUpParticipant', participant: CALLER }]);
    expect(seen(call, 'on-hold').commands).toEqual([]);
  });

  test.each(['talking', 'unknown'] as const)('hears music where ACS answers %s', (is) => {
    expect(seen(timeIsOver(asked()), is).commands).toMatchObject([
      { type: 'play', to: CALLER, loop: true, prompt: { file: 'music.wav' }, interrupt: false },
    ]);
  });

  test.each([
    [
      'HoldFailed comes',
      (call: Staffed) => call.happens({ type: 'HoldFailed', code: 400, subCode: 8500 }),
    ],
    ['the command is refused', (call: Staffed) => refused(call, 412, 8583)],
  ])('hears music once when %s, and is not asked for', (_how, fails) => {
    const call = asked();
    fails(call);
    expect(types(call)).toEqual(['play']);
    fails(call);
    expect(call.commands).toEqual([]);
    expect(timeIsOver(call).commands).toEqual([]);
  });

  test('and has gone meanwhile hears none', () => {
    expect(refused(asked(), 404, 8522).commands).toEqual([]);
  });
});

describe('music in the place of hold', () => {
  const playing = () => {
    const call = asked();
    call.happens({ type: 'HoldFailed', code: 400, subCode: 8500 });
    return call;
  };
  const music = (call: Staffed) => call.state.open.find((one) => one.startsWith('music:'));

  test('is cut off by the whisper, which shares a leg with it, and begins again with the next offer', () => {
    const call = playing().joins();
    expect(call.commands).toMatchObject([{ type: 'recognize', interrupt: true }]);
    call.happens({ type: 'PlayCanceled', operationContext: music(call), code: 400, subCode: 8508 });
    expect(call.commands).toEqual([]);
    expect(types(call.agentKeys('2'))).toEqual([
      'removeParticipant',
      'releaseAgent',
      'play',
      'inviteAgent',
    ]);
  });

  test('that plays on is not begun a second time', () => {
    expect(types(playing().joins().agentKeys('2'))).not.toContain('play');
  });
});

describe('a caller whom ACS was asked to take off hold', () => {
  test('and is, by a roster, is not asked for', () => {
    expect(timeIsOver(talking()).commands).toEqual([]);
  });

  test('is taken off hold three times at most', () => {
    const call = whispered().onHold(CALLER).agentKeys('1');
    for (const _again of [2, 3]) {
      expect(types(timeIsOver(call))).toEqual(['lookUpParticipant']);
      expect(types(seen(call, 'on-hold'))).toEqual(['unhold', 'armDeadline']);
    }
    timeIsOver(call);
    expect(seen(call, 'on-hold').commands).toEqual([]);
    expect(call.state.hold).toBeUndefined();
  });

  test('is believed to be by an answer of ACS', () => {
    const call = timeIsOver(whispered().onHold(CALLER).agentKeys('1'));
    expect(seen(call, 'talking').commands).toEqual([]);
    expect(call.state.hold).toBeUndefined();
  });
});

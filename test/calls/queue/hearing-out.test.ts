import { describe, expect, test } from 'vitest';
import { CALLBACK_LINE, presses } from '../support/callback-line.ts';
import { types } from '../support/followed.ts';
import {
  assigned,
  happens,
  PLACE,
  placed,
  playEnds,
  playEndsAfter,
  told,
} from '../support/in-line.ts';
import { ANNA, type Staffed, waiting } from '../support/with-people.ts';

const EXTENDED = { ...ANNA, extension: '12' };

/** The time for the announcement is over. */
const timeIsOver = (call: Staffed, deadline = 2) =>
  types(happens(call, { type: 'Deadline', deadline }));

describe('a caller who is being told their place when an agent is assigned', () => {
  test('hears it to its end while the agent rings, and is on hold then', () => {
    const call = assigned(told());
    // 37 characters, of which one second has gone by
    expect(call.commands).toMatchObject([
      { type: 'armDeadline', ms: 1_775, isOptional: true },
      { type: 'inviteAgent' },
    ]);
    expect(timeIsOver(call)).toEqual(['cancelAllMediaOperations', 'hold', 'armDeadline']);
    expect(types(call.invited().joins())).toEqual(['recognize']);
  });

  test('keeps an agent waiting until then who answers before', () => {
    const call = assigned(told()).invited().joins();
    expect(call.commands).toEqual([]);
    expect(timeIsOver(call)).toEqual([
      'cancelAllMediaOperations',
      'hold',
      'armDeadline',
      'recognize',
    ]);
  });

  test('hears it out also while the extension of the agent is dialled', () => {
    const call = told();
    const spot = call.state.escalation?.queue?.spot;
    happens(call, { type: 'AgentAssigned', offer: 'offer:q1-anna', ...EXTENDED, spot });
    call.invited(EXTENDED).joins();
    expect(types(call)).toEqual(['sendDtmfTones']);
    expect(timeIsOver(call)).toEqual(['armDeadline']);
    call.ends({ type: 'SendDtmfTonesCompleted', code: 200, subCode: 0 });
    expect(timeIsOver(call, 3)).toEqual([
      'cancelAllMediaOperations',
      'hold',
      'armDeadline',
      'recognize',
    ]);
  });

  test('hears music when it is over and the agent could not be rung', () => {
    const call = assigned(told());
    call.nobody('no-slot');
    expect(types(call)).toEqual([]);
    expect(timeIsOver(call)).toEqual(['cancelAllMediaOperations', 'play']);
  });

  test('and has heard the music behind it as well has nothing cut off', () => {
    const call = playEnds(assigned(told()));
    expect(types(call)).toEqual(['hold', 'armDeadline']);
    expect(timeIsOver(call)).toEqual([]);
  });
});

test('the key of the callback acts again in an announcement when its agent could not be rung', () => {
  const call = waiting(CALLBACK_LINE);
  happens(call, { type: 'Queued', ...PLACE });
  assigned(placed(playEnds(call)));
  expect(presses(call, '5', 1)).toEqual([]);
  call.nobody('no-slot');
  expect(presses(call, '5', 2)).toEqual(['leaveQueue', 'recognize']);
  expect(call.commands).toMatchObject([{}, { interrupt: true }]);
  expect(timeIsOver(call)).toEqual([]);
});

test('a caller who hears the music behind their place is on hold at once', () => {
  const call = told();
  const announcedAt = Date.parse(call.state.escalation?.queue?.announcedAt ?? '');
  const at = new Date(announcedAt + 2_800).toISOString();
  const spot = call.state.escalation?.queue?.spot;
  happens(call, { type: 'AgentAssigned', at, offer: 'offer:q1-anna', ...ANNA, spot });
  expect(types(call)).toEqual(['cancelAllMediaOperations', 'hold', 'armDeadline', 'inviteAgent']);
});

test('a place that is told anew has its own time: that of the one before may come late', () => {
  const call = assigned(told());
  call.nobody('no-slot');
  placed(playEndsAfter(call, 30));
  expect(timeIsOver(call)).toEqual([]);
});

test('the time of an announcement does not cut off the next one that is heard out', () => {
  const call = assigned(told());
  call.nobody('no-slot');
  assigned(placed(playEndsAfter(call, 30)), 'offer:q2-anna');
  expect(timeIsOver(call, 2)).toEqual([]);
  expect(timeIsOver(call, 3)).toEqual(['cancelAllMediaOperations', 'hold', 'armDeadline']);
});

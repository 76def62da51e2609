import { describe, expect, test } from 'vitest';
import {
  afterHoldSeen,
  afterHoldTime,
  type HoldState,
  holdRefused,
  holdTold,
  isMusic,
  musicEnded,
  playMusic,
  putOnHold,
  takeOffHold,
} from '../../calls/holding.ts';
import type { CallState, Draft } from '../../calls/state.ts';
import { connected } from './support/conversation.ts';

const AT = '2026-11-20T10:20:02.000Z';
const CALLER = '+15550100';
const { state: fresh } = connected();
const types = ({ wanted }: Draft) => wanted.map(({ type }) => type);

const onHold = putOnHold('music.wav')(fresh).state;
const held = holdTold(onHold, true);
const refused = holdRefused(onHold, AT).state;
const off = takeOffHold(held).state;

const holdOf = ({ hold }: CallState): HoldState => {
  if (!hold) throw new Error('nobody knows of a hold');
  return hold;
};

describe('a caller is put on hold', () => {
  test('once: who is, or will be in a moment, stays there', () => {
    for (const state of [onHold, held, refused]) {
      expect(putOnHold('other.wav')(state)).toEqual({ state, wanted: [] });
    }
  });

  test('again after they were taken off, whether ACS told of that or not', () => {
    for (const state of [off, holdTold(off, false)]) {
      expect(types(putOnHold('music.wav')(state))).toEqual(['hold', 'armDeadline']);
    }
  });

  test('for sure when ACS tells so, and not by news of before', () => {
    expect(holdOf(held)).toMatchObject({ isWanted: true, is: 'sure' });
    expect(holdTold(onHold, false)).toBe(onHold);
    expect(holdTold(fresh, true)).toBe(fresh);
  });
});

describe('a caller is taken off hold', () => {
  test('only if they were put there', () => {
    for (const state of [fresh, off, holdTold(off, false)]) {
      expect(takeOffHold(state)).toEqual({ state, wanted: [] });
    }
  });

  test('for sure when ACS tells so: then nothing is known of a hold', () => {
    expect(holdTold(off, true)).toBe(off);
    expect(holdTold(off, false).hold).toBeUndefined();
  });

  test('with the music that plays in its place, which is over by that', () => {
    const { playing = '' } = holdOf(refused);
    const playsOn = { ...refused, open: ['3.0', playing] };
    const draft = takeOffHold(playsOn);
    expect(types(draft)).toEqual(['cancelAllMediaOperations', 'unhold', 'armDeadline']);
    expect(draft.state.open).toEqual(['3.0']);
    expect(holdOf(draft.state).playing).toBeUndefined();
  });
});

describe('when the time for news of a hold is over', () => {
  const check = holdOf(onHold).check ?? 0;

  test('ACS is asked, unless it has told, or that time was of another hold', () => {
    const ask = [{ type: 'lookUpParticipant', participant: CALLER, isOptional: true }];
    expect(afterHoldTime(onHold, check).wanted).toEqual(ask);
    expect(afterHoldTime(onHold, check + 1).wanted).toEqual([]);
    expect(afterHoldTime(held, check).wanted).toEqual([]);
    expect(afterHoldTime(refused, check).wanted).toEqual([]);
    expect(afterHoldTime(off, check).wanted).toEqual([]);
    expect(afterHoldTime(off, holdOf(off).check ?? 0).wanted).toEqual(ask);
  });

  test('what was done is sure, and what was not is music, or tried again', () => {
    expect(holdOf(afterHoldSeen(onHold, true, AT).state).is).toBe('sure');
    expect(types(afterHoldSeen(onHold, false, AT))).toEqual(['play']);
    expect(afterHoldSeen(off, false, AT)).toMatchObject({ wanted: [] });
    expect(types(afterHoldSeen(off, true, AT))).toEqual(['unhold', 'armDeadline']);
    expect(afterHoldSeen(fresh, true, AT)).toEqual({ state: fresh, wanted: [] });
  });
});

describe('music in the place of hold', () => {
  test('plays under a context of its own, which no other command has', () => {
    const { wanted, state } = holdRefused(onHold, AT);
    const [play] = wanted;
    expect(play).toMatchObject({ type: 'play', to: CALLER, loop: true });
    expect(play?.operationContext).toBe(holdOf(state).playing);
    expect(isMusic(play?.operationContext)).toBe(true);
    for (const other of ['3.0', '3.0r1', 'tones:caller:1', 'offer:4', '', undefined]) {
      expect(isMusic(other)).toBe(false);
    }
  });

  test('is not begun for one who is on hold, or hears it already', () => {
    for (const state of [fresh, onHold, held, refused, off]) {
      expect(playMusic(state)).toEqual({ state, wanted: [] });
    }
  });

  test('that has ended begins again with the next try', () => {
    const ended = musicEnded(refused);
    expect(types(playMusic(ended))).toEqual(['play']);
    expect(musicEnded(ended)).toBe(ended);
    expect(musicEnded(fresh)).toBe(fresh);
  });

  test('is told of once: a second refusal changes nothing', () => {
    expect(holdRefused(refused, AT)).toEqual({ state: refused, wanted: [] });
    expect(holdRefused(held, AT)).toEqual({ state: held, wanted: [] });
    expect(holdRefused(off, AT)).toEqual({ state: off, wanted: [] });
    expect(refused.rows.timeline.filter(({ type }) => type === 'hold-refused')).toHaveLength(1);
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hasGone,
  isSame,
  rawIdOf,
  wasSeen,
  withGone,
  withPresent,
  withRoster,
} from '../../../calls/roster.ts';
import { connected } from '../support/conversation.ts';
import { ANNA, BOB, CALLER, talking, waiting, whispered } from '../support/with-people.ts';

const { state: fresh } = connected();

describe('somebody in a call is known', () => {
  test.each([
    ['4:+15550100', '+15550100', true],
    ['4:+15550100_a7c3', '+15550100', true],
    ['4:+155501001', '+15550100', false],
    ['4:+1555010', '+15550100', false],
    ['8:acs:a_b', '8:acs:a_b', true],
    ['8:acs:a_b', '8:acs:a', true],
    ['8:acs:ab', '8:acs:a', false],
    ['4:anonymous', 'anonymous', true],
  ])('by their rawId %s as %s: %s', (rawId, participant, is) => {
    expect(isSame(rawId, participant)).toBe(is);
  });

  test('by the rawId that we make of them ourselves', () => {
    for (const participant of [CALLER, 'anonymous', '8:acs:user']) {
      expect(isSame(rawIdOf(participant), participant)).toBe(true);
    }
  });
});

describe('a roster', () => {
  test('with a number that is not higher than the last one tells nothing', () => {
    const known = withRoster(fresh, 3, ['4:+15550100']);
    if (!known) throw new Error('the first roster tells');
    expect(withRoster(known, 3, [])).toBeUndefined();
    expect(withRoster(known, 2, [])).toBeUndefined();
    expect(withRoster(known, 9, [])?.roster?.present).toEqual([]);
  });

  test('from an answer of ACS, which has no number, is not older than any', () => {
    const known = withPresent(fresh, ['4:+15550100']);
    expect(withRoster(known, 0, [])?.roster?.present).toEqual([]);
  });

  test('tells that somebody has gone only of whom it ever told', () => {
    const empty = withPresent(fresh, []);
    expect(hasGone(fresh, CALLER)).toBe(false);
    expect(hasGone(empty, CALLER)).toBe(false);
    const seen = withPresent(empty, [`4:${CALLER}_x`]);
    expect(wasSeen(seen, CALLER)).toBe(true);
    expect(hasGone(seen, CALLER)).toBe(false);
    expect(hasGone(withPresent(seen, []), CALLER)).toBe(true);
    expect(hasGone(withPresent(withPresent(seen, []), [`4:${CALLER}`]), CALLER)).toBe(false);
  });

  test('knows of one who left, whether it told of them or not, and of nobody else', () => {
    for (const present of [[], [`4:${CALLER}`], [`4:${CALLER}_x`, `4:${BOB.participant}`]]) {
      const gone = withGone(withPresent(fresh, present), CALLER);
      expect(hasGone(gone, CALLER)).toBe(true);
      expect(hasGone(gone, BOB.participant)).toBe(false);
    }
  });

  test('in whatever order the rosters of a call come: the one with the highest number counts', async () => {
    const rosters = fc.uniqueArray(
      fc.record({
        sequenceNumber: fc.integer({ min: 0, max: 50 }),
        present: fc.subarray([`4:${CALLER}`, `4:${ANNA.participant}`, `4:${BOB.participant}`]),
      }),
      { selector: ({ sequenceNumber }) => sequenceNumber, minLength: 1 },
    );
    await fc.assert(
      fc.property(rosters, (all) => {
        let state = fresh;
        for (const { sequenceNumber, present } of all) {
          state = withRoster(state, sequenceNumber, present) ?? state;
        }
        const newest = all.toSorted((one, other) => other.sequenceNumber - one.sequenceNumber)[0];
        expect(state.roster?.present).toEqual(newest?.present);
      }),
    );
  });
});

describe('a roster of a call with people', () => {
  test('without an agent who never was in it means nothing while their phone rings', () => {
    expect(waiting().invited().roster(CALLER).commands).toEqual([]);
  });

  test('without the agent who hears the whisper lets them go, and the next one is rung', () => {
    const call = whispered().roster(CALLER, ANNA.participant).roster(CALLER);
    expect(call.commands).toMatchObject([
      { type: 'releaseAgent', release: { agent: 'anna', to: 'available' } },
      { type: 'inviteAgent' },
    ]);
  });

  test('without the caller ends the call, whoever else is in it', () => {
    for (const others of [[], [ANNA.participant], [ANNA.participant, BOB.participant]]) {
      expect(talking().roster(...others).commands).toMatchObject([{ type: 'hangUp' }]);
    }
  });

  test('without the caller ends the call also while a phone rings, which stops', () => {
    const call = waiting().invited().firstWordsOver().roster(CALLER).roster();
    expect(call.commands).toMatchObject([
      { type: 'cancelAddParticipant', invitationId: 'invitation-anna' },
      { type: 'hangUp' },
    ]);
  });

  test('after one with a higher number changes nothing', () => {
    const call = talking();
    call.happens({ type: 'ParticipantsUpdated', sequenceNumber: 1, participants: [], onHold: [] });
    expect(call.commands).toEqual([]);
    expect(call.state.phase).toBe('talking');
  });

  test('with somebody who was not invited puts them out, but never the app or a user', () => {
    const call = talking();
    call.happens({
      type: 'ParticipantsUpdated',
      sequenceNumber: 99,
      participants: [CALLER, ANNA.participant, BOB.participant]
        .map((one) => `4:${one}`)
        .concat('8:acs:app', '8:acs:somebody'),
    });
    expect(call.commands).toMatchObject([
      { type: 'removeParticipant', participant: BOB.participant },
    ]);
  });

  test('in which the caller is named in a way that we do not know puts nobody out', () => {
    const call = connected();
    const participants = ['4:0015550100', '8:acs:app'];
    call.happens({ type: 'ParticipantsUpdated', sequenceNumber: 1, participants });
    expect(call.commands).toEqual([]);
    expect(call.state.phase).toBe('talking');
  });
});

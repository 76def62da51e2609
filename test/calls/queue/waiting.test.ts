import { describe, expect, test } from 'vitest';
import { types } from '../support/followed.ts';
import {
  assigned,
  happens,
  joined,
  PLACE,
  playEnds,
  QUEUED,
  withMusic,
} from '../support/in-line.ts';
import { ANNA, CALLER, waiting } from '../support/with-people.ts';

describe('a caller who asks for a person behind a queue', () => {
  test('hears the first words and joins, in one turn', () => {
    const call = waiting(QUEUED);
    expect(call.commands).toMatchObject([
      { type: 'play', operationContext: '4.0', prompt: { text: 'Please hold.' } },
      {
        type: 'joinQueue',
        spot: { queue: 'support', priority: 500 },
        caller: CALLER,
        most: 9,
        isOptional: true,
      },
      { type: 'armDeadline', ms: 600_000 },
    ]);
    expect(call.state.call).toMatchObject({
      state: 'waiting',
      queuedAt: call.state.call.lastEventAt,
    });
  });

  test('leaves when nobody is on duty at two announcements in a row', () => {
    const call = joined();
    const looks = (place?: object) => {
      playEnds(call);
      happens(call, { type: 'QueuePlaced', ...(place ? { place } : {}) });
      return call.says;
    };
    const unattended = { ...PLACE, isUnattended: true };
    expect(looks(unattended)).not.toContain('Number');
    happens(playEnds(call), { type: 'QueuePlaced', place: PLACE, announced: 'queue:99' });
    looks(unattended);
    looks(); // the tables are away
    expect(call.state.call.queueExit).toBeUndefined();
    expect(looks(unattended)).toContain('Someone to help is not here.');
    expect(call.state.call.queueExit).toBe('nobody-on-duty');
    expect(types(call)).toContain('leaveQueue');
  });

  test('hears music where nobody knows their place', () => {
    const call = joined();
    playEnds(call);
    happens(call, { type: 'QueuePlaced' });
    expect(call.commands).toMatchObject([{ type: 'play', times: 4 }]);
  });

  test.each(['full', 'nobody-on-duty', 'outage'])(
    'goes on after the words when it is %s',
    (why) => {
      const call = waiting(QUEUED);
      happens(call, { type: 'NotQueued', why });
      expect(types(call)).toEqual(why === 'outage' ? ['leaveQueue'] : []);
      playEnds(call);
      expect(call.says).toContain('Someone to help is not here.');
      expect(call.state.call.queueExit).toBe(why === 'outage' ? undefined : why);
    },
  );
});

describe('an agent who is assigned', () => {
  test('rings while the first words are heard, which go on', () => {
    const call = joined();
    expect(assigned(call).commands).toMatchObject([
      { type: 'inviteAgent', operationContext: 'offer:q1-anna', claimed: { id: 'anna' } },
    ]);
  });

  test('ends the music, and the caller is on hold', () => {
    const call = assigned(withMusic());
    expect(types(call)).toEqual(['cancelAllMediaOperations', 'hold', 'armDeadline', 'inviteAgent']);
  });

  test('who takes the call takes the caller out of line', () => {
    const call = withMusic();
    assigned(call);
    call.invited().joins().agentKeys('1');
    expect(types(call)).toEqual([
      'unhold',
      'armDeadline',
      'leaveQueue',
      'startContinuousDtmfRecognition',
      'agentTalks',
    ]);
    expect(call.state.call).toMatchObject({ queueExit: 'accepted', escalation: 'accepted' });
  });

  test('who declines is kept as such before they are let go, and the caller hears music again', () => {
    const call = withMusic();
    assigned(call);
    call.invited().joins().agentKeys('2');
    expect(types(call)).toEqual([
      'passOn',
      'removeParticipant',
      'releaseAgent',
      'unhold',
      'armDeadline',
      'play',
    ]);
    // another is offered them, however many there were
    for (const offer of ['offer:q2-anna', 'offer:q3-anna', 'offer:q4-anna']) {
      expect(types(assigned(call, offer))).toContain('inviteAgent');
      call.invited().joins().agentKeys('2');
    }
    expect(call.state.call).toMatchObject({ state: 'waiting', offers: 4 });
  });

  test('of an offer that is told twice is rung once, and let go when it is told after its end', () => {
    const call = assigned(withMusic());
    expect(types(assigned(call, 'offer:q1-anna', 'again'))).toEqual([]);
    call.invited().joins().agentKeys('2');
    assigned(call, 'offer:q1-anna', 'once more');
    expect(call.commands).toMatchObject([
      { type: 'releaseAgent', release: { agent: 'anna', offer: 'offer:q1-anna', to: 'available' } },
    ]);
  });

  test('to a caller who has another is let go', () => {
    const call = assigned(withMusic());
    assigned(call, 'offer:q1-bob');
    expect(types(call)).toEqual(['releaseAgent']);
    // the slot of the leg to the one they have stays theirs
    expect(call.commands).toMatchObject([{ isUnrung: true }]);
    expect(call.state.escalation?.offer?.id).toBe('offer:q1-anna');
  });

  test('to a caller who is in line no longer is let go, and the row is removed', () => {
    const call = assigned(withMusic());
    const { spot } = call.state.escalation?.queue ?? {};
    call.invited().joins().agentKeys('1');
    happens(call, { type: 'AgentAssigned', offer: 'offer:q2-anna', ...ANNA, spot });
    expect(types(call)).toEqual(['leaveQueue', 'releaseAgent']);
  });

  test('for an earlier wait of a caller who is in line again is let go, and the row of then is removed', () => {
    const call = withMusic();
    const { spot } = call.state.escalation?.queue ?? {};
    const then = { ...spot, arrival: '2026-11-20T10:00:00.000Z' };
    happens(call, { type: 'AgentAssigned', offer: 'offer:q1-anna', ...ANNA, spot: then });
    expect(call.commands).toMatchObject([
      { type: 'leaveQueue', spot: then },
      { type: 'releaseAgent', isUnrung: true },
    ]);
    // of a line that nobody knows any more nothing can be removed
    happens(call, { type: 'AgentAssigned', offer: 'offer:q2-anna', ...ANNA });
    expect(types(call)).toEqual(['releaseAgent']);
    expect(call.state.escalation?.offer).toBeUndefined();
  });

  test('and cannot be rung, as all our numbers are in use, leaves the caller in line', () => {
    const call = assigned(withMusic());
    call.nobody('no-slot');
    expect(types(call)).toEqual(['unhold', 'armDeadline', 'play']);
  });
});

describe('what is lost', () => {
  test.each([0, 1])('a turn that died twice at its first tries is joined again (%i)', (tries) => {
    const call = waiting(QUEUED);
    for (let n = 0; n <= tries; n += 1) {
      const { turn } = call.state;
      happens(call, { type: 'CommandFailed', turn, index: 0, command: 'play', code: 0 });
    }
    expect(types(call)).toEqual(['joinQueue', 'play']);
  });

  test('music of which nothing is heard is followed by an announcement', () => {
    const call = withMusic();
    const at = new Date(Date.parse(call.state.call.lastEventAt) + 60_000).toISOString();
    const roster = [{ rawId: `4:${CALLER}`, isOnHold: false }];
    happens(call, { type: 'CallSilent', state: 'connected', roster, at });
    expect(types(call)).toEqual(['lookUpPlace']);
  });

  test('music that cannot be played is followed by silence until the announcement is due', () => {
    const call = withMusic();
    playEnds(call, 'PlayFailed');
    expect(call.commands).toMatchObject([{ type: 'armDeadline' }]);
    happens(call, { type: 'Deadline', deadline: call.state.deadlineCount });
    expect(types(call)).toEqual(['play']);
  });
});

test('music that is refused is played once in one go, and not again when that is refused', () => {
  const call = withMusic();
  const refused = () => {
    const { turn } = call.state;
    const operationContext = call.state.escalation?.queue?.music;
    happens(call, {
      type: 'CommandFailed',
      turn,
      index: 0,
      command: 'play',
      operationContext,
      code: 400,
    });
  };
  refused();
  expect(call.commands).toMatchObject([{ type: 'play', times: 1 }]);
  refused();
  expect(types(call)).toEqual(['armDeadline']);
});

describe('the longest wait', () => {
  test('ends it by the way out of the step', () => {
    const call = withMusic();
    happens(call, { type: 'Deadline', deadline: 1 });
    expect(types(call)).toEqual(['leaveQueue', 'play']);
    expect(call.says).toContain('Someone to help is not here.');
    expect(call.state.call).toMatchObject({ queueExit: 'timeout', escalation: 'not-taken' });
  });

  test('of an earlier way through the queue ends nothing', () => {
    const call = joined();
    happens(call, { type: 'Deadline', deadline: 9 });
    expect(call.commands).toEqual([]);
  });

  test('waits for what becomes of an offer', () => {
    const call = assigned(withMusic());
    happens(call, { type: 'Deadline', deadline: 1 });
    expect(call.commands).toEqual([]);
    call.invited().joins().agentKeys('2');
    // letting somebody go has callers offered to them: by then this one is in line no longer
    expect(types(call).slice(0, 3)).toEqual(['leaveQueue', 'removeParticipant', 'releaseAgent']);
    expect(call.state.call.queueExit).toBe('timeout');
  });
});

test('a caller who leaves while an agent rings is out of line before the end of the call is confirmed', () => {
  const call = assigned(withMusic()).invited();
  call.roster(CALLER).roster();
  expect(types(call)).toEqual(['cancelAddParticipant', 'leaveQueue', 'hangUp']);
});

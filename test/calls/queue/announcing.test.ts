import { describe, expect, test } from 'vitest';
import { types } from '../support/followed.ts';
import {
  assigned,
  happens,
  joined,
  PLACE,
  placed,
  playEnds,
  playEndsAfter,
  told,
} from '../support/in-line.ts';
import type { Staffed } from '../support/with-people.ts';

describe('a caller in line', () => {
  test('is told their place after the first words, with music behind it until the next announcement', () => {
    const call = joined();
    expect(playEnds(call).commands).toMatchObject([
      {
        type: 'lookUpPlace',
        announce: {
          prompt: { text: 'Number {position}, {minutes} minutes.' },
          music: { prompt: { file: 'music.wav' }, times: 3 },
          isOptional: true,
        },
      },
    ]);
    // a half more than the words take, three times the music, and ten seconds
    expect(call.state.call.quietSeconds).toBe(39);
    placed(call);
    expect(call.commands).toEqual([]);
    expect(call.rows.timeline.at(-1)).toMatchObject({
      type: 'play',
      words: 'says: Number 3, 2 minutes.',
      data: { music: 'music.wav' },
    });
    expect(types(playEndsAfter(call, 26.4))).toEqual(['lookUpPlace']);
  });

  test('hears music alone until the announcement is due', () => {
    expect(playEndsAfter(told(), 20).commands).toMatchObject([
      { type: 'play', prompt: { file: 'music.wav' }, times: 1, isOptional: true },
    ]);
  });

  test('goes on when their place was told by a second try of the activity', () => {
    const call = placed(playEnds(joined()), PLACE, 'r1');
    expect(types(playEndsAfter(call, 30))).toEqual(['lookUpPlace']);
  });

  test('is not told another place by values of the call that have its names', () => {
    const call = joined();
    Object.assign(call.state, { collected: { position: '77' }, looked: { minutes: 'many' } });
    placed(playEnds(call));
    expect(call.rows.timeline.at(-1)?.words).toBe('says: Number 3, 2 minutes.');
  });

  test('who began with an earlier release is told their place in a turn of its own, and hears music after it', () => {
    const call = playEnds(joined());
    happens(call, { type: 'QueuePlaced', place: PLACE });
    expect(call.commands).toMatchObject([{ type: 'play', interrupt: false }]);
    expect(call.commands[0]).not.toHaveProperty('music');
    expect(call.says).toBe('Number 3, 2 minutes.');
    expect(playEnds(call).commands).toMatchObject([{ type: 'play', times: 4 }]);
    expect(call.state.call.quietSeconds).toBe(42);
  });
});

describe('a place that cannot be told', () => {
  const fails = (call: Staffed) => {
    const { turn, open } = call.state;
    const operationContext = open.at(-1);
    const failed = { turn, index: 0, command: 'play', operationContext, code: 400 };
    return happens(call, { type: 'CommandFailed', ...failed });
  };

  test.each([
    ['is refused with music behind it', fails],
    ['fails with music behind it', (call: Staffed) => playEnds(call, 'PlayFailed')],
  ])('as it %s is told by itself, and music is played by itself', (_how, fail) => {
    const call = fail(told());
    expect(call.commands).toMatchObject([{ type: 'lookUpPlace', announce: { interrupt: false } }]);
    expect(call.commands[0]).not.toHaveProperty('announce.music');
    expect(assigned(placed(call)).commands).toMatchObject([{ type: 'inviteAgent' }]);
    call.invited().joins();
    // the agent is spoken to when the caller has heard it
    expect(call.commands).toEqual([]);
    expect(types(playEnds(call))).toEqual(['hold', 'armDeadline', 'recognize']);
  });

  test('by itself either is followed by music, once in one go', () => {
    const call = fails(placed(fails(told())));
    expect(call.commands).toMatchObject([
      { type: 'play', times: 1, prompt: { file: 'music.wav' } },
    ]);
  });

  test('as its turn died twice is left out, and what may be heard of it is cut off', () => {
    const call = playEnds(joined());
    const { turn } = call.state;
    happens(call, { type: 'CommandFailed', turn, index: 0, command: 'lookUpPlace', code: 0 });
    expect(call.commands).toMatchObject([{ type: 'play', times: 4, interrupt: true }]);
  });
});

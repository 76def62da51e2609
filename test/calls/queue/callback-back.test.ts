import { describe, expect, test } from 'vitest';
import type { Flow } from '../../../calls/flow.ts';
import {
  asked,
  CALLBACK_LINE,
  happens,
  inLine,
  isTold,
  keysOn,
  PLACE,
  playEnds,
  presses,
  taking,
} from '../support/callback-line.ts';
import { types } from '../support/followed.ts';
import { ANNA, type Staffed } from '../support/with-people.ts';

const { person } = CALLBACK_LINE.steps;
if (person?.kind !== 'escalate') throw new Error('the line has no person');

/** The caller keeps waiting. */
function waitsOn(call: Staffed): Staffed {
  call.keys('3');
  return call;
}

describe('a caller who keeps waiting after all', () => {
  test('joins again where they were, with the rest of their longest wait', () => {
    const call = inLine();
    const { spot } = call.state.escalation?.queue ?? {};
    presses(call, '5');
    waitsOn(call);
    expect(types(call)).toEqual(['play', 'joinQueue', 'armDeadline']);
    const waited = Date.parse(call.state.call.lastEventAt) - Date.parse(spot?.arrival ?? '');
    expect(call.commands).toMatchObject([
      { prompt: { text: 'Please hold.' } },
      { spot, most: Number.MAX_SAFE_INTEGER },
      { ms: 600_000 - waited },
    ]);
    expect(call.state.call).toMatchObject({ queuedAt: spot?.arrival, state: 'waiting' });
    expect(call.state.call.queueExit).toBeUndefined();
  });

  test.each(['0', 'silence', 'wrong keys'])('by %s is back in line', (how) => {
    const call = asked();
    const times = how === '0' ? 1 : 3;
    for (let n = 0; n < times; n += 1) {
      if (how === 'silence') call.silence();
      else call.keys(how === '0' ? '0' : '9');
    }
    expect(types(call)).toEqual(['play', 'joinQueue', 'armDeadline']);
    // later they leave it as if they had never been asked
    happens(call, { type: 'NotQueued', why: 'nobody-on-duty' });
    playEnds(call);
    expect(call.state.gaveUp).toBe('failed');
  });

  test('has half a minute at least', () => {
    const call = asked();
    const at = new Date(Date.parse(call.state.call.lastEventAt) + 3_600_000).toISOString();
    call.ends({ type: 'RecognizeCompleted', code: 200, subCode: 8531, digits: '3', at });
    expect(call.commands).toMatchObject([{}, {}, { ms: 30_000 }]);
    happens(call, { type: 'Deadline', deadline: call.state.deadlineCount - 1 });
    expect(call.commands).toEqual([]);
    playEnds(call);
    happens(call, { type: 'Deadline', deadline: call.state.deadlineCount });
    expect(call.state.call.queueExit).toBe('timeout');
  });

  test('and asks again, and again, is never thrown out of the line for it', () => {
    const call = inLine();
    const { spot } = call.state.escalation?.queue ?? {};
    for (let time = 1; time <= 5; time += 1) {
      expect(presses(call, '5', time)).toEqual(['leaveQueue', 'recognize']);
      expect(call.says).toContain('Shall we call');
      waitsOn(call);
      expect(call.commands).toMatchObject([{}, { type: 'joinQueue', spot }, {}]);
      happens(call, { type: 'Queued', ...PLACE });
      playEnds(isTold(call));
    }
  });

  test('is not sent away when nobody is there any more by the time of day', () => {
    const calendar = { zone: 'Europe/London', open: {}, holidays: {} };
    const hours = { office: { ...calendar, holidays: { '2026-11-20': [] } } };
    const closed: Flow = {
      ...CALLBACK_LINE,
      hours,
      steps: { ...CALLBACK_LINE.steps, person: { ...person, hours: 'office' } },
    };
    // they came in time: only what comes later is by the hours
    const call = asked();
    expect(keysOn(closed, call, '3').commands.map(({ type }) => type)).toEqual([
      'play',
      'joinQueue',
      'armDeadline',
    ]);
  });

  test('does not take up an offer again that they had before', () => {
    const offer = { type: 'AgentAssigned', offer: 'offer:q1-anna', ...ANNA };
    const call = inLine();
    happens(call, offer);
    call.invited().joins().agentKeys('2');
    presses(call, '5');
    waitsOn(call);
    happens(call, { type: 'Queued', ...PLACE });
    expect(types(happens(call, { ...offer, id: 'again' }))).toEqual(['releaseAgent']);
  });

  test('is where they were though the tables are away, and joins as soon as these are there', () => {
    const call = happens(taking(), { type: 'CallbackRefused', why: 'outage' });
    call.played();
    happens(call, { type: 'NotQueued', why: 'outage' });
    expect(call.commands).toEqual([]);
    playEnds(call);
    expect(types(call)).toEqual(['play', 'withdrawCallback', 'joinQueue']);
    happens(call, { type: 'NotQueued', why: 'outage' });
    expect(call.commands).toEqual([]);
    playEnds(call);
    expect(types(call)).toEqual(['play', 'withdrawCallback', 'joinQueue']);
    happens(call, { type: 'Queued', ...PLACE });
    expect(types(playEnds(call))).toEqual(['lookUpPlace']);
    const told = call.rows.timeline.filter(({ type }) => type === 'not-queued');
    expect(told).toHaveLength(1);
  });
});

import { describe, expect, test } from 'vitest';
import { begin } from '../../calls/begin.ts';
import {
  beginOutbound,
  type OutboundStart,
  outcomeOfCreateFailure,
  requestedRows,
} from '../../calls/outbound.ts';
import { SMALL_LINE } from './support/small-line.ts';

const start: OutboundStart = {
  kind: 'outbound',
  callId: '20261120T101502-3f9a0c1be27d',
  to: '+15550123',
  from: '+15550199',
  at: '2026-11-20T10:15:02.000Z',
  flow: SMALL_LINE,
  extension: 'w12',
  context: { name: 'Ann' },
  ringSeconds: 45,
};

describe('the first turn of a call that we place', () => {
  test('dials under our number, and gives the other side the seconds to answer', () => {
    const { state, commands } = begin(start);
    expect(commands).toEqual([
      { type: 'createCall', operationContext: '1.0', to: '+15550123', from: '+15550199' },
      { type: 'armDeadline', operationContext: '1.1', deadline: 1, ms: 45_000 },
    ]);
    expect(state).toMatchObject({ phase: 'calling', deadlines: { 1: { what: 'ring' } }, turn: 1 });
  });

  test('knows what to say and send once somebody answers', () => {
    expect(beginOutbound(start).state.outbound).toEqual({
      startStep: SMALL_LINE.start,
      extension: 'w12',
      context: { name: 'Ann' },
    });
    const { extension: _none, ...bare } = { ...start, startStep: 'bye', context: {} };
    expect(beginOutbound(bare).state.outbound).toEqual({ startStep: 'bye', context: {} });
  });

  test('keeps the call as one of ours, and what was asked for in its timeline', () => {
    const { rows } = beginOutbound(start).state;
    expect(rows.call).toMatchObject({
      callId: start.callId,
      direction: 'outbound',
      from: '+15550199',
      to: '+15550123',
      state: 'ringing',
      flowVersion: SMALL_LINE.version,
    });
    expect(rows.timeline.map((row) => row.type)).toEqual([
      'CallRequested',
      'createCall',
      'armDeadline',
    ]);
    expect(JSON.stringify(rows.timeline)).not.toContain('15550123');
  });
});

test('a call that is asked for has a row at once, which the watchdog looks at after a minute', () => {
  expect(requestedRows(start)).toMatchObject({
    byCaller: true,
    call: {
      callId: start.callId,
      direction: 'outbound',
      state: 'ringing',
      startedAt: start.at,
      lastEventAt: start.at,
      quietSeconds: 60,
    },
  });
});

describe('a call that nobody took', () => {
  test.each([
    [486, 'busy'],
    [603, 'declined'],
    [408, 'no-answer'],
    [480, 'no-answer'],
    [487, 'no-answer'],
    [404, 'failed'],
    [503, 'failed'],
  ])('with SIP code %d ended %s, whatever the subcode', (sipCode, outcome) => {
    expect(outcomeOfCreateFailure({ sipCode })).toBe(outcome);
    for (const subCode of [8540, 8538, 560480, 1])
      expect(outcomeOfCreateFailure({ sipCode, subCode })).toBe(outcome);
  });

  test.each([
    [8539, 'busy'],
    [8540, 'busy'],
    [8538, 'declined'],
    [510403, 'declined'],
    [560403, 'declined'],
    [10078, 'no-answer'],
    [560480, 'no-answer'],
    [8522, 'failed'],
    [486, 'failed'],
    [undefined, 'failed'],
  ])('with subcode %s alone ended %s', (subCode, outcome) => {
    expect(outcomeOfCreateFailure({ subCode })).toBe(outcome);
  });
});

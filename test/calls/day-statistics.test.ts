import { expect, test } from 'vitest';
import { NO_CALLS, withCall } from '../../calls/day-statistics.ts';
import { callRow } from '../adapters/support/rows.ts';

test('a day is the sum of its calls', () => {
  const calls = [
    callRow(2, {
      state: 'ended',
      outcome: 'answered-by-agent',
      endedAt: '2026-11-20T10:17:02.500Z',
      offers: 2,
      agentSeconds: 40,
    }),
    callRow(3, { state: 'ended', outcome: 'completed', endedAt: '2026-11-20T10:15:33.000Z' }),
    callRow(4, { state: 'ended', outcome: 'completed', endedAt: '2026-11-20T10:15:05.000Z' }),
    callRow(5, { direction: 'outbound', offers: 1 }),
  ];
  expect(calls.reduce(withCall, NO_CALLS)).toEqual({
    calls: 4,
    inbound: 3,
    outbound: 1,
    outcomes: { 'answered-by-agent': 1, completed: 2 },
    unfinished: 1,
    offers: 3,
    agentSeconds: 40,
    totalSeconds: 151.5,
  });
});

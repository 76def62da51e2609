import type { CallRow, Rows, TimelineRow } from '../../../calls/rows.ts';

/** A call that began to ring at `second` of 20 November 2026, 10:15. */
export function callRow(second: number, columns: Partial<CallRow> = {}): CallRow {
  const padded = String(second).padStart(2, '0');
  const startedAt = `2026-11-20T10:15:${padded}.000Z`;
  return {
    callId: `20261120T1015${padded}-3f9a0c1be27d`,
    direction: 'inbound',
    from: '+15550100',
    to: '+15550199',
    state: 'talking',
    startedAt,
    flowVersion: 'abcdef012345',
    lastEventAt: startedAt,
    quietSeconds: 600,
    questions: 0,
    noInputs: 0,
    noMatches: 0,
    ...columns,
  };
}

export function timelineRow(turn: number, index: number): TimelineRow {
  return {
    turn,
    index,
    at: '2026-11-20T10:15:02.000Z',
    kind: 'event',
    type: 'PlayCompleted',
    words: 'said',
  };
}

export function rowsOf(call: CallRow, rows: Partial<Rows> = {}): Rows {
  return { call, byCaller: true, digits: [], timeline: [], tones: [], ...rows };
}

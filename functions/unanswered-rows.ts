import type { Outcome, Rows } from '../calls/rows.ts';

/** How a ring ended that we never answered. */
export interface Unanswered {
  outcome: Outcome;
  /** For people: one line of the timeline. */
  words: string;
  /** What ACS said, if it was asked. */
  code?: number;
  subCode?: number;
}

/** What is kept of a call that no orchestration was started for. `now`: milliseconds since 1970. */
export function unansweredRows(
  ring: { callId: string; from: string; to: string; at: string },
  flowVersion: string,
  now: number,
  { outcome, words, code, subCode }: Unanswered,
): Rows {
  const { callId, from, to, at } = ring;
  const endedAt = new Date(now).toISOString();
  return {
    call: {
      callId,
      direction: 'inbound',
      from,
      to,
      state: 'ended',
      startedAt: at,
      endedAt,
      outcome,
      code,
      subCode,
      flowVersion,
      lastEventAt: endedAt,
      quietSeconds: 0,
      questions: 0,
      noInputs: 0,
      noMatches: 0,
    },
    byCaller: true,
    digits: [],
    tones: [],
    timeline: [{ turn: 0, index: 0, at: endedAt, kind: 'decision', type: 'outcome', words }],
  };
}

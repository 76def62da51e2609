import type { Rows } from '../calls/rows.ts';

/** What is kept of a call whose event came when its phone had stopped ringing. `now`: milliseconds since 1970. */
export function staleRows(
  ring: { callId: string; from: string; to: string; at: string },
  flowVersion: string,
  now: number,
): Rows {
  const { callId, from, to, at } = ring;
  const endedAt = new Date(now).toISOString();
  const seconds = Math.round((now - Date.parse(at)) / 1_000);
  return {
    call: {
      callId,
      direction: 'inbound',
      from,
      to,
      state: 'ended',
      startedAt: at,
      endedAt,
      outcome: 'stale',
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
    timeline: [
      {
        turn: 0,
        index: 0,
        at: endedAt,
        kind: 'decision',
        type: 'outcome',
        words: `not answered: heard of it ${seconds} s after it began to ring`,
      },
    ],
  };
}

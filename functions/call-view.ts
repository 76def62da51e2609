import { maskNumber, maskNumbers } from '../adapters/log.ts';
import { offerStories } from '../calls/escalation/offer-story.ts';
import type { CallRecord } from '../calls/ports.ts';
import type { CallRow, TimelineRow } from '../calls/rows.ts';
import { sequence } from '../calls/tone-sequence.ts';

/** A call as support sees it in a list (design, section 5): numbers keep their last two digits. */
export function callView(row: CallRow) {
  const { callId, direction, from, to, state, step, startedAt, answeredAt, endedAt } = row;
  const { outcome, code, subCode, flowVersion, escalation, offers, agent, agentSeconds } = row;
  const { callback, queuedAt, queueExit, waitSeconds } = row;
  return {
    callId,
    direction,
    from: maskNumber(from),
    to: maskNumber(to),
    state,
    step,
    startedAt,
    answeredAt,
    endedAt,
    outcome,
    code,
    subCode,
    flowVersion,
    escalation,
    offers,
    agent,
    agentSeconds,
    callback,
    queuedAt,
    queueExit,
    waitSeconds,
  };
}

/**
 * One call with all that was heard and pressed: `tones` are the keys of continuous recognition, a list for each session; `offers` says to
 * whom it was offered, and what came of it.
 */
export function recordView({ call, timeline, digits, tones }: CallRecord) {
  return {
    call: callView(call),
    timeline: timeline.map(masked),
    digits,
    tones: sequence(tones),
    offers: offerStories(timeline),
  };
}

/** A timeline is written for people: a number may stand anywhere in it. */
function masked(row: TimelineRow): TimelineRow {
  const words = maskNumbers(row.words);
  if (!row.data) return { ...row, words };
  const data = Object.entries(row.data).map(([name, value]) => [
    name,
    typeof value === 'string' ? maskNumbers(value) : value,
  ]);
  return { ...row, words, data: Object.fromEntries(data) };
}

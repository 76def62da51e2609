import { secondsBetween } from './iso-time.ts';
import type { CallRow, Outcome } from './rows.ts';

/** What is left of a day when its calls are gone: sums, and nothing that is anybody's. */
export interface DayStatistics {
  calls: number;
  inbound: number;
  outbound: number;
  /** Calls by how they ended. */
  outcomes: Partial<Record<Outcome, number>>;
  /** Calls without an outcome. */
  unfinished: number;
  /** How often calls were offered to an agent. */
  offers: number;
  /** Seconds that callers talked with agents; of a call with several talks, the last. */
  agentSeconds: number;
  /** Seconds from the ring to the end. */
  totalSeconds: number;
}

/** A day without calls. */
export const NO_CALLS: DayStatistics = {
  calls: 0,
  inbound: 0,
  outbound: 0,
  outcomes: {},
  unfinished: 0,
  offers: 0,
  agentSeconds: 0,
  totalSeconds: 0,
};

/** The day with one call more. */
export function withCall(day: DayStatistics, call: CallRow): DayStatistics {
  const { direction, outcome, offers = 0, agentSeconds = 0, startedAt, endedAt } = call;
  const { outcomes } = day;
  return {
    calls: day.calls + 1,
    inbound: day.inbound + (direction === 'inbound' ? 1 : 0),
    outbound: day.outbound + (direction === 'outbound' ? 1 : 0),
    outcomes: outcome ? { ...outcomes, [outcome]: (outcomes[outcome] ?? 0) + 1 } : outcomes,
    unfinished: day.unfinished + (outcome ? 0 : 1),
    offers: day.offers + offers,
    agentSeconds: day.agentSeconds + agentSeconds,
    totalSeconds: day.totalSeconds + (endedAt ? secondsBetween(startedAt, endedAt) : 0),
  };
}

import type { TableClient } from '@azure/data-tables';
import { type DayStatistics, NO_CALLS, withCall } from '../calls/day-statistics.ts';
import type { CallRow, Outcome } from '../calls/rows.ts';
import { type Entity, outcome } from './call-entities.ts';
import { inserted } from './outbound-inserts.ts';
import { answered } from './table-answers.ts';

/** The one partition of `CallStatistics`. */
const DAYS = 'days';
/** Milliseconds that one request for a row may take. */
const ROW_TIME = 10_000;

/**
 * Keeps what is worth knowing of a UTC day (`20261120`) before its calls go. Once kept, a day stays as it is: later there may be fewer
 * calls of it. `callsAfter` reads the calls of the day, a part at a time, until there are no more. Throws when the tables are away.
 * `at`: ISO 8601 UTC.
 */
export async function keepStatistics(
  statistics: TableClient,
  day: string,
  at: string,
  callsAfter: (last?: CallRow) => Promise<CallRow[]>,
): Promise<void> {
  if (await isKept(statistics, day)) return;
  let sums = NO_CALLS;
  for (let part = await callsAfter(); part.length > 0; part = await callsAfter(part.at(-1)))
    sums = part.reduce(withCall, sums);
  await inserted(statistics, entityOf(day, at, sums), ROW_TIME);
}

async function isKept(statistics: TableClient, day: string): Promise<boolean> {
  try {
    await statistics.getEntity(DAYS, day, { abortSignal: AbortSignal.timeout(ROW_TIME) });
    return true;
  } catch (error) {
    if (answered(error, 404)) return false;
    throw error;
  }
}

/** One column for each outcome, by its name without hyphens, which no column has. */
function entityOf(day: string, keptAt: string, statistics: DayStatistics): Entity {
  const { outcomes, totalSeconds, ...sums } = statistics;
  const byOutcome = outcome.options.map((name) => [columnOf(name), outcomes[name] ?? 0]);
  return {
    partitionKey: DAYS,
    rowKey: day,
    ...sums,
    totalSeconds: Math.round(totalSeconds),
    ...Object.fromEntries(byOutcome),
    keptAt,
  };
}

/** `answered-by-agent` becomes `answeredByAgent`. */
function columnOf(name: Outcome): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

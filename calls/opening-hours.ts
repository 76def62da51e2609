import { secondsOf } from './iso-time.ts';

/** The days of a week, as hours name them and in their order. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A time of a day, in minutes since midnight by the clock on the wall; `to` is the first minute that is not in it. */
export interface Span {
  from: number;
  to: number;
}

/** When somebody is there. */
export interface Calendar {
  /** IANA name of the time zone that the clock on the wall goes by: `Europe/London`. */
  zone: string;
  /** A day that is not named is closed. */
  open: Partial<Record<Weekday, Span[]>>;
  /** Days (`2026-12-25`) that are not as their weekday is. */
  holidays: Record<string, Span[]>;
}

/** `holiday` is closed, on a day that the calendar names as one. */
export type Hours = 'open' | 'closed' | 'holiday';

/**
 * What a calendar says of an instant (ISO 8601 UTC). What counts is what the clock on the wall shows then: in the hour that
 * exists twice both are open or neither is, and what is to open in the hour that does not exist opens when it is over.
 */
export function hoursAt({ zone, open, holidays }: Calendar, at: string): Hours {
  const { day, weekday, minute } = wallClock(zone, at);
  const isWithin = ({ from, to }: Span) => from <= minute && minute < to;
  const holiday = holidays[day];
  if (holiday) return holiday.some(isWithin) ? 'open' : 'holiday';
  return open[weekday]?.some(isWithin) ? 'open' : 'closed';
}

/** By the rules of the zones that Node knows: the day (`2026-12-25`), its weekday, and the minutes since midnight that the clock on the wall shows. */
function wallClock(zone: string, at: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = format.formatToParts(secondsOf(at) * 1_000);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: part('weekday').toLowerCase() as Weekday,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

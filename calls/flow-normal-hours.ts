import type { AuthoredCalendars } from './flow-schema-hours.ts';
import { daysOf, spanOf, timesIn } from './flow-times.ts';
import type { Calendar, Span } from './opening-hours.ts';

/** The hours of a flow that has passed the schema and the rules, as the reducer reads them. */
export function normalCalendars(authored: AuthoredCalendars): Record<string, Calendar> {
  const named = Object.entries(authored).map(([name, { zone, open, holidays }]) => {
    const days = Object.entries(open).flatMap(([key, times]) =>
      [daysOf(key) ?? []].flat().map((day) => [day, spansOf(times)]),
    );
    const dates = Object.entries(holidays).map(([date, times]) => [date, spansOf(times)]);
    const calendar = {
      zone,
      open: Object.fromEntries(days),
      holidays: Object.fromEntries(dates),
    };
    return [name, calendar];
  });
  return Object.fromEntries(named);
}

function spansOf(times: string | string[]): Span[] {
  return timesIn(times).flatMap((text) => spanOf(text) ?? []);
}

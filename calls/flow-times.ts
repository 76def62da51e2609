import { isDate } from './matching-date.ts';
import { type Span, WEEKDAYS, type Weekday } from './opening-hours.ts';

/** What stands for no time at all. */
const CLOSED = 'closed';

/** `08:00-18:00` as a time of a day; nothing for what is none. It may end before it begins. */
export function spanOf(text: string): Span | undefined {
  const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) ?? [];
  const [begins, ends] = [minuteOf(from), minuteOf(to)];
  return begins === undefined || ends === undefined ? undefined : { from: begins, to: ends };
}

/** Minutes since midnight; 24:00 is the end of the day. */
function minuteOf(text = ''): number | undefined {
  const [hour = Number.NaN, minute = Number.NaN] = text.split(':').map(Number);
  const isTime = (hour < 24 && minute < 60) || (hour === 24 && minute === 0);
  return isTime ? hour * 60 + minute : undefined;
}

/** The times that are written for a day, one by one: none for `closed`. */
export function timesIn(value: string | readonly string[]): readonly string[] {
  if (typeof value !== 'string') return value;
  return value === CLOSED ? [] : [value];
}

/** The days of `sat` or `mon-fri`; nothing for what names none, and `backwards` for days that are not in the order of the week. */
export function daysOf(text: string): Weekday[] | 'backwards' | undefined {
  const [first, last = first, more] = text
    .split('-')
    .map((day) => WEEKDAYS.indexOf(day as Weekday));
  if (first === undefined || last === undefined || more !== undefined) return undefined;
  if (first < 0 || last < 0) return undefined;
  return first <= last ? WEEKDAYS.slice(first, last + 1) : 'backwards';
}

/** Whether a text is a day of the calendar as `2026-12-25`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && isDate('YYYYMMDD', text.replaceAll('-', ''));
}

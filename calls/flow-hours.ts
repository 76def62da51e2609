import {
  about,
  type Draft,
  type DraftCalendar,
  type Fault,
  isRecord,
  type Path,
} from './flow-draft.ts';
import { daysOf, isDay, spanOf, timesIn } from './flow-times.ts';
import { didYouMean, quoted } from './flow-words.ts';
import { type Span, WEEKDAYS } from './opening-hours.ts';

/** Hours are of a zone, of days and of times that there are; and steps that go by hours name some that there are. */
export function faultyHours(draft: Draft): Fault[] {
  return [
    ...draft.calendars.flatMap((calendar) => [
      ...faultyZone(calendar),
      ...faultyDays(calendar),
      ...faultyHolidays(calendar),
      ...faultyTimes(calendar, 'open'),
      ...faultyTimes(calendar, 'holidays'),
    ]),
    ...missingCalendars(draft),
  ];
}

function faultAt({ name, path }: DraftCalendar, part: Path, at: Fault['at'], words: string): Fault {
  return { path: [...path, ...part], at, message: `hours ${quoted(name)}: ${words}` };
}

function faultyZone(calendar: DraftCalendar): Fault[] {
  const { zone } = calendar.body;
  if (typeof zone !== 'string' || isZone(zone)) return [];
  const meant = zoneMeant(zone);
  const words = `zone is ${quoted(zone)}, which is no time zone.${meant || ' Write one like Europe/London.'}`;
  return [faultAt(calendar, ['zone'], 'value', words)];
}

/** A city alone, or a name with a slip in it. */
function zoneMeant(zone: string): string {
  const zones = Intl.supportedValuesOf('timeZone');
  const city = zone.trim().replaceAll(' ', '_').toLowerCase();
  const near = zones.find((name) => name.split('/').at(-1)?.toLowerCase() === city);
  return near === undefined ? didYouMean(zone, zones) : ` Did you mean ${quoted(near)}?`;
}

/** A name, as an offset like +01:00 knows no summer. */
function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** What stands under a part of hours, as far as it can be read: a day or days, and their times. */
function entriesOf({ body }: DraftCalendar, part: 'open' | 'holidays'): [string, unknown][] {
  const days = body[part];
  return isRecord(days) ? Object.entries(days) : [];
}

function faultyDays(calendar: DraftCalendar): Fault[] {
  const named = new Map<string, string>();
  return entriesOf(calendar, 'open').flatMap(([key]) => {
    const days = daysOf(key);
    const fault = (words: string) => [faultAt(calendar, ['open', key], 'key', words)];
    if (days === undefined)
      return fault(
        `${quoted(key)} names no days. Write one of ${WEEKDAYS.join(', ')}, or mon-fri.`,
      );
    if (days === 'backwards')
      return fault(
        `${key} is not in the order of the week, mon to sun. Write it as two, like fri-sun and mon.`,
      );
    const twice = days.find((day) => named.has(day));
    for (const day of days) named.set(day, named.get(day) ?? key);
    if (twice === undefined) return [];
    return fault(`${twice} is in ${named.get(twice)} already. Name each day once.`);
  });
}

function faultyHolidays(calendar: DraftCalendar): Fault[] {
  return entriesOf(calendar, 'holidays')
    .filter(([day]) => !isDay(day))
    .map(([day]) => {
      const words = `${quoted(day)} is no day of the calendar. Write year, month and day, like 2026-12-25.`;
      return faultAt(calendar, ['holidays', day], 'key', words);
    });
}

function faultyTimes(calendar: DraftCalendar, part: 'open' | 'holidays'): Fault[] {
  return entriesOf(calendar, part).flatMap(([day, value]) => {
    const isList = Array.isArray(value);
    if (!isList && typeof value !== 'string') return [];
    const before: [string, Span][] = [];
    return timesIn(value).flatMap((text: unknown, index) => {
      if (typeof text !== 'string') return [];
      const path = isList ? [part, day, index] : [part, day];
      const span = spanOf(text);
      const words = span ? oddSpan(text, span, before) : noTimes(text);
      if (span) before.push([text, span]);
      return words === undefined ? [] : [faultAt(calendar, path, 'value', words)];
    });
  });
}

function noTimes(text: string): string {
  return `${quoted(text)} is no time of a day. Write it like '08:00-18:00', from 00:00 to 24:00, or closed for the whole day.`;
}

function oddSpan(text: string, { from, to }: Span, before: [string, Span][]): string | undefined {
  if (from === to)
    return `${text} is no time at all. Write another end, or closed for the whole day.`;
  if (from > to) {
    const [evening, morning] = [`${text.slice(0, 6)}24:00`, `00:00-${text.slice(6)}`];
    return `${text} ends before it begins. Write a night as two, ${evening} and ${morning} on the day after it.`;
  }
  const other = before.find(([, span]) => span.from < to && from < span.to);
  return other && `${text} and ${other[0]} overlap. Make one of the two.`;
}

function missingCalendars({ calendars, steps }: Draft): Fault[] {
  const names = calendars.map(({ name }) => name);
  return steps.flatMap((step) => {
    const { hours } = step.body;
    const goesByHours = step.kind === 'hours' || step.kind === 'escalate';
    if (!goesByHours || typeof hours !== 'string' || names.includes(hours)) return [];
    const mend = didYouMean(hours, names) || ' Write them under hours at the top of the flow.';
    const message = `${about(step)} hours is ${quoted(hours)}, which this flow does not have.${mend}`;
    return [{ path: [...step.path, 'hours'], at: 'value', message }];
  });
}

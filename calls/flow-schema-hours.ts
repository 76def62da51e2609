import * as z from 'zod';
import { target, word } from './flow-schema-parts.ts';
import { wanted } from './flow-words.ts';

const zoneError = wanted('write a time zone, like Europe/London');
const daysError = wanted("write days with their times, like { mon-fri: '08:00-18:00' }");
const timesError = wanted("write times like '08:00-18:00', a list of them, or closed");
const calendarError = wanted('write zone and open');

const times = z
  .union([z.string(), z.array(z.string({ error: timesError })).min(1, { error: timesError })], {
    error: timesError,
  })
  .describe("Times by the clock on the wall: '08:00-18:00', a list of them, or closed.");

const calendarShape = {
  zone: z.string({ error: zoneError }).describe('The time zone: Europe/London.'),
  open: z
    .record(z.string(), times, { error: daysError })
    .refine((days) => Object.keys(days).length > 0, { error: daysError })
    .meta({ description: 'The times of days: mon, or mon-fri.', minProperties: 1 }),
  holidays: z
    .record(z.string(), times, { error: wanted('write days like { 2026-12-25: closed }') })
    .default({})
    .describe('The times of days that are not as their weekday is: 2026-12-25.'),
};

/** The properties of hours. */
export const CALENDAR_PROPERTIES = Object.keys(calendarShape);

/** When somebody is there. What days and times may be is a rule of `flow-hours.ts`. */
export const calendars = z
  .record(
    word(
      'Name of the hours.',
      'call them by a letter, then letters, digits and hyphens, 40 characters at most',
    ),
    z.strictObject(calendarShape, { error: calendarError }),
    { error: wanted('write hours under a name, like office') },
  )
  .describe('Opening hours by name.');

/** Hours as their author writes them. */
export type AuthoredCalendars = z.output<typeof calendars>;

/** The name of hours. */
export function calendarName(description: string) {
  return z.string({ error: wanted('write the name of hours') }).describe(description);
}

/** Leads on by the time. */
export const byHours = z
  .strictObject({
    hours: calendarName('Which of the hours of this flow.'),
    open: target('The step while it is open.'),
    closed: target('The step while it is closed.'),
    holiday: target('The step while it is closed for a holiday. Left out: as closed.').optional(),
  })
  .describe('Leads on by the time, and says nothing.');

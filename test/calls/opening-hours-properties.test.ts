import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Calendar,
  type Hours,
  hoursAt,
  type Span,
  WEEKDAYS,
} from '../../calls/opening-hours.ts';

const MINUTE = 60_000;

const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 4 })
  .map((ends) => ends.toSorted((a, b) => a - b))
  .map(([a = 0, b = 0, c, d]) => [
    { from: a, to: b },
    ...(c === undefined || d === undefined ? [] : [{ from: c, to: d }]),
  ]);

function calendarIn(zone: string): fc.Arbitrary<Calendar> {
  const holiday = fc.constantFrom(
    '2026-03-08',
    '2026-03-29',
    '2026-10-25',
    '2026-11-01',
    '2026-12-25',
  );
  const days = fc.dictionary(fc.constantFrom(...WEEKDAYS), spans);
  const holidays = fc.dictionary(holiday, fc.oneof(spans, fc.constant<Span[]>([])));
  return fc.record({ zone: fc.constant(zone), open: days, holidays });
}

/** Milliseconds, mostly around the changes of the clock. */
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
  ...[
    Date.UTC(2026, 2, 8),
    Date.UTC(2026, 2, 29),
    Date.UTC(2026, 9, 25),
    Date.UTC(2026, 10, 1),
  ].map((day) => fc.integer({ min: day - 86_400_000, max: day + 2 * 86_400_000 })),
);

/** What a calendar says where the clock on the wall shows `local`, milliseconds as if that were UTC. */
function oracle({ open, holidays }: Calendar, local: number): Hours {
  const date = new Date(local);
  const isWithin = ({ from, to }: Span) => {
    const begins = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
    return begins + from * MINUTE <= local && local < begins + to * MINUTE;
  };
  const holiday = holidays[date.toISOString().slice(0, 10)];
  if (holiday) return holiday.some(isWithin) ? 'open' : 'holiday';
  const weekday = WEEKDAYS[(date.getUTCDay() + 6) % 7] ?? 'mon';
  return open[weekday]?.some(isWithin) ? 'open' : 'closed';
}

/** Hours from UTC in 2026, by the rules of the two countries: last Sundays there, second and first Sunday here. */
const RULES: Record<string, (at: number) => number> = {
  'Europe/London': (at) =>
    at >= Date.UTC(2026, 2, 29, 1) && at < Date.UTC(2026, 9, 25, 1) ? 1 : 0,
  'America/New_York': (at) =>
    at >= Date.UTC(2026, 2, 8, 7) && at < Date.UTC(2026, 10, 1, 6) ? -4 : -5,
};

test.each(Object.entries(RULES))('hours in %s are those of its rules', (zone, offset) => {
  fc.assert(
    fc.property(calendarIn(zone), instant, (calendar, at) => {
      const local = at + offset(at) * 60 * MINUTE;
      expect(hoursAt(calendar, new Date(at).toISOString())).toBe(oracle(calendar, local));
    }),
    { numRuns: 2_000 },
  );
});

test.each(['Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/St_Johns', 'UTC'])(
  'hours in %s are those of its clock, minute by minute',
  (zone) => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    fc.assert(
      fc.property(calendarIn(zone), instant, (calendar, from) => {
        for (let step = 0; step < 10; step += 1) {
          const at = from + step * MINUTE;
          const local = Date.parse(`${clock.format(at).replace(' ', 'T')}Z`);
          expect(hoursAt(calendar, new Date(at).toISOString())).toBe(oracle(calendar, local));
        }
      }),
      { numRuns: 100 },
    );
  },
);

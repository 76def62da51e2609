import { describe, expect, test } from 'vitest';
import { type Hours, hoursAt, type Span, WEEKDAYS } from '../../calls/opening-hours.ts';

const minute = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Open every day at these times, `08:00-18:00`; closed on these holidays. */
function hoursIn(zone: string, times: string, at: string, holidays: string[] = []): Hours {
  const spans: Span[] = times.split(' ').map((span) => {
    const [from = '', to = ''] = span.split('-');
    return { from: minute(from), to: minute(to) };
  });
  const open = Object.fromEntries(WEEKDAYS.map((day) => [day, spans]));
  const closed = Object.fromEntries(holidays.map((day) => [day, []]));
  return hoursAt({ zone, open, holidays: closed }, at);
}

describe('the second at which it opens and closes', () => {
  test.each<[string, string, string, Hours]>([
    // Sydney ends its summer on 5 April 2026 at 03:00 (+11), which is 02:00 (+10)
    ['Australia/Sydney', '08:00-18:00', '2026-04-03T20:59:59.999Z', 'closed'],
    ['Australia/Sydney', '08:00-18:00', '2026-04-03T21:00:00.000Z', 'open'],
    ['Australia/Sydney', '08:00-18:00', '2026-04-04T21:00:00.000Z', 'closed'],
    ['Australia/Sydney', '08:00-18:00', '2026-04-04T21:59:59.999Z', 'closed'],
    ['Australia/Sydney', '08:00-18:00', '2026-04-04T22:00:00.000Z', 'open'],
    ['Australia/Sydney', '08:00-18:00', '2026-04-05T08:00:00.000Z', 'closed'],
    // its hour that is there twice
    ['Australia/Sydney', '02:00-02:30', '2026-04-04T15:29:59.999Z', 'open'],
    ['Australia/Sydney', '02:00-02:30', '2026-04-04T15:30:00.000Z', 'closed'],
    ['Australia/Sydney', '02:00-02:30', '2026-04-04T16:00:00.000Z', 'open'],
    ['Australia/Sydney', '02:00-02:30', '2026-04-04T16:30:00.000Z', 'closed'],
    // and begins it on 4 October at 02:00 (+10), which is 03:00 (+11)
    ['Australia/Sydney', '02:15-04:00', '2026-10-03T15:59:59.999Z', 'closed'],
    ['Australia/Sydney', '02:15-04:00', '2026-10-03T16:00:00.000Z', 'open'],
    ['Australia/Sydney', '02:15-04:00', '2026-10-03T17:00:00.000Z', 'closed'],
    // Santiago begins its own on 6 September at midnight (-4), which is 01:00 (-3)
    ['America/Santiago', '00:30-02:00', '2026-09-06T03:59:59.999Z', 'closed'],
    ['America/Santiago', '00:30-02:00', '2026-09-06T04:00:00.000Z', 'open'],
    ['America/Santiago', '22:00-24:00 00:00-02:00', '2026-09-06T03:59:59.999Z', 'open'],
    ['America/Santiago', '22:00-24:00 00:00-02:00', '2026-09-06T05:00:00.000Z', 'closed'],
    // Kolkata and Adelaide are half an hour beside the others, the second one in summer too
    ['Asia/Kolkata', '09:00-17:30', '2026-11-20T03:29:59.999Z', 'closed'],
    ['Asia/Kolkata', '09:00-17:30', '2026-11-20T03:30:00.000Z', 'open'],
    ['Asia/Kolkata', '09:00-17:30', '2026-11-20T12:00:00.000Z', 'closed'],
    ['Australia/Adelaide', '09:00-17:00', '2026-07-01T23:30:00.000Z', 'open'],
    ['Australia/Adelaide', '09:00-17:00', '2026-11-19T22:29:59.999Z', 'closed'],
    ['Australia/Adelaide', '09:00-17:00', '2026-11-19T22:30:00.000Z', 'open'],
    // Lord Howe goes back by half an hour only: 02:00 (+11) on 5 April is 01:30 (+10:30)
    ['Australia/Lord_Howe', '01:30-02:00', '2026-04-04T14:30:00.000Z', 'open'],
    ['Australia/Lord_Howe', '01:30-02:00', '2026-04-04T15:29:59.999Z', 'open'],
    ['Australia/Lord_Howe', '01:30-02:00', '2026-04-04T15:30:00.000Z', 'closed'],
    // St. John's: 02:00 (-3:30) on 8 March is 03:00 (-2:30)
    ['America/St_Johns', '02:30-03:30', '2026-03-08T05:29:59.999Z', 'closed'],
    ['America/St_Johns', '02:30-03:30', '2026-03-08T05:30:00.000Z', 'open'],
    ['America/St_Johns', '02:30-03:30', '2026-03-08T06:00:00.000Z', 'closed'],
  ])('in %s, open %s: at %s it is %s', (zone, times, at, hours) => {
    expect(hoursIn(zone, times, at)).toBe(hours);
  });
});

describe('a holiday of a zone', () => {
  test.each<[string, string, Hours]>([
    ['Pacific/Auckland', '2026-12-24T10:59:59.999Z', 'open'],
    ['Pacific/Auckland', '2026-12-24T11:00:00.000Z', 'holiday'],
    ['Pacific/Auckland', '2026-12-25T11:00:00.000Z', 'open'],
    ['America/Los_Angeles', '2026-12-25T07:59:59.999Z', 'open'],
    ['America/Los_Angeles', '2026-12-25T08:00:00.000Z', 'holiday'],
    ['America/Los_Angeles', '2026-12-26T07:59:59.999Z', 'holiday'],
    ['America/Los_Angeles', '2026-12-26T08:00:00.000Z', 'open'],
    // Cairo shows the last hour of 29 October twice: both are of that day
    ['Africa/Cairo', '2026-10-29T21:30:00.000Z', 'open'],
  ])('in %s is from midnight to midnight there: at %s it is %s', (zone, at, hours) => {
    expect(hoursIn(zone, '00:00-24:00', at, ['2026-12-25', '2026-10-30'])).toBe(hours);
  });

  test('ends the night that began the day before, and the night before it goes on to midnight', () => {
    const night = '22:00-24:00 00:00-06:00';
    const at = (time: string) => hoursIn('Europe/London', night, time, ['2026-12-25']);
    expect(at('2026-12-24T23:59:59Z')).toBe('open');
    expect(at('2026-12-25T00:00:00Z')).toBe('holiday');
    expect(at('2026-12-25T22:30:00Z')).toBe('holiday');
    expect(at('2026-12-26T00:00:00Z')).toBe('open');
  });
});

import { describe, expect, test } from 'vitest';
import {
  type Calendar,
  type Hours,
  hoursAt,
  type Span,
  WEEKDAYS,
} from '../../calls/opening-hours.ts';

const MINUTE = 60_000;
const span = (from: string, to: string): Span => ({ from: minute(from), to: minute(to) });

function minute(time: string): number {
  const [hour = 0, minutes = 0] = time.split(':').map(Number);
  return hour * 60 + minutes;
}

/** Every day of the week, and holidays if there are any. */
function daily(zone: string, spans: Span[], holidays: Calendar['holidays'] = {}): Calendar {
  const open = Object.fromEntries(WEEKDAYS.map((day) => [day, spans]));
  return { zone, open, holidays };
}

describe('a week in London', () => {
  const office: Calendar = {
    zone: 'Europe/London',
    open: {
      mon: [span('08:00', '18:00')],
      fri: [span('08:00', '12:00'), span('13:00', '24:00')],
      sat: [span('00:00', '02:00')],
    },
    holidays: { '2026-11-23': [], '2026-11-27': [span('10:00', '11:00')] },
  };

  test.each<[string, string, Hours]>([
    ['before the first minute', '2026-11-16T07:59:59.999Z', 'closed'],
    ['from the first minute on', '2026-11-16T08:00:00.000Z', 'open'],
    ['to the last', '2026-11-16T17:59:59.999Z', 'open'],
    ['and no longer', '2026-11-16T18:00:00Z', 'closed'],
    ['on a day that is not named', '2026-11-17T12:00:00Z', 'closed'],
    ['between two times of a day', '2026-11-20T12:30:00Z', 'closed'],
    ['in the second one', '2026-11-20T13:00:00Z', 'open'],
    ['until 24:00', '2026-11-20T23:59:00Z', 'open'],
    ['over midnight into the day after', '2026-11-21T00:00:00Z', 'open'],
    ['to the end of the night', '2026-11-21T02:00:00Z', 'closed'],
    ['on a holiday', '2026-11-23T12:00:00Z', 'holiday'],
    ['until midnight after it', '2026-11-23T23:59:59Z', 'holiday'],
    ['and no longer', '2026-11-24T00:00:00Z', 'closed'],
    ['on a holiday in its hours', '2026-11-27T10:30:00Z', 'open'],
    ['on a holiday outside of them, whatever weekday it is', '2026-11-27T14:00:00Z', 'holiday'],
  ])('%s: %s', (_, at, hours) => {
    expect(hoursAt(office, at)).toBe(hours);
  });
});

describe('when the clocks change in 2026', () => {
  const [london, newYork] = ['Europe/London', 'America/New_York'];

  test.each<[string, string, Span, string, Hours]>([
    // 29 March, 01:00 GMT is 02:00 BST
    [
      'the day before London goes forward',
      london,
      span('08:00', '18:00'),
      '2026-03-28T08:00:00Z',
      'open',
    ],
    [
      'the day before, an hour early',
      london,
      span('08:00', '18:00'),
      '2026-03-28T07:30:00Z',
      'closed',
    ],
    [
      'the day on which it goes forward',
      london,
      span('08:00', '18:00'),
      '2026-03-29T07:00:00Z',
      'open',
    ],
    [
      'and closes an hour earlier by UTC',
      london,
      span('08:00', '18:00'),
      '2026-03-29T17:00:00Z',
      'closed',
    ],
    [
      'what begins in the hour that does not exist',
      london,
      span('01:30', '03:00'),
      '2026-03-29T00:59:59Z',
      'closed',
    ],
    ['begins when that is over', london, span('01:30', '03:00'), '2026-03-29T01:00:00Z', 'open'],
    [
      'what is all in that hour never comes',
      london,
      span('01:00', '02:00'),
      '2026-03-29T01:00:00Z',
      'closed',
    ],
    // 25 October, 02:00 BST is 01:00 GMT
    [
      'the hour that London has twice, once',
      london,
      span('01:00', '02:00'),
      '2026-10-25T00:30:00Z',
      'open',
    ],
    [
      'the hour that London has twice, again',
      london,
      span('01:00', '02:00'),
      '2026-10-25T01:30:00Z',
      'open',
    ],
    ['before the two of them', london, span('01:00', '02:00'), '2026-10-24T23:59:59Z', 'closed'],
    ['after the two of them', london, span('01:00', '02:00'), '2026-10-25T02:00:00Z', 'closed'],
    ['what ends within it ends', london, span('00:00', '01:30'), '2026-10-25T00:45:00Z', 'closed'],
    [
      'and is open again for the second half hour',
      london,
      span('00:00', '01:30'),
      '2026-10-25T01:15:00Z',
      'open',
    ],
    [
      'the day on which it goes back',
      london,
      span('08:00', '18:00'),
      '2026-10-25T08:00:00Z',
      'open',
    ],
    // 8 March, 02:00 EST is 03:00 EDT
    [
      'the day before New York goes forward',
      newYork,
      span('08:00', '18:00'),
      '2026-03-07T13:00:00Z',
      'open',
    ],
    [
      'the day on which New York does',
      newYork,
      span('08:00', '18:00'),
      '2026-03-08T12:00:00Z',
      'open',
    ],
    [
      'not yet in the hour before',
      newYork,
      span('08:00', '18:00'),
      '2026-03-07T12:30:00Z',
      'closed',
    ],
    [
      'in the hour that does not exist there',
      newYork,
      span('02:00', '03:00'),
      '2026-03-08T07:00:00Z',
      'closed',
    ],
    ['what begins in it', newYork, span('02:30', '04:00'), '2026-03-08T07:00:00Z', 'open'],
    // 1 November, 02:00 EDT is 01:00 EST
    [
      'the hour that New York has twice, once',
      newYork,
      span('01:00', '02:00'),
      '2026-11-01T05:30:00Z',
      'open',
    ],
    [
      'the hour that New York has twice, again',
      newYork,
      span('01:00', '02:00'),
      '2026-11-01T06:30:00Z',
      'open',
    ],
    [
      'after the two of them there',
      newYork,
      span('01:00', '02:00'),
      '2026-11-01T07:00:00Z',
      'closed',
    ],
    // between the two changes the zones are an hour closer than usual
    [
      'while only New York has its summer',
      newYork,
      span('08:00', '18:00'),
      '2026-03-20T12:00:00Z',
      'open',
    ],
    ['while London has none', london, span('08:00', '18:00'), '2026-03-20T07:30:00Z', 'closed'],
  ])('%s', (_, zone, hours, at, expected) => {
    expect(hoursAt(daily(zone, [hours]), at)).toBe(expected);
  });

  test.each([
    ['2026-03-29', london, 23],
    ['2026-10-25', london, 25],
    ['2026-03-08', newYork, 23],
    ['2026-11-01', newYork, 25],
    ['2026-11-02', newYork, 24],
  ])('a holiday on %s in %s is one of %d hours', (day, zone, hours) => {
    const calendar = daily(zone, [span('00:00', '24:00')], { [day]: [] });
    const noon = Date.parse(`${day}T12:00:00Z`);
    const minutes = Array.from(
      { length: 72 * 60 },
      (__, index) => noon + (index - 36 * 60) * MINUTE,
    );
    const closed = minutes.filter(
      (at) => hoursAt(calendar, new Date(at).toISOString()) === 'holiday',
    );
    expect(closed).toHaveLength(hours * 60);
  });
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { secondsBetween, secondsOf } from '../../calls/iso-time.ts';

/** Any instant that an ISO 8601 text with four digits of a year can tell, in milliseconds since 1970. */
const instant = fc.integer({
  min: Date.parse('0000-01-01T00:00:00.000Z'),
  max: Date.parse('9999-12-31T23:59:59.999Z'),
});
const iso = (ms: number) => new Date(ms).toISOString();

test('a time is as many seconds since 1970 as a clock says', async () => {
  await fc.assert(
    fc.property(instant, (ms) => {
      expect(secondsOf(iso(ms))).toBeCloseTo(ms / 1000, 3);
    }),
    { numRuns: 20_000 },
  );
});

test('between two times lie as many seconds as between their instants', async () => {
  await fc.assert(
    fc.property(instant, instant, (from, to) => {
      expect(secondsBetween(iso(from), iso(to))).toBeCloseTo((to - from) / 1000, 3);
    }),
  );
});

test.each([
  ['1970-01-01T00:00:00Z', 0],
  ['2024-02-29T12:00:00.000Z', Date.parse('2024-02-29T12:00:00.000Z') / 1000],
  ['2000-02-29T00:00:00Z', 951_782_400],
  ['2100-03-01T00:00:00Z', 4_107_542_400],
  ['2026-11-20T08:59:24.2346627Z', 1_795_165_164.234_663],
])('%s is %s', (time, seconds) => {
  expect(secondsOf(time)).toBeCloseTo(seconds, 5);
});

test.each(['', 'today', '2026-11-20', '2026-11-20T08:59:24', '2026-11-20T08:59:24+00:00', 'Z'])(
  'what is no time in UTC is no number: "%s"',
  (text) => {
    expect(secondsOf(text)).toBeNaN();
  },
);

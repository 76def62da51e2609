/** Days from 1970-01-01 to a day of the Gregorian calendar. */
function days(year: number, month: number, day: number): number {
  // years that begin in March end with the leap day
  const years = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + Math.floor((monthsSinceMarch * 153 + 2) / 5) + day - 719_469;
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)Z$/;

/** Seconds since 1970 of an ISO 8601 time in UTC; not a number for any other text. Without a clock, as all of `calls/`. */
export function secondsOf(time: string): number {
  const [, ...parts] = ISO.exec(time) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = Number.NaN] =
    parts.map(Number);
  return ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
}

/** Seconds from one ISO 8601 time in UTC to another. */
export function secondsBetween(from: string, to: string): number {
  return secondsOf(to) - secondsOf(from);
}

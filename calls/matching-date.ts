/** The orders in which a date can be keyed in. */
export const DATE_FORMATS = [
  'DDMMYYYY',
  'MMDDYYYY',
  'YYYYMMDD',
  'YYYYDDMM',
  'DDYYYYMM',
  'MMYYYYDD',
  'DDMMYY',
  'MMDDYY',
  'YYMMDD',
  'YYDDMM',
  'DDYYMM',
  'MMYYDD',
] as const;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Of years with two digits, which are 1950 to 2049: 1950 to 1999 have their leap years where 2050 to 2099 have them. */
const CENTURY = 2000;

/**
 * Whether `digits` are a day of the calendar, written in the order of `format` (`DDMMYYYY`). Years of two digits are 1950 to
 * 2049; the year 0000 does not exist.
 */
export function isDate(format: string, digits: string): boolean {
  if (digits.length !== format.length || !/^[0-9]+$/.test(digits)) return false;
  const part = (letters: string) =>
    Number(digits.slice(format.indexOf(letters), format.lastIndexOf(letters) + letters.length));
  const year = format.includes('YYYY') ? part('YYYY') : CENTURY + part('YY');
  const day = part('DD');
  return year > 0 && day > 0 && day <= daysIn(year, part('MM'));
}

/** 0 where there is no such month. */
function daysIn(year: number, month: number): number {
  return (DAYS[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
}

/** Every fourth year, of the full centuries every fourth. */
function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

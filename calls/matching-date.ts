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

/** Years of two digits from this one on are of the 1900s, those below of the 2000s: 1950 to 2049. */
const FIRST_OF_THE_1900S = 50;

/**
 * Whether `digits` are a day of the calendar, written in the order of `format` (`DDMMYYYY`). Years of two digits are 1950 to
 * 2049; the year 0000 does not exist.
 */
export function isDate(format: string, digits: string): boolean {
  if (digits.length !== format.length || !/^[0-9]+$/.test(digits)) return false;
  const part = (letters: string) =>
    Number(digits.slice(format.indexOf(letters), format.lastIndexOf(letters) + letters.length));
  const year = format.includes('YYYY') ? part('YYYY') : fullYear(part('YY'));
  const day = part('DD');
  return year > 0 && day > 0 && day <= daysIn(year, part('MM'));
}

function fullYear(year: number): number {
  return year + (year < FIRST_OF_THE_1900S ? 2000 : 1900);
}

/** 0 where there is no such month. */
function daysIn(year: number, month: number): number {
  return (DAYS[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
}

/** Every fourth year, of the full centuries every fourth. */
function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

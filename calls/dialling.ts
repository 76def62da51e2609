/** An E.164 number: a plus sign, no leading zero, at most fifteen digits (ITU-T E.164, section 6). */
export const E164 = /^\+[1-9]\d{6,14}$/;

/** Country calling codes of one and of two digits; every other has three (ITU-T E.164, list of assigned country codes). */
const SHORT_CODES = [
  ...['1', '7'],
  ...['20', '27', '30', '31', '32', '33', '34', '36', '39'],
  ...['40', '41', '43', '44', '45', '46', '47', '48', '49'],
  ...['51', '52', '53', '54', '55', '56', '57', '58'],
  ...['60', '61', '62', '63', '64', '65', '66'],
  ...['81', '82', '84', '86', '90', '91', '92', '93', '94', '95', '98'],
];

/**
 * Whether a number may be dialled. The one check against toll fraud: every outbound leg passes it, whoever asked for the leg.
 * `to`: E.164; anything else may not be dialled. `allow`: beginnings of E.164 numbers, like `+44` or `+1555`.
 */
export function mayDial(to: string, allow: readonly string[]): boolean {
  return E164.test(to) && allow.some((prefix) => to.startsWith(prefix));
}

/** The country calling codes of these E.164 numbers, as prefixes: `+15550199` and `+442071838750` give `+1` and `+44`. */
export function countryPrefixes(numbers: readonly string[]): string[] {
  return [...new Set(numbers.map(countryPrefix))];
}

/** No code begins with another one, so at most one of the short ones fits. */
function countryPrefix(number: string): string {
  const code = SHORT_CODES.find((short) => number.startsWith(`+${short}`));
  return `+${code ?? number.slice(1, 4)}`;
}

/** What national numbers begin with where they are dialled, and what numbers abroad do: in North America and elsewhere. */
const NORTH_AMERICA = { code: '+1', trunk: /^1(?=\d{10}$)/, abroad: /^011/ };
const ELSEWHERE = { trunk: /^0/, abroad: /^00/ };

/**
 * A number as a person keys it, in E.164: `00442071838750` and `02071838750` are `+442071838750` where `countryCode` is `+44`.
 * Nothing for what is no number.
 */
export function completeNumber(text: string, countryCode: string): string | undefined {
  const { trunk, abroad } = countryCode === NORTH_AMERICA.code ? NORTH_AMERICA : ELSEWHERE;
  const number = text.startsWith('+')
    ? text
    : abroad.test(text)
      ? `+${text.replace(abroad, '')}`
      : `${countryCode}${text.replace(trunk, '')}`;
  return E164.test(number) ? number : undefined;
}

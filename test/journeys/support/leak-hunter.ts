import { keyOfTone } from '../../../calls/tones.ts';

/** Something to search: a text, or rows in key order. */
export interface Place {
  /** As a finding names it: `table DtmfTones`. */
  name: string;
  text?: string;
  rows?: readonly unknown[];
}

/** A run of secret digits this long is a leak; a shorter one may be chance. */
const RUN = 5;

/** What has digits of its own, none of them anybody's secret; each is whole, so that no secret can hide in a part of it. */
const NOISE = [
  /\b\d{8}T\d{6}-[0-9a-f]{12}\b/g, // callId
  /(?<!\d)\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d(?:\.\d+)?(?:Z|\+00:00)/gi, // ISO 8601
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, // GUID
  /\b(?=[0-9a-f]*[a-f])[0-9a-f]{12,}\b/gi, // hash: digits alone are none
  /\b(?:127\.0\.0\.1|localhost):\d+/g, // a port, other than in every run
];

/** Five parts of base64url: the first is a header and is read, the others are ciphertext. */
const JWE = /\b(eyJ[\w-]+)(?:\.[\w-]*){4}/g;
const BASE64 = /(?<![\w+/-])[A-Za-z0-9+/_-]{24,}={0,2}(?![\w+/-])/g;

/** `four","five` and `4 5` are keys in a row; so are groups of four as cards have them. */
const BETWEEN = /(?<=\d)[\s"'`,;|\\[\]()-]+(?=\d)/g;

/**
 * Where runs of five or more of the secret's digits are: one finding for each place, with the run. Keys are found as digits,
 * spoken or grouped, as tone words, within base64 and JSON in a text, and one to a row; ids, hashes, times and seals are no
 * findings.
 */
export function leaks(secret: string, places: readonly Place[]): string[] {
  const runs = Array.from({ length: secret.length - RUN + 1 }, (_, at) =>
    secret.slice(at, at + RUN),
  );
  return places.flatMap((place) => {
    const streams = [
      ...(place.text === undefined ? [] : readings(place.text)),
      ...(place.rows ?? []).flatMap((row) => readings(JSON.stringify(row) ?? '')),
      ...columns(place.rows ?? []),
    ];
    const run = runs.find((wanted) => streams.some((stream) => stream.includes(wanted)));
    return run === undefined ? [] : [`${place.name}: ${run}`];
  });
}

/** The ways to read a text: as it is, with what base64 in it holds, without what is no secret, keys joined. */
function readings(text: string): string[] {
  const headers = [...text.matchAll(JWE)].map(([, header = '']) => decoded(header));
  const withoutSeals = text.replaceAll(JWE, ' ');
  const hidden = [...withoutSeals.matchAll(BASE64)].flatMap(([token]) =>
    /[g-z]/i.test(token) ? [decoded(token)] : [],
  );
  const plain = [text, ...hidden, ...headers]
    .map((one) => one.replaceAll(JWE, ' '))
    .map((one) => NOISE.reduce((left, noise) => left.replaceAll(noise, ' '), one))
    .map((one) => one.replaceAll(BASE64, (token) => (isCipher(token) ? ' ' : token)));
  return plain.map((one) => digitsForWords(one).replaceAll(BETWEEN, ''));
}

/** Capitals, small letters and digits mixed at random: what is left of it when decoded is no text. */
function isCipher(token: string): boolean {
  return /[A-Z]/.test(token) && /[g-z]/.test(token) && /\d/.test(token);
}

function decoded(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  return /^[\x20-\x7e\s]*$/.test(text) ? text : '';
}

function digitsForWords(text: string): string {
  return text.replace(/(?<![A-Za-z])[A-Za-z]+(?![A-Za-z])/g, (word) => {
    const key = word.length > 1 ? keyOfTone(word) : undefined;
    return key !== undefined && /\d/.test(key) ? key : word;
  });
}

/** The keys that stand one to a row under the same name, joined in the order of the rows. */
function columns(rows: readonly unknown[]): string[] {
  const joined = new Map<string, string>();
  for (const row of rows) {
    for (const [name, value] of leaves(row)) {
      const keys = digitsForWords(value).match(/(?<![\w.])\d(?![\w.])/g);
      if (keys?.length === 1) joined.set(name, (joined.get(name) ?? '') + keys[0]);
    }
  }
  return [...joined.values()];
}

/** Every value in a row by its path; a text of JSON is opened, as histories keep their payloads so. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${path}.${name}`));
  if (typeof value === 'string' && /^[[{"]/.test(value)) {
    try {
      return leaves(JSON.parse(value), path);
    } catch {
      return [[path, value]];
    }
  }
  return [[path, String(value)]];
}

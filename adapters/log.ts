import type { Log } from '../calls/ports.ts';

type LogFields = NonNullable<Parameters<Log>[2]>;

/** What people press is for the tables, never for the log. */
const HIDDEN = new Set(['digits', 'tones', 'tone']);

/**
 * A log of one JSON object a line. Phone numbers keep their last two digits wherever they stand in a text; digits and tones
 * become `•`. The Functions host takes what is written to the console, in Azure as on a laptop: there is no other way out.
 *
 * `now` gives milliseconds since 1970, UTC.
 */
export function openLog(
  write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
  now: () => number = Date.now,
): Log {
  return (level, event, fields = {}) => {
    const masked = Object.entries(fields).map(([name, value]) => [name, mask(name, value)]);
    const at = new Date(now()).toISOString();
    write(JSON.stringify({ at, level, event, ...Object.fromEntries(masked) }));
  };
}

function mask(name: string, value: LogFields[string]): LogFields[string] {
  if (HIDDEN.has(name) && value !== undefined) return '•';
  if (typeof value === 'string') return maskNumbers(value);
  return Array.isArray(value) ? value.map(maskNumbers) : value;
}

/** `+15550100` becomes `+••••••00`; what is no E.164 number (`anonymous`) stays as it is. */
export function maskNumber(number: string): string {
  return /^\+\d{3,15}$/.test(number)
    ? `+${'•'.repeat(number.length - 3)}${number.slice(-2)}`
    : number;
}

/** Masks every E.164 number in a text. Six digits are the fewest taken for one, so that `+00:00` of a time stays. */
export function maskNumbers(text: string): string {
  return text.replace(/\+\d{6,15}/g, maskNumber);
}

import type { CallRecord } from '../calls/ports.ts';
import type { ToneSequence } from '../calls/tone-sequence.ts';

/** How many digits a caller keys. */
export const DIGITS = 12;

// Shares no factor with a power of ten, so that no two callers key the same number.
const STRIDE = 314_159_265_359;

/** The number that the `n`th caller keys, `n` from 0 to 9999: twelve digits, nobody else's. */
export function numberKeyedBy(n: number): string {
  return String(((n + 1) * STRIDE) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** What is kept of one call, as far as its keys go. */
export interface KeptKeys {
  digits: Pick<CallRecord['digits'][number], 'question' | 'digits'>[];
  sequences: Pick<ToneSequence, 'digits'>[];
}

/**
 * How many keys are wrong, missing or too many in what is kept: in the entry (`CollectedDigits`), which should be `number`, and
 * in the ordered tones (`DtmfTones`), which should be all the `keys` that were pressed in the call.
 */
export function wrongKeys({ digits, sequences }: KeptKeys, number: string, keys: string): number {
  const entries = digits.filter(({ question }) => question === 'entry');
  return wrongIn(joined(entries), number) + wrongIn(joined(sequences), keys);
}

function joined(parts: readonly { digits: string }[]): string {
  return parts.map(({ digits }) => digits).join('');
}

/** Place by place: a key left out makes those behind it wrong as well. */
function wrongIn(kept: string, wanted: string): number {
  const places = Math.max(kept.length, wanted.length);
  return Array.from({ length: places }, (_, at) => at).filter((at) => kept[at] !== wanted[at])
    .length;
}

import type { Wanted } from './asking.ts';
import type { SendTonesStep } from './flow.ts';
import { otherSide } from './parties.ts';
import { arm } from './sending.ts';
import type { CallState, Sending, SendingPart } from './state.ts';
import { isKey } from './tones.ts';

/** Keys that ACS takes in one request (ACS protocol reference, section 6). */
const MOST_TONES = 18;

const PAUSES: Record<string, number> = { w: 500, W: 1000, ',': 1000 };

/**
 * Keys and pauses as the parts they are sent in: `1w234` is `1`, half a second, `234`. The text was checked before: what is neither
 * key nor pause is left out.
 */
export function sendingParts(text: string): SendingPart[] {
  const parts: SendingPart[] = [];
  for (const sign of text) {
    const last = parts.at(-1);
    const pauseMs = PAUSES[sign];
    if (pauseMs !== undefined) {
      if (last && 'pauseMs' in last) last.pauseMs += pauseMs;
      else parts.push({ pauseMs });
    } else if (isKey(sign)) {
      if (last && 'tones' in last && last.tones.length < MOST_TONES) last.tones += sign;
      else parts.push({ tones: sign });
    }
  }
  return parts;
}

/** What a `sendTones` step begins with. */
export function sendingOf({ tones, next, otherwise }: SendTonesStep): Sending {
  return { parts: sendingParts(tones), part: 0, sent: 0, next, otherwise };
}

/** The command for the part that is due: its keys, or the deadline of its pause. Nothing when no part is left. */
export function duePart(before: CallState): { state: CallState; wanted: Wanted } | undefined {
  const { sending } = before;
  const part = sending?.parts[sending.part];
  if (!part) return undefined;
  if ('pauseMs' in part) return arm(before, { what: 'pause' }, part.pauseMs);
  const tones = [...part.tones].filter(isKey);
  const participant = 'agent' in sending ? sending.agent : otherSide(before);
  return { state: before, wanted: { type: 'sendDtmfTones', participant, tones } };
}

import type { PhoneView } from './phone-door.ts';
import type { KeyStep } from './phone-keys.ts';

/** Keys of an unattended call on their way to the line, in order. */
export interface KeyPlayer {
  add(steps: KeyStep[]): void;
  /** What to press now, given the phone as it is. `now` in ms since 1970. */
  next(phone: PhoneView, now: number): string | undefined;
}

/**
 * Plays the steps one after the other. A prompt counts once, and only if it began after the keys before it. Keys begin
 * with the first of them alone: when nothing listens to it, as while a line only greets, it is pressed again once
 * another prompt begins or this one ends, and the others follow when it was taken.
 */
export function keyPlayer(steps: KeyStep[] = []): KeyPlayer {
  const left = [...steps];
  let heard = 0;
  let sent = 0;
  let pauseUntil: number | undefined;
  /** The keys whose first one is on its way. */
  let begun: string | undefined;
  /** What was to be heard when that one was pressed. */
  let pressedAt = '';

  function isOver(step: Exclude<KeyStep, { do: 'press' }>, phone: PhoneView, now: number): boolean {
    if (step.do === 'pause') {
      pauseUntil ??= now + step.ms;
      if (now < pauseUntil) return false;
      pauseUntil = undefined;
      return true;
    }
    const lastKeyAt = phone.pressed[sent - 1]?.at ?? '';
    const next = phone.heard.findIndex(({ at }, index) => index >= heard && at >= lastKeyAt);
    if (next < 0) return false;
    heard = next + 1;
    return true;
  }

  function press(keys: string, phone: PhoneView): string | undefined {
    pressedAt = sounding(phone);
    sent += [...keys].filter((key) => key !== 'w').length;
    return keys === '' ? undefined : keys;
  }

  function goOn(keys: string, phone: PhoneView): string | undefined {
    const first = leadingKey(keys);
    if (phone.pressed[sent - 1]?.taken) {
      begun = undefined;
      return press(keys.slice(first.length), phone);
    }
    return sounding(phone) === pressedAt ? undefined : press(first, phone);
  }

  return {
    add: (more) => void left.push(...more),
    next(phone, now) {
      if (phone.pressed.length < sent) return undefined;
      if (begun !== undefined) return goOn(begun, phone);
      for (let step = left[0]; step; step = left[0]) {
        if (step.do !== 'press' && !isOver(step, phone, now)) return undefined;
        left.shift();
        if (step.do !== 'press') continue;
        begun = step.keys;
        return press(leadingKey(step.keys), phone);
      }
      return undefined;
    },
  };
}

function sounding({ heard, hearing }: PhoneView): string {
  return `${heard.length} ${hearing !== null}`;
}

/** The first key, with the pauses before it. */
function leadingKey(keys: string): string {
  return /^w*./.exec(keys)?.[0] ?? keys;
}

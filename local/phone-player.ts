import type { PhoneView } from './phone-door.ts';
import type { KeyStep } from './phone-keys.ts';

/** Keys of an unattended call on their way to the line, in order. */
export interface KeyPlayer {
  add(steps: KeyStep[]): void;
  /** What may be pressed now, given the phone as it is; ask again after it was pressed. `now` in ms since 1970. */
  next(phone: PhoneView, now: number): string | undefined;
}

/** Plays the steps one after the other. A prompt counts once, and only if it began after the keys before it. */
export function keyPlayer(steps: KeyStep[] = []): KeyPlayer {
  const left = [...steps];
  let heard = 0;
  let sent = 0;
  let pauseUntil: number | undefined;

  function isOver(step: Exclude<KeyStep, { do: 'press' }>, phone: PhoneView, now: number): boolean {
    if (phone.pressed.length < sent) return false;
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

  return {
    add: (more) => void left.push(...more),
    next(phone, now) {
      for (let step = left[0]; step; step = left[0]) {
        if (step.do !== 'press') {
          if (!isOver(step, phone, now)) return undefined;
          left.shift();
          continue;
        }
        left.shift();
        sent += [...step.keys].filter((key) => key !== 'w').length;
        return step.keys;
      }
      return undefined;
    },
  };
}

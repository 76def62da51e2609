import { callOf } from './calls.ts';
import type { PhoneRecord } from './entities.ts';
import { takeKey } from './media/legs.ts';
import { hearKey } from './media/listening.ts';
import { isKey } from './tones.ts';
import { isoNow, type World } from './world.ts';

const PAUSE_MS = 500;
const PRESSED_KEPT = 1000;

/** Where in `digits` the first character stands that is neither a key nor a pause; -1 when there is none. */
export function badCharacterAt(digits: string): number {
  return [...digits.toUpperCase()].findIndex((character) => character !== 'W' && !isKey(character));
}

/**
 * Presses `digits` one after the other, `gapMs` apart, beginning now or after the keys that are still to come at this
 * phone; `w` is a pause of 0.5 s. Each key takes effect at its instant on the clock.
 */
export function press(world: World, phone: PhoneRecord, digits: string, gapMs: number): void {
  const now = world.clock.now();
  let at = Math.max(now, phone.lastKeyAt + gapMs);
  for (const key of digits.toUpperCase()) {
    if (key === 'W') {
      at += PAUSE_MS;
      continue;
    }
    phone.lastKeyAt = at;
    world.clock.after(at - now, () => pressKey(world, phone, key));
    at += gapMs;
  }
}

function pressKey(world: World, phone: PhoneRecord, key: string): void {
  if (phone.state === 'ended') return;
  const call = callOf(world, phone);
  const pressed = { at: isoNow(world), key, taken: false };
  phone.pressed.push(pressed);
  if (phone.pressed.length > PRESSED_KEPT) phone.pressed.shift();
  if (call?.state === 'connected' && arrives(world, phone)) {
    const heard = hearKey(world, call, phone.id, key);
    pressed.taken = takeKey(call, phone.id, key) || heard;
  }
  world.phoneChanged(phone);
}

/** Whether the keys of one on hold arrive is not published, so it is a switch (ACS protocol reference, section 17). */
function arrives(world: World, phone: PhoneRecord): boolean {
  const { heldTones = true } = world.faults;
  return phone.state !== 'on-hold' || heldTones;
}

import type { Heard, PhoneRecord } from '../entities.ts';
import { isoNow, type World } from '../world.ts';
import type { Sound } from './sounds.ts';

/** Not even an empty file loops faster than this: a loop has to let time pass. */
const SHORTEST_MS = 20;

/** How much a phone remembers of what it heard, as music may loop for hours. */
const HEARD_KEPT = 1000;

/**
 * Sounds one after the other at `phones`, from now on; again and again with `loop`. `onEnd` is told when the last one is
 * over. Gives back what cuts it off: then nothing is told.
 */
export function play(
  world: World,
  phones: PhoneRecord[],
  sounds: Sound[],
  options: { loop: boolean; onEnd: () => void },
): () => void {
  let now: Heard[] = [];
  let cancelTimer = () => {};

  function begin(index: number): void {
    const sound = sounds[index];
    if (!sound) return;
    now = phones.map((phone) => {
      phone.hearing = hear(world, phone, sound);
      return phone.hearing;
    });
    for (const phone of phones) world.phoneChanged(phone);
    cancelTimer = world.clock.after(Math.max(SHORTEST_MS, sound.length), () => ended(index));
  }

  function ended(index: number): void {
    for (const heard of now) heard.done = true;
    if (index + 1 < sounds.length) begin(index + 1);
    else if (options.loop) begin(0);
    else {
      quiet();
      options.onEnd();
    }
  }

  function quiet(): void {
    for (const phone of phones) {
      if (phone.hearing && now.includes(phone.hearing)) phone.hearing = null;
    }
    for (const phone of phones) world.phoneChanged(phone);
  }

  begin(0);
  return () => {
    cancelTimer();
    quiet();
  };
}

/** Something begins to sound at a phone. */
export function hear(
  world: World,
  phone: PhoneRecord,
  { kind, content }: Pick<Heard, 'kind' | 'content'>,
): Heard {
  const heard = { at: isoNow(world), kind, content, done: false };
  phone.heard.push(heard);
  if (phone.heard.length > HEARD_KEPT) phone.heard.shift();
  return heard;
}

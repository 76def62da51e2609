import type { Heard, PhoneRecord } from '../entities.ts';
import { isoNow, type World } from '../world.ts';
import type { Sound } from './sounds.ts';

/** Not even an empty file loops faster than this: a loop has to let time pass. */
const SHORTEST_MS = 20;

/** How much a phone remembers of what it heard, as music may loop for hours. */
const HEARD_KEPT = 1000;

/** Sounds while they sound. */
export interface Playback {
  /** Cuts them off: nothing more is told. */
  stop(): void;
  /** The audience may have changed: who is new hears the rest, who is gone hears no more. */
  tune(): void;
}

/**
 * Sounds one after the other for `audience`, from now on; again and again with `loop`. `onEnd` is told when the last one is
 * over.
 */
export function play(
  world: World,
  sounds: Sound[],
  options: { audience: () => PhoneRecord[]; loop: boolean; onEnd: () => void },
): Playback {
  const hearing = new Map<PhoneRecord, Heard>();
  let current: Sound | undefined;
  let cancelTimer = () => {};

  function begin(index: number): void {
    current = sounds[index];
    if (!current) return;
    hearing.clear();
    tune();
    cancelTimer = world.clock.after(Math.max(SHORTEST_MS, current.length), () => ended(index));
  }

  function ended(index: number): void {
    for (const heard of hearing.values()) heard.done = true;
    if (index + 1 < sounds.length) begin(index + 1);
    else if (options.loop) begin(0);
    else {
      quiet([...hearing.keys()]);
      options.onEnd();
    }
  }

  function tune(): void {
    const audience = options.audience();
    quiet([...hearing.keys()].filter((phone) => !audience.includes(phone)));
    const joined = audience.filter((phone) => !hearing.has(phone));
    for (const phone of joined) {
      if (!current) break;
      const heard = hear(world, phone, current);
      phone.hearing = heard;
      hearing.set(phone, heard);
    }
    for (const phone of joined) world.phoneChanged(phone);
  }

  function quiet(phones: PhoneRecord[]): void {
    for (const phone of phones) {
      if (phone.hearing === hearing.get(phone)) phone.hearing = null;
      hearing.delete(phone);
    }
    for (const phone of phones) world.phoneChanged(phone);
  }

  begin(0);
  return {
    stop() {
      cancelTimer();
      quiet([...hearing.keys()]);
    },
    tune,
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

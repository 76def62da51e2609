import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Store } from './store.ts';

/** What every part of the emulator works with. */
export interface World {
  readonly clock: Clock;
  readonly endpoint: string;
  readonly accessKey: string;
  readonly speechMsPerCharacter: number;
  readonly allowHttp: boolean;
  readonly store: Store;
  seed: number;
  /** For what belongs to no call. */
  random: Random;
  /** The identity as which an app takes part when it names none. */
  readonly appIdentity: string;
  faults: Faults;
  /** A closed emulator sends nothing any more. */
  closed: boolean;
  /** Tells the listeners that a phone has changed. */
  phoneChanged(): void;
  /** Tells those who wait for the handshake that a subscriber has been validated. */
  subscriberChanged(): void;
}

/** The time on the clock, ISO 8601 UTC. */
export function isoNow(world: World): string {
  return new Date(world.clock.now()).toISOString();
}

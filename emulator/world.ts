import type { Clock } from './clock.ts';
import type { Delivery, PhoneRecord, RecordedRequest } from './entities.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Store } from './store.ts';

/** Told of all that is sent and asked, as it happens: the control door keeps only the latest. */
export interface TrafficWatch {
  delivered(delivery: Delivery): void;
  requested(request: RecordedRequest): void;
}

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
  readonly watch?: TrafficWatch | undefined;
  /** Tells the listeners that this phone has changed. */
  phoneChanged(phone: PhoneRecord): void;
  /** Tells those who wait for the handshake that a subscriber has been validated. */
  subscriberChanged(): void;
}

/** The time on the clock, ISO 8601 UTC. */
export function isoNow(world: World): string {
  return new Date(world.clock.now()).toISOString();
}

import type { QueueSpot } from '../queue/spot.ts';

/** What a caller in line asks for who is to be called back. */
export interface CallbackRequest {
  /** E.164; or digits as a person keys them, which are completed by `DIAL_COUNTRY_CODE`. */
  to: string;
  /** Their place in line, which the callback takes over. */
  spot: QueueSpot;
  /** The step of the flow that led to the queue. */
  step: string;
  /** What they keyed in by its name; never secret digits. */
  values: Record<string, string>;
}

/** Why a number is not called back. */
export type CallbackRefusal = 'no-number' | 'not-allowed' | 'outage';

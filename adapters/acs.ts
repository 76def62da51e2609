import type { Log, Telephony } from '../calls/ports.ts';
import { callControl } from './acs-call-control.ts';
import { acsClient } from './acs-client.ts';
import { holdCommands } from './acs-hold.ts';
import { mediaCommands } from './acs-media.ts';
import { peopleCommands } from './acs-people.ts';
import { acsRequests, type Waiting } from './acs-requests.ts';
import { toneCommands } from './acs-tones.ts';
import type { Config } from './config.ts';

export interface TelephonyOptions {
  config: Config;
  clock: Waiting;
  log?: Log;
  /** Milliseconds of real time that one request may take; default 5 s. */
  timeoutMs?: number;
}

/**
 * The phone service behind the official SDK. Refusals, time-outs and outages come back as values; throws only, and at once, for
 * a connection string that cannot be used.
 */
export function openTelephony(options: TelephonyOptions): Telephony {
  const { config, clock, log = () => {}, timeoutMs = 5_000 } = options;
  const client = acsClient(config.acs, timeoutMs);
  const deliver = acsRequests(clock, log);
  return {
    ...callControl(client, deliver, config),
    ...mediaCommands(client, deliver, config),
    ...toneCommands(client, deliver),
    ...peopleCommands(client, deliver),
    ...holdCommands(client, deliver, config),
  };
}

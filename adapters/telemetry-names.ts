/** What is measured, by the names it has everywhere: in the code, in `npm start -- --metrics` and in whatever takes OpenTelemetry. */
export const METRICS = {
  /** Calls that are in progress. */
  active: 'switchboard.calls.active',
  /** Calls that have ended, by `outcome` and `direction`. */
  ended: 'switchboard.calls.ended',
  /** Seconds from the ring to the end, by `outcome`. */
  duration: 'switchboard.calls.duration',
  /** Milliseconds from a key that ACS reported to the next prompt taken by ACS, by `hop`: queue, rows, request, total. */
  keyToPrompt: 'switchboard.key_to_prompt',
  /** Requests that ACS did not take, by `command`, `code` and `sub_code`. */
  refusals: 'switchboard.acs.refusals',
  /** Calls that the watchdog looked at, by `state`. */
  silences: 'switchboard.calls.silent',
} as const;

/** The hops from a key to the next prompt. */
export const HOPS = ['queue', 'rows', 'request', 'total'] as const;

/** The span of a turn of a call: from ACS's event to the last request; it has an event where the activity began and one where the rows were written. */
export const TURN_SPAN = 'switchboard.turn';

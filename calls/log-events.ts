/**
 * Every event that a line of the log can be about. Alerts, queries and the workbook name them (`infra/telemetry-names.json`), and
 * metrics are counted from them: a name that changes here changes there.
 */
export const LOG_EVENTS = [
  // a call, from its ring to its end
  'rings',
  'dials',
  'duplicate',
  'ignored',
  'stale',
  'rejected',
  'callback',
  'turn',
  'refused',
  'lookup',
  'ended',
  'closed',
  'called-back',
  'silent-call',
  // what was left by a worker that died
  'agent-freed',
  'slot-freed',
  'deadlines-not-disarmed',
  // what somebody asked for and did not get
  'no-slot',
  'not-allowed',
  'api-refused',
  'callback-refused',
  'malformed-callback',
  'malformed-incoming-call',
  'unknown-call',
  'no-digits-key',
  // what an operator did
  'agent-set',
  'line-set',
  'flow-set',
  'forgotten',
  'purged',
  // outages
  'not-started',
  'tables-unreachable',
  'flow-not-usable',
  'token-keys-unreachable',
  'outcome-not-written',
  'tone-not-written',
  'line-malformed',
  'agent-not-written',
  'deadline-not-armed',
  'lookup-not-started',
  'event-not-raised',
  'call-not-placed',
  'callback-not-made',
  'not-purged',
] as const;

export type LogEvent = (typeof LOG_EVENTS)[number];

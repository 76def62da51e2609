import {
  ASK_BACK_END,
  CALL,
  CALLBACK_AGAIN,
  CARRY_OUT,
  DEADLINE,
  LOOKUP,
  MATCH_QUEUES,
  RAISE_DEADLINE,
  RETURN_CALLBACKS,
  WRAP_UP_OVER,
} from '../orchestrations/names.ts';

/** The app roles of the app registration (`infra/scripts/app-registration.sh`). */
export const ROLES = [
  'calls.read',
  'calls.read.numbers',
  'calls.start',
  'calls.forget',
  'agents.write',
  'line.write',
  'flows.write',
] as const;

export type Role = (typeof ROLES)[number];

/** Who may call a function. */
export type Access =
  /** Whose access token holds the role; without `API_ISSUER`, whoever has a function key. */
  | { by: 'role'; role: Role }
  /** The phone service: its signed token is checked, as it has no key of ours. */
  | { by: 'callback-token' }
  /** Anybody: nothing that it answers is worth a secret, and who asks can hold none. */
  | { by: 'anybody' }
  /** Event Grid, by the key of the host's extension, which the host checks. */
  | { by: 'event-grid-key' }
  /** The host alone: no address leads there but the host's own, which takes the master key or that of the Durable extension. */
  | { by: 'host' };

const role = <R extends Role>(role: R) => ({ by: 'role', role }) as const;
const callbackToken = { by: 'callback-token' } as const;
const anybody = { by: 'anybody' } as const;
const host = { by: 'host' } as const;

/** Who may call each function of the line. A function that is not in this table cannot be registered over HTTP. */
export const ACCESS = {
  incomingCall: { by: 'event-grid-key' },
  callEvents: callbackToken,
  sealedEvents: callbackToken,
  listCalls: role('calls.read'),
  searchCalls: role('calls.read'),
  getCall: role('calls.read'),
  getCallNumbers: role('calls.read.numbers'),
  placeCall: role('calls.start'),
  forgetCaller: role('calls.forget'),
  listAgents: role('calls.read'),
  putAgent: role('agents.write'),
  getLine: role('calls.read'),
  putLine: role('line.write'),
  listFlows: role('calls.read'),
  getFlow: role('calls.read'),
  publishFlow: role('flows.write'),
  putCurrentFlow: role('flows.write'),
  listQueues: role('calls.read'),
  health: anybody,
  drain: anybody, // a number of calls, and a time
  audio: anybody, // the phone service fetches files without a key or token
  watchdog: host,
  purgeHistory: host,
  purgeTables: host,
  [CALL]: host,
  [CARRY_OUT]: host,
  [DEADLINE]: host,
  [RAISE_DEADLINE]: host,
  [LOOKUP]: host,
  [ASK_BACK_END]: host,
  [WRAP_UP_OVER]: host,
  [CALLBACK_AGAIN]: host,
  [RETURN_CALLBACKS]: host,
  [MATCH_QUEUES]: host,
} satisfies Record<string, Access>;

type Stated = typeof ACCESS;

/** What is called over HTTP, and so has to be guarded in code. */
export type HttpFunction = {
  [Name in keyof Stated]: Stated[Name]['by'] extends 'host' | 'event-grid-key' ? never : Name;
}[keyof Stated];

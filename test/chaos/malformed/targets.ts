import * as fc from 'fast-check';
import { encodeChecks } from '../../../adapters/entry-checks.ts';
import { LAPTOP_LINE_NUMBER } from '../../../adapters/laptop-defaults.ts';
import { toneContext } from '../../../calls/tone-context.ts';
import { BODIES, CALLBACKS, RINGING } from './body-schemas.ts';
import { anyhow, broken, formed, PLANTED_NUMBER } from './broken-values.ts';

/** Where something can be sent, what is good there, and what is not. */
export interface Target {
  method: string;
  /** With the query. */
  path: string;
  /** Whose token is asked for. */
  token?: 'api' | 'callback';
  headers?: Record<string, string>;
  good: fc.Arbitrary<unknown>;
  bad: fc.Arbitrary<unknown>;
  /** What is answered to a bad value, to bytes that are no JSON, and to more than 256 KB. */
  answers: { value: number[]; bytes: number[]; size: number[] };
}

/** Keys of a secret entry: in bodies, and in no answer and no log. */
export const PLANTED_TONES = ['four', 'five', 'three', 'nine', 'five', 'seven', 'eight', 'seven'];
/** What a call could be answered with: likewise. */
export const PLANTED_CONTEXT = 'opaque-credential-of-a-call';

/** A call that is not there. */
const CALL = '/api/calls/20261120T101502-3f9a0c1be27d';
const CHECKS = encodeChecks({ min: 8, max: 8, stopTones: ['#'], lastFour: true });
const REFUSED = { value: [400], bytes: [400], size: [413] };

function api(
  method: string,
  path: string,
  name: keyof typeof BODIES,
  answers: Target['answers'] = REFUSED,
): Target {
  const good = formed(BODIES[name]);
  const bad = fc.oneof(broken(BODIES[name], good), anyhow(BODIES[name]));
  return { method, path, token: 'api', good, bad, answers };
}

/** Batches of one type of event. The keys before a broken event would be kept, if it were not for that one. */
function callbacks({ type, schema }: (typeof CALLBACKS)[number]): Target[] {
  const events = (operationContext: string) =>
    formed(schema).map((event) => {
      const { data, ...rest } = event as { data: object };
      const keys = 'dtmfResult' in data ? { dtmfResult: { tones: PLANTED_TONES } } : {};
      return { ...rest, type, data: { ...data, ...keys, operationContext } };
    });
  const good = fc.array(events('3.0'), { minLength: 1, maxLength: 3 });
  const followed = events(toneContext('caller', 1));
  const bad = fc
    .tuple(fc.array(followed, { maxLength: 2 }), broken(schema, followed))
    .map(([before, event]) => [...before, event]);
  const to = { method: 'POST', token: 'callback', good, bad } as const;
  return [
    { ...to, path: `${CALL}/events`, answers: REFUSED },
    // what is secret is taken as far as it can be sealed
    { ...to, path: `${CALL}/sealed?checks=${CHECKS}`, answers: { ...REFUSED, value: [200, 400] } },
  ];
}

const phone = (value: string) => ({ rawId: `4:${value}`, phoneNumber: { value } });

function ringing(to: string) {
  const serverCallId = fc.string({ minLength: 1 });
  const data = { to: phone(to), from: phone(PLANTED_NUMBER), incomingCallContext: PLANTED_CONTEXT };
  const rest = { type: 'Microsoft.Communication.IncomingCall', time: '2026-11-20T10:15:02.234Z' };
  return serverCallId.map((id): unknown => ({ ...rest, data: { ...data, serverCallId: id } }));
}

/** The names of the Event Grid schema. */
function inEventGridSchema(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
  const { type, time, ...rest } = event as Record<string, unknown>;
  return { ...rest, eventType: type, eventTime: time };
}

/** Broken calls to us; the good ones are not for us, as the host reads bytes out of UTF-8 in its own way. */
function eventGrid(named: (event: unknown) => unknown): Target {
  const batch = (events: fc.Arbitrary<unknown>) =>
    fc.array(events.map(named), { minLength: 1, maxLength: 3 });
  return {
    method: 'POST',
    path: '/runtime/webhooks/eventgrid?functionName=incomingCall',
    headers: { 'aeg-event-type': 'Notification' },
    good: batch(ringing(PLANTED_NUMBER)),
    bad: batch(broken(RINGING, ringing(LAPTOP_LINE_NUMBER))),
    answers: { value: [202], bytes: [202, 500], size: [202] }, // 500: the host's own
  };
}

export const APIS: Target[] = [
  api('POST', '/api/calls', 'placeCall'),
  // nothing is asked for: a limit alone may well be one
  api('POST', '/api/calls/search', 'searchCalls', { ...REFUSED, value: [200, 400] }),
  api('PUT', '/api/agents/anna', 'putAgent'),
  api('PUT', '/api/line', 'putLine'),
  api('POST', '/api/callers/forget', 'forgetCaller'),
];

export const CALLBACK_TARGETS: Target[] = CALLBACKS.flatMap(callbacks);

export const EVENT_GRID: Target[] = [eventGrid(inEventGridSchema), eventGrid((event) => event)];

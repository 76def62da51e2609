import * as z from 'zod';
import { callIdOf } from './call-id.ts';

/** A phone number as ACS gives it (ACS protocol reference, section 4); a caller may also be an app or a Teams user. */
const party = z
  .object({
    rawId: z.string(),
    phoneNumber: z
      .object({ value: z.string(), isAnonymous: z.boolean().nullish() })
      .nullish()
      .catch(undefined),
  })
  .transform(({ rawId, phoneNumber }) => {
    if (rawId === '4:anonymous' || phoneNumber?.isAnonymous) return 'anonymous';
    return phoneNumber && /^\+\d{2,15}$/.test(phoneNumber.value) ? phoneNumber.value : undefined;
  });

const INCOMING_CALL = 'Microsoft.Communication.IncomingCall';

/** What is read of an `IncomingCall` (ACS protocol reference, section 11.1), by the names of CloudEvents. */
export const ringing = z.object({
  type: z.literal(INCOMING_CALL),
  time: z.iso.datetime({ offset: true }),
  data: z.object({
    to: party,
    from: party,
    serverCallId: z.string().min(1),
    incomingCallContext: z.string().min(1),
  }),
});

/** An event in the Event Grid schema, or as a CloudEvent: a subscription may choose either. */
const anyEvent = z.looseObject({}).transform((event) => ({
  type: event.eventType ?? event.type,
  time: event.eventTime ?? event.time,
  data: event.data,
}));

/** A phone that rings for us. */
export interface Ring {
  callId: string;
  /** When it began to ring, ISO 8601 UTC. */
  at: string;
  /** E.164, or `anonymous`; nothing when it is not a phone that calls, or is called. */
  from?: string;
  to?: string;
  incomingCallContext: string;
}

export type ParsedRing = { ok: true; ring: Ring } | { ok: false; reason: string };

/** The type of an event that is none of a call that rings, in one word; nothing for what is, or for no event at all. */
export function otherType(event: unknown): string | undefined {
  const { type } = anyEvent.safeParse(event).data ?? {};
  if (typeof type !== 'string' || type === INCOMING_CALL) return undefined;
  return /^(?:[\w-]{1,80}\.){0,9}([A-Za-z]{1,80})$/.exec(type)?.[1] ?? 'Unknown'; // any other text might say anything
}

/** Reads an IncomingCall event; the reason names the field that is wrong, and repeats no value. */
export function parseRing(event: unknown): ParsedRing {
  const parsed = anyEvent.pipe(ringing).safeParse(event);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the event');
    return { ok: false, reason: `missing or wrong: ${fields.join(', ')}` };
  }
  const { time, data } = parsed.data;
  const { from, to, serverCallId, incomingCallContext } = data;
  const callId = callIdOf(time, serverCallId);
  const at = new Date(time).toISOString();
  return { ok: true, ring: { callId, at, from, to, incomingCallContext } };
}

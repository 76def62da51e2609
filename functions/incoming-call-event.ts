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

/**
 * `Microsoft.Communication.IncomingCall` in the Event Grid schema, or as a CloudEvent: a subscription may choose either
 * (ACS protocol reference, section 11.1).
 */
const incomingCall = z
  .looseObject({})
  .transform((event) => ({
    type: event.eventType ?? event.type,
    time: event.eventTime ?? event.time,
    data: event.data,
  }))
  .pipe(
    z.object({
      type: z.literal('Microsoft.Communication.IncomingCall'),
      time: z.iso.datetime({ offset: true }),
      data: z.object({
        to: party,
        from: party,
        serverCallId: z.string().min(1),
        incomingCallContext: z.string().min(1),
      }),
    }),
  );

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

/** Reads an IncomingCall event; the reason names the field that is wrong, and repeats no value. */
export function parseRing(event: unknown): ParsedRing {
  const parsed = incomingCall.safeParse(event);
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

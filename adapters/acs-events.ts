import * as z from 'zod';
import type { CallEvent } from '../calls/events.ts';
import { keyOfTone } from '../calls/tones.ts';

export type ParsedCallbacks = { ok: true; events: CallEvent[] } | { ok: false; reason: string };

const PREFIX = 'Microsoft.Communication.';

/** Common to all events (ACS protocol reference, section 9.1); the service adds fields as it likes. */
const common = z.object({
  callConnectionId: z.string().min(1),
  operationContext: z.string().nullish(),
  resultInformation: z
    .object({
      code: z.number().nullish(),
      subCode: z.number().nullish(),
      message: z.string().nullish(),
    })
    .nullish(),
});

/** An unknown tone becomes `?`: the list may grow, and a key we do not know is a wrong key (section 8). */
const tones = z
  .array(z.string())
  .transform((names) => names.map((name) => keyOfTone(name) ?? '?').join(''));

const recognized = common.extend({
  // absent for recognitions by voice, and nowhere promised for 8532
  dtmfResult: z.object({ tones: tones.nullish() }).nullish(),
});

/** Of an event that this line does nothing with, nothing is required: it is kept, not understood. */
const unknownData = common.catch({ callConnectionId: '' });

const roster = common.extend({
  sequenceNumber: z.number(),
  participants: z.array(z.object({ identifier: z.object({ rawId: z.string() }) })),
});

/** CloudEvents 1.0 as ACS sends it (section 9.1). */
const envelope = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  data: z.unknown(),
});

/**
 * The events of one callback request, each read by its own envelope; a lone event without an array is taken too. `at` is when
 * we received them, ISO 8601 UTC. A malformed one refuses them all, with its place in `reason`: `event 1: data.callConnectionId …`.
 * An event of a type we do not know is no mistake.
 */
export function parseCallbacks(body: unknown, at: string): ParsedCallbacks {
  const elements = Array.isArray(body) ? body : [body];
  if (elements.length === 0) return { ok: false, reason: 'the body holds no event' };
  const events: CallEvent[] = [];
  for (const [index, element] of elements.entries()) {
    const parsed = parseCallback(element, at);
    if (!parsed.success) return { ok: false, reason: `event ${index}: ${reasonOf(parsed.error)}` };
    events.push(parsed.data);
  }
  return { ok: true, events };
}

type Parsed = { success: true; data: CallEvent } | { success: false; error: z.ZodError };

function parseCallback(element: unknown, at: string): Parsed {
  const outer = envelope.safeParse(element);
  if (!outer.success) return outer;
  const { id, type, data } = outer.data;
  const acsType = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type;
  return z
    .object({ data: schemaOf(acsType, { id, at }) })
    .transform((event) => event.data)
    .safeParse({ data });
}

function schemaOf(acsType: string, own: { id: string; at: string }): z.ZodType<CallEvent> {
  switch (acsType) {
    case 'AnswerCallFailed': // the other name for it (section 16)
    case 'AnswerFailed':
      return common.transform((data) => ({ type: 'AnswerFailed', ...own, ...facts(data) }));
    case 'CallConnected':
    case 'CallDisconnected':
    case 'PlayStarted':
    case 'PlayCompleted':
    case 'PlayFailed':
    case 'PlayCanceled':
    case 'RecognizeCanceled':
      return common.transform((data) => ({ type: acsType, ...own, ...facts(data) }));
    case 'RecognizeCompleted':
      return recognized.transform((data) => {
        const digits = data.dtmfResult?.tones ?? '';
        return { type: acsType, ...own, ...facts(data), digits };
      });
    case 'RecognizeFailed':
      return recognized.transform((data) => {
        const digits = data.dtmfResult?.tones;
        return { type: acsType, ...own, ...facts(data), ...(digits ? { digits } : {}) };
      });
    case 'ParticipantsUpdated':
      return roster.transform((data) => {
        const participants = data.participants.map(({ identifier }) => identifier.rawId);
        const { sequenceNumber } = data;
        return { type: acsType, ...own, ...facts(data), sequenceNumber, participants };
      });
    default:
      return unknownData.transform((data) => ({ type: 'Other', ...own, ...facts(data), acsType }));
  }
}

/** Absent stays absent: an event travels as JSON, and `undefined` does not. */
function facts(data: z.output<typeof common>) {
  const { callConnectionId, operationContext, resultInformation } = data;
  const { code, subCode, message } = resultInformation ?? {};
  return {
    callConnectionId,
    ...(operationContext ? { operationContext } : {}),
    ...(code == null ? {} : { code }),
    ...(subCode == null ? {} : { subCode }),
    ...(message ? { message } : {}),
  };
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'it'}: ${issue.message}` : 'it cannot be read';
}

import * as z from 'zod';
import type { CallEvent } from '../calls/events.ts';
import { isKey, keyOfTone } from '../calls/tones.ts';

const result = z.object({
  code: z.number().nullish(),
  subCode: z.number().nullish(),
  message: z.string().nullish(),
});

/** Common to all events (ACS protocol reference, section 9.1); the service adds fields as it likes. */
const common = z.object({
  callConnectionId: z.string().min(1),
  operationContext: z.string().nullish(),
  resultInformation: result.nullish(),
});

/** An unknown tone becomes `?`: the list may grow, and a key we do not know is a wrong key (section 8). */
const tones = z
  .array(z.string())
  .transform((names) => names.map((name) => keyOfTone(name) ?? '?').join(''));

const recognized = common.extend({
  // absent for recognitions by voice, and nowhere promised for 8532
  dtmfResult: z.object({ tones: tones.nullish() }).nullish(),
  choiceResult: z.object({ label: z.string() }).nullish(),
});

const received = common.extend({
  sequenceId: z.int32().min(0), // section 8
  tone: z.string(),
});

/** The code of the telephone network, where the service passes it on (section 9.1). */
const notCreated = common.extend({
  resultInformation: result
    .extend({ sipDetails: z.object({ code: z.number().nullish() }).nullish() })
    .nullish(),
});

/** Of an event that this line does nothing with, nothing is required: it is kept, not understood. */
const unknownData = common.catch({ callConnectionId: '' });

const roster = common.extend({
  sequenceNumber: z.number(),
  participants: z.array(
    z.object({ identifier: z.object({ rawId: z.string() }), isOnHold: z.boolean().nullish() }),
  ),
});

/** Whom an event is about, where it says so: one about an invitation does not. */
const withParticipant = notCreated.extend({
  participant: z.object({ rawId: z.string() }).nullish(),
});

/**
 * Reads the `data` of an event by its type (ACS protocol reference, section 9.2), `Microsoft.Communication.` left off. `own` is
 * what our envelope adds to it.
 */
export function eventData(acsType: string, own: { id: string; at: string }): z.ZodType<CallEvent> {
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
    case 'ContinuousDtmfRecognitionToneFailed':
    case 'ContinuousDtmfRecognitionStopped':
    case 'SendDtmfTonesCompleted':
    case 'SendDtmfTonesFailed':
      return common.transform((data) => ({ type: acsType, ...own, ...facts(data) }));
    case 'RecognizeCompleted':
      return recognized.transform((data) => {
        const digits = data.dtmfResult?.tones ?? chosenKey(data.choiceResult?.label) ?? '';
        return { type: acsType, ...own, ...facts(data), digits };
      });
    case 'RecognizeFailed':
      return recognized.transform((data) => {
        const digits = data.dtmfResult?.tones;
        return { type: acsType, ...own, ...facts(data), ...(digits ? { digits } : {}) };
      });
    case 'ContinuousDtmfRecognitionToneReceived':
      return received.transform((data) => {
        const { sequenceId, tone } = data;
        return { type: acsType, ...own, ...facts(data), sequenceId, key: keyOfTone(tone) ?? '?' };
      });
    case 'CreateCallFailed':
      return notCreated.transform((data) => {
        return { type: acsType, ...own, ...facts(data), ...sipFacts(data) };
      });
    case 'ParticipantsUpdated':
      return roster.transform((data) => {
        const participants = data.participants.map(({ identifier }) => identifier.rawId);
        const held = data.participants.filter(({ isOnHold }) => isOnHold === true);
        const onHold = held.map(({ identifier }) => identifier.rawId);
        const { sequenceNumber } = data;
        return { type: acsType, ...own, ...facts(data), sequenceNumber, participants, onHold };
      });
    case 'AddParticipantSucceeded':
    case 'AddParticipantFailed':
    case 'RemoveParticipantSucceeded':
    case 'RemoveParticipantFailed':
    case 'CancelAddParticipantSucceeded':
    case 'CancelAddParticipantFailed':
    case 'HoldFailed':
      return withParticipant.transform((data) => {
        const participant = data.participant?.rawId;
        const who = participant === undefined ? {} : { participant };
        return { type: acsType, ...own, ...facts(data), ...sipFacts(data), ...who };
      });
    case 'CallTransferAccepted':
    case 'CallTransferFailed':
      return notCreated.transform((data) => {
        return { type: acsType, ...own, ...facts(data), ...sipFacts(data) };
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

function sipFacts({ resultInformation }: z.output<typeof notCreated>): { sipCode?: number } {
  const sipCode = resultInformation?.sipDetails?.code;
  return sipCode == null ? {} : { sipCode };
}

/** The choices that we offer are labelled by their keys. */
function chosenKey(label: string | undefined): string | undefined {
  return label !== undefined && isKey(label) ? label : undefined;
}

import type { CallAutomationClient, DtmfTone } from '@azure/communication-call-automation';
import type { Origin, Telephony } from '../calls/ports.ts';
import { type Key, toneName } from '../calls/tones.ts';
import { connectionOf, identifierOf, isPhoneNumber, phoneOf } from './acs-participant.ts';
import type { Deliver } from './acs-requests.ts';

type Tones = Pick<
  Telephony,
  'startContinuousDtmfRecognition' | 'stopContinuousDtmfRecognition' | 'sendDtmfTones'
>;

/**
 * The commands that follow and send keys (ACS protocol reference, sections 5 and 8). Tones of continuous recognition always go
 * to the call's own callback address; which participant they are of, only the context tells.
 */
export function toneCommands(client: CallAutomationClient, deliver: Deliver): Tones {
  const mediaOf = (origin: Origin) => connectionOf(client, origin).getCallMedia();
  return {
    startContinuousDtmfRecognition: ({ participant, operationContext, type }, origin) => {
      const media = mediaOf(origin);
      const send = () =>
        media
          .startContinuousDtmfRecognition(identifierOf(participant), { operationContext })
          .then(() => undefined);
      return deliver({ command: type, origin, isRepeatable: false, send });
    },
    stopContinuousDtmfRecognition: ({ participant, operationContext, type }, origin) => {
      const media = mediaOf(origin);
      const send = () =>
        media
          .stopContinuousDtmfRecognition(identifierOf(participant), { operationContext })
          .then(() => undefined);
      return deliver({ command: type, origin, isRepeatable: false, send });
    },
    sendDtmfTones: async ({ participant, tones, operationContext, type }, origin) => {
      if (!isPhoneNumber(participant))
        return { ok: false, code: 400, message: 'tones can only be sent to a phone number' };
      const media = mediaOf(origin);
      const send = () =>
        media
          .sendDtmfTones(wireTones(tones), phoneOf(participant), { operationContext })
          .then(() => undefined);
      return deliver({ command: type, origin, isRepeatable: false, send });
    },
  };
}

/** Keys by the names they have on the wire, in the SDK's type. */
export function wireTones(keys: readonly Key[]): DtmfTone[] {
  return keys.map((key) => toneName(key) as DtmfTone);
}

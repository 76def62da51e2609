import type { CallAutomationClient } from '@azure/communication-call-automation';
import type { Telephony } from '../calls/ports.ts';
import { audioFile } from './acs-media.ts';
import { connectionOf, identifierOf } from './acs-participant.ts';
import type { Deliver } from './acs-requests.ts';
import type { Config } from './config.ts';

/** Hold and unhold (ACS protocol reference, section 5): without repeatability, and without an event for their success. */
export function holdCommands(
  client: CallAutomationClient,
  deliver: Deliver,
  config: Config,
): Pick<Telephony, 'hold' | 'unhold'> {
  return {
    hold: ({ participant, music, operationContext, type }, origin) => {
      const media = connectionOf(client, origin).getCallMedia();
      const playSource = audioFile(config, music);
      const send = () =>
        media
          .hold(identifierOf(participant), { playSource, operationContext })
          .then(() => undefined);
      return deliver({ command: type, origin, isRepeatable: false, send });
    },
    unhold: ({ participant, operationContext, type }, origin) => {
      const media = connectionOf(client, origin).getCallMedia();
      const send = () =>
        media.unhold(identifierOf(participant), { operationContext }).then(() => undefined);
      return deliver({ command: type, origin, isRepeatable: false, send });
    },
  };
}

import type { Sent } from '../../calls/commands.ts';
import type { Telephony } from '../../calls/ports.ts';

/**
 * Stands for ACS where a test is about what is done with its answers: every request gets that of `send`, which is told what was asked.
 * What ACS really answers is shown against the emulator.
 */
export function telephonyFake(
  send: (what: string, command?: { operationContext: string }) => Promise<Sent>,
): Telephony {
  const asks = (what: string) => (command: { operationContext: string }) => send(what, command);
  return {
    answer: asks('answer'),
    createCall: asks('createCall'),
    play: asks('play'),
    recognize: asks('recognize'),
    startContinuousDtmfRecognition: asks('startContinuousDtmfRecognition'),
    stopContinuousDtmfRecognition: asks('stopContinuousDtmfRecognition'),
    sendDtmfTones: asks('sendDtmfTones'),
    hangUp: asks('hangUp'),
    addParticipant: asks('addParticipant'),
    removeParticipant: asks('removeParticipant'),
    cancelAddParticipant: asks('cancelAddParticipant'),
    hold: asks('hold'),
    unhold: asks('unhold'),
    transfer: asks('transfer'),
    reject: () => send('reject'),
    cancelAllMedia: () => send('cancelAllMedia'),
    lookUpParticipant: async () => 'unknown',
    lookUp: async () => ({ is: 'unknown' }),
  };
}

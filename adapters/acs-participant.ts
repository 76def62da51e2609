import type { CallAutomationClient, CallConnection } from '@azure/communication-call-automation';
import type { Participant } from '../calls/commands.ts';
import type { Origin } from '../calls/ports.ts';

/** A phone: `participant` is an E.164 number, or `anonymous` if withheld (ACS protocol reference, section 4). */
export function phoneOf(participant: string) {
  return {
    phoneNumber: participant,
    rawId: `4:${participant}`,
    isAnonymous: participant === 'anonymous',
  };
}

/** Somebody in a call in the SDK's words: a phone, or a user of ACS (ACS protocol reference, section 4). */
export function identifierOf(participant: Participant) {
  return participant.startsWith('8:') ? { communicationUserId: participant } : phoneOf(participant);
}

/** Whether keys can be sent there, and a call made: an E.164 number. */
export function isPhoneNumber(participant: string): boolean {
  return /^\+[1-9]\d{1,14}$/.test(participant);
}

/** The call that a command steers. Throws for one that was never answered, which is a mistake of ours. */
export function connectionOf(client: CallAutomationClient, origin: Origin): CallConnection {
  if (!origin.callConnectionId) throw new Error('a call must be answered before it can be steered');
  return client.getCallConnection(origin.callConnectionId);
}

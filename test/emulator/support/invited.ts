import type { AddParticipantOptions, CallConnection } from '@azure/communication-call-automation';
import { AGENT, INVITE } from './group.ts';
import { type Line, onTheLine } from './line.ts';

/** A call of a caller and the app, into which an agent is being called. */
export interface Invited {
  line: Line;
  call: CallConnection;
  /** Ids of the phones. */
  caller: string;
  agent: string;
  invitationId: string;
}

/** The agent is called into a call of two, and does what their number is set to do. */
export async function invited(
  behaviour: object,
  then: (invited: Invited) => Promise<void>,
  options: AddParticipantOptions = {},
): Promise<void> {
  await onTheLine(async (line) => {
    await line.behaves(AGENT, behaviour);
    const { id: caller, call } = await line.answered();
    line.receiver.posted.length = 0;
    const added = await call.addParticipant(INVITE, { operationContext: '2.0', ...options });
    const { invitationId = '' } = added;
    await then({ line, call, caller, agent: 'phone-2', invitationId });
  });
}

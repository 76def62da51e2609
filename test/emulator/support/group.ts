import type { CallConnection, CallMedia } from '@azure/communication-call-automation';
import type { EmulatorOptions } from '../../../emulator/emulator.ts';
import { CALLER, LINE, type Line, onTheLine } from './line.ts';

export const AGENT = '+15550142';
export const CALLER_ID = { phoneNumber: CALLER };
export const AGENT_ID = { phoneNumber: AGENT };
export const USER_ID = { communicationUserId: '8:acs:agent-7' };

/** How the agent is called into a call. */
export const INVITE = {
  targetParticipant: AGENT_ID,
  sourceCallIdNumber: { phoneNumber: LINE },
} as const;

export const text = (words: string) => ({ kind: 'textSource', text: words }) as const;

/** A call of three. What the app is told counts from here on. */
export interface Group {
  line: Line;
  call: CallConnection;
  media: CallMedia;
  /** Ids of their phones. */
  caller: string;
  agent: string;
}

/** Somebody is called into a call, and picks up at once. Gives the id of the phone. */
export async function joins(
  line: Line,
  call: CallConnection,
  who: { phoneNumber: string } | { communicationUserId: string } = AGENT_ID,
): Promise<string> {
  const number = 'phoneNumber' in who ? who.phoneNumber : who.communicationUserId;
  await line.behaves(number, { on: 'answer', afterMs: 0 });
  await call.addParticipant({ ...INVITE, targetParticipant: who });
  await line.passes(0.02);
  return line.served.emulator.phones.list().at(-1)?.id ?? '';
}

/** A call of a caller, an agent and the app. */
export async function inGroup(
  test: (group: Group) => Promise<void>,
  options: Partial<EmulatorOptions> = {},
): Promise<void> {
  await onTheLine(async (line) => {
    const { id: caller, call } = await line.answered();
    const agent = await joins(line, call);
    line.receiver.posted.length = 0;
    await test({ line, call, media: call.getCallMedia(), caller, agent });
  }, options);
}

/** What a phone has heard, oldest first. */
export function heard(line: Line, id: string): string[] {
  return line.phone(id).heard.map(({ content }) => content);
}

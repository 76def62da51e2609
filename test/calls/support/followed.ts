import type { Conversation } from './conversation.ts';

type Followed = 'caller' | 'agent-anna';

/** The commands of the last event, by their types. */
export const types = ({ commands }: Conversation): string[] => commands.map(({ type }) => type);

/** ACS tells of a key of the first session, by its number: what is sent then. */
export function tone(call: Conversation, who: Followed, sequenceId: number, key: string): string[] {
  const type = 'ContinuousDtmfRecognitionToneReceived';
  const operationContext = `tones:${who}:1`;
  return types(call.happens({ type, operationContext, sequenceId, key }));
}

/** The first session of somebody's keys ends by itself: what is sent then. */
export function stops(call: Conversation, who: Followed): string[] {
  const type = 'ContinuousDtmfRecognitionStopped';
  return types(call.happens({ type, operationContext: `tones:${who}:1`, subCode: 7000 }));
}

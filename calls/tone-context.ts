import type { OperationContext } from './commands.ts';

/** Whose keys are followed, and which start of it this is. */
export interface FollowedKeys {
  /** Their part in the call, `caller`: never a number, as table keys and logs hold it. */
  participant: string;
  /** Counts the starts of recognition on that participant, from 1. */
  session: number;
}

const CONTEXT = /^tones:([a-z][a-z0-9-]*):([1-9]\d{0,3})$/;

/** `tones:caller:1`: the context of a continuous recognition. Its events name no participant (ACS protocol reference, section 8). */
export function toneContext(participant: string, session: number): OperationContext {
  return `tones:${participant}:${session}`;
}

/** What `toneContext` wrote; nothing for any other text. */
export function parseToneContext(text: string | undefined): FollowedKeys | undefined {
  const [, participant, session] = CONTEXT.exec(text ?? '') ?? [];
  if (participant === undefined || session === undefined) return undefined;
  return { participant, session: Number(session) };
}

import { send } from './sending.ts';
import type { CallState, Draft, Turn } from './state.ts';

/** A part of a turn: what it makes of the state, and what it wants sent. */
export type Part = (state: CallState) => Draft;

/** A turn made of parts, in their order: each gets the state that the one before left. */
export function drafted(before: CallState, ...parts: Part[]): Draft {
  let draft: Draft = { state: before, wanted: [] };
  for (const part of parts) {
    const { state, wanted } = part(draft.state);
    draft = { state, wanted: [...draft.wanted, ...wanted] };
  }
  return draft;
}

/** A part that wants nothing sent. */
export function nothing(state: CallState): Draft {
  return { state, wanted: [] };
}

/** The draft as a turn; one that wants nothing sent is no turn of its own. */
export function sendDraft({ state, wanted }: Draft, at: string): Turn {
  return wanted.length > 0 ? send(state, wanted, at) : { state, commands: [] };
}

import type { CallState } from './state.ts';

/** Who was in the call when ACS told last. */
export interface Roster {
  /** Only for dropping older ones: it has gaps (ACS protocol reference, section 9.2). */
  sequenceNumber: number;
  /** Raw ids of who is in it, and of everyone who ever was. */
  present: string[];
  everSeen: string[];
}

/** The rawId of a participant (ACS protocol reference, section 4). */
export function rawIdOf(participant: string): string {
  return participant.startsWith('8:') ? participant : `4:${participant}`;
}

/** Whether a rawId is a participant's; a phone's may end in an asserted id: `4:+15550100_…` (section 4). */
export function isSame(rawId: string, participant: string): boolean {
  const own = rawIdOf(participant);
  return rawId === own || rawId.startsWith(`${own}_`);
}

/** Whether a participant is in a list of rawIds. */
export function isIn(rawIds: readonly string[], participant: string): boolean {
  return rawIds.some((rawId) => isSame(rawId, participant));
}

/** Whether a roster ever told that somebody is in the call: only then one without them tells that they left. */
export function wasSeen({ roster }: CallState, participant: string): boolean {
  return roster !== undefined && isIn(roster.everSeen, participant);
}

/** Whether somebody was in the call and is no longer, by the newest roster. */
export function hasGone({ roster }: CallState, participant: string): boolean {
  if (!roster || !isIn(roster.everSeen, participant)) return false;
  return !isIn(roster.present, participant);
}

/** The state that knows this roster; nothing when it is older than the one that it knows. */
export function withRoster(
  state: CallState,
  sequenceNumber: number,
  present: string[],
): CallState | undefined {
  const { roster } = state;
  if (roster && sequenceNumber <= roster.sequenceNumber) return undefined;
  return { ...state, roster: { sequenceNumber, present, everSeen: together(roster, present) } };
}

/** The state that knows who is in the call from an answer of ACS, which has no number. */
export function withPresent(state: CallState, present: string[]): CallState {
  const { roster } = state;
  const sequenceNumber = roster?.sequenceNumber ?? -1;
  return { ...state, roster: { sequenceNumber, present, everSeen: together(roster, present) } };
}

/** The state that knows that somebody is no longer in the call. */
export function withGone(state: CallState, participant: string): CallState {
  const present = state.roster?.present ?? [];
  const known = withPresent(state, [...present, rawIdOf(participant)]);
  return withPresent(
    known,
    present.filter((rawId) => !isSame(rawId, participant)),
  );
}

function together(roster: Roster | undefined, present: string[]): string[] {
  return [...new Set([...(roster?.everSeen ?? []), ...present])];
}

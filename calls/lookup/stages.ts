import { arm } from '../sending.ts';
import type { CallState, Draft, LookupStage, Position } from '../state.ts';

/** How a caller waits: nothing, then filler, then an apology with a choice; then the lookup is given up. In ms since the one before. */
const STAGE_MS: Record<Exclude<LookupStage, 'asked'> | 'stop', number> = {
  waiting: 1_000,
  sorry: 7_000,
  stop: 7_000,
};

/** The longest that a lookup may take, from its start: the sum of its stages. */
export const LOOKUP_MS = 15_000;

/** What comes after a stage. */
export const NEXT_STAGE = { waiting: 'sorry', sorry: 'stop' } as const;

/** A lookup that the caller waits for. */
export type Waiting = Position & { lookup: NonNullable<Position['lookup']> };

/** The lookup that the caller waits for now; nothing when they wait for none. */
export function waitingFor({ position, phase }: CallState): Waiting | undefined {
  if (phase !== 'talking' || !position?.lookup) return undefined;
  return { ...position, lookup: position.lookup };
}

/** Arms the deadline at which a stage begins. `waitedMs`: what has passed of the stage before it. */
export function armStage(
  before: CallState,
  lookup: number,
  stage: keyof typeof STAGE_MS,
  waitedMs = 0,
): Draft {
  const ms = Math.max(0, STAGE_MS[stage] - waitedMs);
  const { state, wanted } = arm(before, { what: 'lookup', lookup, stage }, ms);
  return { state, wanted: [wanted] };
}

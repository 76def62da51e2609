import { drafted, sendDraft } from '../drafting.ts';
import type { LookupStep } from '../flow.ts';
import { secondsBetween } from '../iso-time.ts';
import { nextNumber } from '../key-stream.ts';
import { silenced } from '../silenced.ts';
import type { CallState, Position, Turn } from '../state.ts';
import { cutOff, followed } from '../walking.ts';
import { armStage } from './stages.ts';

/**
 * The back end is asked, beside the call: its answer comes as an event. What still plays or listens is cut off, and nothing is said
 * until a second has passed; of it goes what the caller has waited already, where another lookup came right before this one.
 */
export function startLookup(
  before: CallState,
  step: LookupStep,
  position: Position,
  at: string,
): Turn {
  const lookup = (before.lookups ?? 0) + 1;
  const turn = before.turn + 1;
  const silentSince = before.position?.lookup?.silentSince ?? at;
  const draft = drafted(
    before,
    (state) => silenced(cutOff(state)),
    (state) => followed(state, false),
    (state) => ({
      state: {
        ...state,
        lookups: lookup,
        position: {
          ...position,
          turn,
          keysFrom: nextNumber(state.stream),
          lookup: { id: lookup, stage: 'asked', silentSince },
        },
      },
      wanted: [
        {
          type: 'startLookup',
          lookup,
          endpoint: step.lookup,
          send: sent(step, state),
          keep: step.keep,
          when: step.when,
        },
      ],
    }),
    (state) =>
      armStage(state, lookup, 'waiting', Math.round(secondsBetween(silentSince, at) * 1_000)),
  );
  return sendDraft(draft, at);
}

/** What goes along; what was never kept is left out. */
function sent({ send }: LookupStep, { collected, looked = {} }: CallState): Record<string, string> {
  const known = { ...collected, ...looked };
  return Object.fromEntries(
    send.flatMap((name) => {
      const value = known[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

import { missing } from './key-stream.ts';
import { addTone, note } from './recording.ts';
import type { CallState } from './state.ts';

/** Reports the numbers that are missing, up to one of them or all, as rows of their own and in the timeline. */
export function reportGaps(
  before: CallState,
  at: string,
  upTo = Number.MAX_SAFE_INTEGER,
): CallState {
  const { stream } = before;
  if (!stream) return before;
  const holes = missing(stream).filter((number) => number <= upTo);
  if (holes.length === 0) return before;
  const { session } = stream;
  let state: CallState = { ...before, stream: { ...stream, gaps: [...stream.gaps, ...holes] } };
  for (const sequenceId of holes) {
    state = addTone(state, { participant: 'caller', session, sequenceId, kind: 'gap', at });
    const words = `key number ${sequenceId} never came`;
    const data = { session, sequenceId };
    state = note(state, { at, kind: 'decision', type: 'gap', words, data });
  }
  return state;
}

import { missing } from './key-stream.ts';
import { addTone, note } from './recording.ts';
import type { CallState, KeyOwner } from './state.ts';
import { labelOf, streamOf, withStream } from './streams.ts';

/** Reports the numbers that are missing, up to one of them or all, as rows of their own and in the timeline. */
export function reportGaps(
  before: CallState,
  at: string,
  of: KeyOwner = 'caller',
  upTo = Number.MAX_SAFE_INTEGER,
): CallState {
  const stream = streamOf(before, of);
  const participant = labelOf(before, of);
  if (!stream || !participant) return before;
  const holes = missing(stream).filter((number) => number <= upTo);
  if (holes.length === 0) return before;
  const { session } = stream;
  let state = withStream(before, of, { ...stream, gaps: [...stream.gaps, ...holes] });
  for (const sequenceId of holes) {
    state = addTone(state, { participant, session, sequenceId, kind: 'gap', at });
    const words =
      of === 'caller'
        ? `key number ${sequenceId} never came`
        : `key number ${sequenceId} of ${participant} never came`;
    const data = { session, sequenceId };
    state = note(state, { at, kind: 'decision', type: 'gap', words, data });
  }
  return state;
}

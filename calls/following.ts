import { newStream } from './key-stream.ts';
import type { CallState, Draft, KeyOwner } from './state.ts';
import { labelOf, participantOf, streamOf, withStream } from './streams.ts';
import { toneContext } from './tone-context.ts';

/** Continuous recognition that ends by itself is started again so often. */
const RESTARTS = 3;

/**
 * Starts following somebody's keys: with a new session, since numbers may start anew. Nothing to send when we follow them, or
 * when it failed too often.
 */
export function startFollowing(before: CallState, of: KeyOwner = 'caller'): Draft {
  const stream = streamOf(before, of);
  const restarts = stream?.restarts ?? 0;
  const session = (stream?.session ?? 0) + 1;
  const [label, participant] = [labelOf(before, of), participantOf(before, of)];
  if (stream?.isOn || restarts > RESTARTS || !label || !participant) {
    return { state: before, wanted: [] };
  }
  const state = withStream(before, of, newStream(session, restarts));
  const operationContext = toneContext(label, session);
  const type = 'startContinuousDtmfRecognition';
  return { state, wanted: [{ type, operationContext, participant, isOptional: true }] };
}

/** Stops following the caller's keys; nothing to send when we do not follow them. */
export function stopFollowing(before: CallState, isOptional: boolean): Draft {
  const { stream } = before;
  const participant = participantOf(before, 'caller');
  if (!stream?.isOn || !participant) return { state: before, wanted: [] };
  const state = { ...before, stream: { ...stream, isOn: false } };
  const operationContext = toneContext('caller', stream.session);
  const type = 'stopContinuousDtmfRecognition';
  return { state, wanted: [{ type, operationContext, participant, isOptional }] };
}

import type { Wanted } from './asking.ts';
import { newStream } from './key-stream.ts';
import type { CallState } from './state.ts';
import { toneContext } from './tone-context.ts';

/** Continuous recognition that ends by itself is started again so often. */
const RESTARTS = 3;

/**
 * Starts following the caller's keys: with a new session, since numbers may start anew. Nothing to send when we follow them, or
 * when it failed too often.
 */
export function startFollowing(before: CallState): { state: CallState; wanted: Wanted[] } {
  const restarts = before.stream?.restarts ?? 0;
  if (before.stream?.isOn || restarts > RESTARTS) return { state: before, wanted: [] };
  const session = (before.stream?.session ?? 0) + 1;
  const state = { ...before, stream: newStream(session, restarts) };
  const participant = otherSide(before);
  const operationContext = toneContext('caller', session);
  const type = 'startContinuousDtmfRecognition';
  return { state, wanted: [{ type, operationContext, participant, isOptional: true }] };
}

/** Stops following the caller's keys; nothing to send when we do not follow them. */
export function stopFollowing(
  before: CallState,
  isOptional: boolean,
): { state: CallState; wanted: Wanted[] } {
  const { stream } = before;
  if (!stream?.isOn) return { state: before, wanted: [] };
  const state = { ...before, stream: { ...stream, isOn: false } };
  const participant = otherSide(before);
  const operationContext = toneContext('caller', stream.session);
  const type = 'stopContinuousDtmfRecognition';
  return { state, wanted: [{ type, operationContext, participant, isOptional }] };
}

/** The number at the other end: who called, or whom we called. */
export function otherSide({ call }: CallState): string {
  return call.direction === 'outbound' ? call.to : call.from;
}

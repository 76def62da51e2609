import type { Flow } from '../flow.ts';
import { startFollowing } from '../following.ts';
import { settledForGood } from '../key-stream.ts';
import { queueNamed, waitingOf, withWaiting } from '../queue/waiting.ts';
import type { CallState, Draft } from '../state.ts';
import type { Key } from '../tones.ts';

/** The key with which a caller in this line asks to be called back, if there is one. */
function keyOf(flow: Flow, state: CallState): Key | undefined {
  const queue = waitingOf(state);
  return queue && queueNamed(flow, queue.spot.queue).callback?.key;
}

/**
 * From here on, when the first words are over, the key leads out of the line: what was pressed before was for something else. No
 * recognition is open while a caller waits, so what comes is of none. Keys that are not followed, as a secret entry came before, are now.
 */
export function heedKey(flow: Flow, before: CallState): Draft {
  const queue = waitingOf(before);
  const isHeeded = queue?.heedsKey && before.stream?.isOn;
  if (!queue || isHeeded || keyOf(flow, before) === undefined) return { state: before, wanted: [] };
  const { state, wanted } = startFollowing(before);
  const stream = state.stream && settledForGood(state.stream);
  return { state: withWaiting({ ...state, stream }, { ...queue, heedsKey: true }), wanted };
}

/**
 * The numbers of the keys that would lead out of the line, if they are of no recognition. While the caller is offered to an agent
 * none is heeded: they are about to be served. Nor does one whose wait is over leave it a second time.
 */
export function callbackKeys(flow: Flow, state: CallState): number[][] {
  const { escalation, stream, phase } = state;
  const isHeeded = waitingOf(state)?.heedsKey && !escalation?.isGivenUp;
  if (!stream || !isHeeded || phase !== 'talking') return [];
  const key = keyOf(flow, state);
  return Object.entries(stream.keys)
    .filter(([, pressed]) => pressed === key)
    .map(([number]) => [Number(number)]);
}

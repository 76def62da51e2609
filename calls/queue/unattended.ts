import { escalationOf } from '../escalation/escalation.ts';
import { giveUp } from '../escalation/giving-up.ts';
import type { QueuePlaced } from '../events.ts';
import type { Flow } from '../flow.ts';
import type { CallState, Turn } from '../state.ts';
import { leaveQueue } from './exits.ts';
import { noteExit, waitingOf, withWaiting } from './waiting.ts';
import { afterQueuePlace } from './waiting-on.ts';

/**
 * The caller's place was looked for. Where nobody is on duty any more there is none to tell, as no wait can be told; when that is so at
 * the next announcement as well, they leave: agents may be away for a moment, and nobody waits for nobody.
 */
export function afterQueueLook(flow: Flow, before: CallState, event: QueuePlaced): Turn {
  const { place, at } = event;
  const queue = waitingOf(before);
  if (!queue || !place) return afterQueuePlace(flow, before, event);
  const { isUnattended: wasUnattended, ...attended } = queue;
  if (!place.isUnattended) return afterQueuePlace(flow, withWaiting(before, attended), event);
  const { offer, isPrompting, isGivenUp } = escalationOf(before);
  if (wasUnattended && !offer && !isPrompting && !isGivenUp)
    return giveUp(flow, leaveQueue(noteExit(before, 'nobody-on-duty', at)), at);
  const state = withWaiting(before, { ...queue, isUnattended: true });
  return afterQueuePlace(flow, state, { ...event, place: undefined });
}

import { callbackToken } from './callback-token.ts';
import { type CallEvent, type CloudEvent, cloudEvent } from './cloud-event.ts';
import { gathered, swapped } from './disorder.ts';
import type { Call } from './entities.ts';
import { strikes } from './faults.ts';
import { guid } from './ids.ts';
import { post } from './outbound.ts';
import { afterResponse, soon } from './soon.ts';
import type { World } from './world.ts';

/**
 * Tells the app of `event`, in an array of one, to the URL of the operation or else of the call. Each delivery has its
 * own instant on the clock and a fresh token, and is not tried again: what the service does is not published (ACS
 * protocol reference, section 12). The `callbacks` faults bend this.
 */
export function emit(world: World, call: Call, event: CallEvent): void {
  const url = event.callbackUri ?? call.callbackUri;
  const cloud = cloudEvent(call, event, world.clock.now());
  const faults = applying(world, event.type);
  if (faults.lose === true || (faults.lose && call.random.next() < faults.lose)) return;

  const send = (events: CloudEvent[]) => deliver(world, call, url, events);
  for (let copy = 0; copy < (faults.copies ?? 1); copy += 1) {
    if (faults.beforeResponse) soon(world, call, () => send([cloud]));
    else if (faults.delayMs) world.clock.after(faults.delayMs, () => send([cloud]));
    else if (faults.batch) gathered(world, call, { url, size: faults.batch, event: cloud, send });
    else if (faults.reorder) swapped(world, call, () => send([cloud]));
    else afterResponse(world, call, () => send([cloud]));
  }
}

function applying(world: World, type: string): NonNullable<World['faults']['callbacks']> {
  const faults = world.faults.callbacks;
  if (!faults || (faults.types && !faults.types.includes(type))) return {};
  return strikes(faults) ? faults : {};
}

async function deliver(world: World, call: Call, url: string, events: CloudEvent[]): Promise<void> {
  if (world.closed) return;
  const token = await callbackToken(world.endpoint, world.clock.now(), {
    id: guid(call.random),
    fault: world.faults.token,
    rotated: world.faults.rotateKeys,
  });
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  await post(world, { kind: 'callback', url, headers, attempt: 1, events });
}

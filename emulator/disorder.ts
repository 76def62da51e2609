import type { CloudEvent } from './cloud-event.ts';
import type { Call } from './entities.ts';
import { soon } from './soon.ts';
import type { World } from './world.ts';

/** How long an event waits for the one that is to overtake it, or for its batch to fill. */
const WAIT_MS = 500;

type Send = () => Promise<void>;
interface Held {
  send: Send;
  cancel: () => void;
}
interface Batch {
  events: CloudEvent[];
  cancel: () => void;
}

const held = new WeakMap<Call, Held>();
const batches = new WeakMap<Call, Map<string, Batch>>();

/** The `reorder` fault: of every two events of a call the second one overtakes the first. */
export function swapped(world: World, call: Call, send: Send): void {
  const first = held.get(call);
  if (!first) {
    const cancel = world.clock.after(WAIT_MS, () => {
      held.delete(call);
      return send();
    });
    held.set(call, { send, cancel });
    return;
  }
  held.delete(call);
  first.cancel();
  soon(world, call, send);
  soon(world, call, first.send);
}

/** The `batch` fault: events for one URL go out `size` at a time, or what there is after half a second. */
export function gathered(
  world: World,
  call: Call,
  one: {
    url: string;
    size: number;
    event: CloudEvent;
    send: (events: CloudEvent[]) => Promise<void>;
  },
): void {
  const open = batches.get(call) ?? new Map<string, Batch>();
  batches.set(call, open);
  const batch = open.get(one.url) ?? { events: [], cancel: () => {} };
  batch.events.push(one.event);
  open.set(one.url, batch);

  const sendAll = () => {
    open.delete(one.url);
    return one.send(batch.events);
  };
  if (batch.events.length === 1) batch.cancel = world.clock.after(WAIT_MS, sendAll);
  if (batch.events.length < one.size) return;
  batch.cancel();
  open.delete(one.url);
  soon(world, call, sendAll);
}

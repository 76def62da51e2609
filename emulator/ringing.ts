import type { PhoneRecord, Ringing } from './entities.ts';
import { callNotFound } from './errors.ts';
import { announce } from './event-grid.ts';
import { display, type Identifier, phone } from './identifiers.ts';
import { guid, incomingCallContext, serverCallId } from './ids.ts';
import { addPhone, CANCELLED, endPhone, startTalking } from './phones.ts';
import { randomOfCall } from './random.ts';
import { ring } from './rung-phones.ts';
import type { World } from './world.ts';

/** How long a phone rings before its caller gives up (ACS protocol reference, section 11.2). */
const RINGS_MS = 30_000;

/** A phone rings a number that leads to an app. */
export function placeCall(
  world: World,
  call: { from: string; to: string; customContext?: object | undefined },
): PhoneRecord {
  const caller = addPhone(world, { number: call.from, other: call.to, direction: 'caller' });
  caller.stopTimer = world.clock.after(RINGS_MS, () => endPhone(world, caller, CANCELLED));
  world.store.lineNumbers.add(call.to);
  ringApp(world, caller, phone(call.to), call.to, call.customContext);
  return caller;
}

/** Rings the app behind `to`, with a context of its own. */
function ringApp(
  world: World,
  caller: PhoneRecord,
  to: Identifier,
  firstDialled: string,
  customContext?: object,
): void {
  world.store.ringCount += 1;
  const random = randomOfCall(world.seed, world.store.ringCount);
  const ringing: Ringing = {
    context: incomingCallContext(random),
    phoneId: caller.id,
    from: phone(caller.number),
    to,
    firstDialled,
    serverCallId: serverCallId(random),
    correlationId: guid(random),
    random,
    ...(customContext ? { customContext } : {}),
  };
  world.store.ringing.set(ringing.context, ringing);
  announce(world, ringing);
}

/** Uses up a context. 404/8522 for one that is unknown, used, or whose caller has given up. */
export function takeRinging(
  world: World,
  context: string,
): { ringing: Ringing; caller: PhoneRecord } {
  const ringing = world.store.ringing.get(context);
  const caller = ringing && world.store.phones.get(ringing.phoneId);
  if (!ringing || !caller) throw callNotFound();
  world.store.ringing.delete(context);
  return { ringing, caller };
}

/** Sends a ringing caller on: to an app if one is behind `target`, else to a phone. */
export function redirectTo(
  world: World,
  from: { ringing: Ringing; caller: PhoneRecord },
  target: Identifier,
): void {
  const { ringing, caller } = from;
  caller.other = display(target);
  if (target.kind === 'phoneNumber' && !world.store.lineNumbers.has(target.value)) {
    ringPhone(world, caller, target.value);
    return;
  }
  ringApp(world, caller, target, ringing.firstDialled, ringing.customContext);
}

/** Rings the phone of `number`: the two talk without an app between them. */
function ringPhone(world: World, caller: PhoneRecord, number: string): void {
  const called = addPhone(world, { number, other: caller.number, direction: 'called' });
  called.peerIds = [caller.id];
  caller.peerIds = [called.id];
  ring(world, called, {
    pickedUp() {
      startTalking(world, caller);
      startTalking(world, called);
    },
    refused: ({ person }) => endPhone(world, called, person),
  });
}

import { BUSY_HERE, type CallFailure, DECLINED } from './call-failures.ts';
import { callOf, connectCall, failCall } from './calls.ts';
import type { NumberBehaviour, PhoneRecord } from './entities.ts';
import { followScript } from './ivr.ts';
import { BUSY, type End, endPhone, REFUSED, startTalking } from './phones.ts';
import type { World } from './world.ts';

const UNKNOWN_NUMBER: NumberBehaviour = { on: 'ring', afterMs: 0 };

/** A phone that rings does in time what its number is set to do. Returns what keeps it from that. */
export function actAsSet(world: World, called: PhoneRecord): () => void {
  const behaviour = world.store.numbers.get(called.number) ?? UNKNOWN_NUMBER;
  return world.clock.after(behaviour.afterMs, () => act(world, called, behaviour));
}

function act(world: World, called: PhoneRecord, behaviour: NumberBehaviour): void {
  if (behaviour.on === 'busy') refuse(world, called, { app: BUSY_HERE, person: BUSY });
  if (behaviour.on === 'decline') decline(world, called);
  if (behaviour.on === 'answer' || behaviour.on === 'ivr') pickUp(world, called);
  if (behaviour.on === 'ivr') followScript(world, called, behaviour.script);
}

/** A person picks up a phone that was called. */
export function pickUp(world: World, called: PhoneRecord): void {
  const call = callOf(world, called);
  if (call) {
    connectCall(world, call, called);
    return;
  }
  const caller = called.peerId ? world.store.phones.get(called.peerId) : undefined;
  if (caller) startTalking(world, caller);
  startTalking(world, called);
}

/** A person presses the call away. */
export function decline(world: World, called: PhoneRecord): void {
  refuse(world, called, { app: DECLINED, person: REFUSED });
}

/** What an app is told, or the person who calls. */
function refuse(world: World, called: PhoneRecord, why: { app: CallFailure; person: End }): void {
  const call = callOf(world, called);
  if (call) failCall(world, call, why.app);
  else endPhone(world, called, why.person);
}

import { BUSY_HERE, type CallFailure, DECLINED, NO_ANSWER } from './call-failures.ts';
import type { NumberBehaviour, PhoneRecord } from './entities.ts';
import { followScript } from './ivr.ts';
import { hangUp } from './leaving.ts';
import { BUSY, CANCELLED, type End, endPhone, REFUSED } from './phones.ts';
import type { World } from './world.ts';

/** How long a phone rings for an app before the network gives up, in ms. */
export const RINGS_MS = 60_000;

/** Who rings a phone, and is told once what comes of it. */
export interface Ring {
  /** After this the phone is to talk. */
  pickedUp(): void;
  /** Busy, declined or not answered in time. After this the phone is to be ended. */
  refused(why: Refusal): void;
}

/** What an app is told, or the person who calls. */
export interface Refusal {
  app: CallFailure;
  person: End;
}

const UNKNOWN_NUMBER: NumberBehaviour = { on: 'ring', afterMs: 0 };

/**
 * A phone is rung: it does in time what its number is set to do, or what a person does with it by hand. `givesUpAfterMs`: when
 * whoever rings it gives up, if ever.
 */
export function ring(world: World, called: PhoneRecord, by: Ring, givesUpAfterMs?: number): void {
  const behaviour = behaviourOf(world, called);
  const unanswered = () => by.refused({ app: NO_ANSWER, person: CANCELLED });
  const stopWaiting =
    givesUpAfterMs === undefined ? () => {} : world.clock.after(givesUpAfterMs, unanswered);
  const stopActing = world.clock.after(behaviour.afterMs, () => act(world, called, behaviour));
  called.ring = by;
  called.stopTimer = () => {
    stopWaiting();
    stopActing();
  };
}

function behaviourOf(world: World, called: PhoneRecord): NumberBehaviour {
  return world.store.numbers.get(called.number) ?? UNKNOWN_NUMBER;
}

function act(world: World, called: PhoneRecord, behaviour: NumberBehaviour): void {
  switch (behaviour.on) {
    case 'busy':
      called.ring?.refused({ app: BUSY_HERE, person: BUSY });
      break;
    case 'decline':
      decline(world, called);
      break;
    case 'voicemail':
      takeMessage(called);
      break;
    case 'answer':
      pickUp(called);
      break;
    case 'ivr':
      pickUp(called);
      followScript(world, called, behaviour.script);
      break;
    case 'ring':
      break;
  }
}

/** A phone that is rung is picked up. */
export function pickUp(called: PhoneRecord): void {
  called.ring?.pickedUp();
}

/** A person presses the call away. The voicemail of their network may then pick up, which nobody at the other end can tell. */
export function decline(world: World, called: PhoneRecord): void {
  const behaviour = behaviourOf(world, called);
  if (behaviour.on === 'decline' && behaviour.thenVoicemail) takeMessage(called);
  else called.ring?.refused({ app: DECLINED, person: REFUSED });
}

function takeMessage(called: PhoneRecord): void {
  called.voicemail = true;
  pickUp(called);
}

/** A person puts a phone down, whether it rings or talks; one that an app rings is pressed away by that. */
export function putDown(world: World, phone: PhoneRecord): void {
  if (phone.ring && phone.callConnectionId) decline(world, phone);
  else if (phone.state === 'ringing' && !phone.callConnectionId) endPhone(world, phone, CANCELLED);
  else hangUp(world, phone);
}

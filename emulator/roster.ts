import { emit } from './callbacks.ts';
import type { Call, Participant, PhoneRecord } from './entities.ts';
import { wireParticipant } from './formatters.ts';
import { phonesById } from './phones.ts';
import type { World } from './world.ts';

/** The phones of these participants; the app itself has none. */
export function phonesOf(
  world: World,
  participants: Pick<Participant, 'phoneId'>[],
): PhoneRecord[] {
  return phonesById(
    world,
    participants.flatMap(({ phoneId }) => phoneId ?? []),
  );
}

/** `ParticipantsUpdated`: who is in the call now. */
export function tellParticipants(world: World, call: Call): void {
  emit(world, call, {
    type: 'ParticipantsUpdated',
    data: {
      participants: call.participants.map(wireParticipant),
      sequenceNumber: call.rosterSequence,
    },
    result: { code: 200, subCode: 0, message: '' },
  });
  // Numbers only grow, with gaps (ACS protocol reference, section 9.2).
  call.rosterSequence += call.random.integer(1, 3);
}

/**
 * Tells an app two things of which either may come first: of the roster and what changed it this was observed (ACS protocol
 * reference, section 9.2).
 */
export function inAnyOrder(call: Call, ...tells: [() => void, () => void]): void {
  if (call.random.next() < 0.5) tells.reverse();
  for (const tell of tells) tell();
}

import type { Call, PhoneRecord } from '../entities.ts';
import { phonesOf } from '../roster.ts';
import type { World } from '../world.ts';
import type { MediaOperation } from './operation.ts';

/**
 * The phones that hear an operation as things are now: everyone on the main leg, those it is for on the sub leg. One on hold
 * hears only the music of its hold; that it hears the rest too is the other reading, and a switch (ACS protocol reference,
 * section 17).
 */
export function audience(
  world: World,
  call: Call,
  { leg, phoneIds }: Pick<MediaOperation, 'leg' | 'phoneIds'>,
): PhoneRecord[] {
  const { heldHearsPlay = false } = world.faults;
  return phonesOf(
    world,
    call.participants.filter(
      ({ phoneId = '', isOnHold }) =>
        (leg === 'main' || phoneIds.includes(phoneId)) && (heldHearsPlay || !isOnHold),
    ),
  );
}

import { runningCall } from '../calls.ts';
import type { Call, Participant, PhoneRecord } from '../entities.ts';
import { ApiError, invalid } from '../errors.ts';
import { type Identifier, rawId } from '../identifiers.ts';
import { phonesOf } from '../roster.ts';
import type { World } from '../world.ts';

/** The call of that id once it is connected; before, 400/8501. */
export function establishedCall(world: World, id: string | undefined): Call {
  const call = runningCall(world, id);
  if (call.state !== 'connected') throw new ApiError(400, '8501', 'The call is not established.');
  return call;
}

/** Who `identifier` is in this call; 404/8522 for somebody who is not in it. */
export function participant(call: Call, identifier: Identifier): Participant {
  const wanted = rawId(identifier);
  const found = call.participants.find((one) => rawId(one.identifier) === wanted);
  if (!found) throw new ApiError(404, '8522', 'Participant not found.');
  return found;
}

/** The phone of a participant; 400/8523 for the app itself, `field` being where it was named. */
export function phoneOf(
  world: World,
  call: Call,
  identifier: Identifier,
  field: string,
): PhoneRecord {
  const [phone] = phonesOf(world, [participant(call, identifier)]);
  if (!phone) throw invalid(field, 'the app itself has no phone.');
  return phone;
}

/** As whom the app takes part. */
export function appOf(call: Call): Identifier {
  const app = call.participants.find(({ phoneId }) => phoneId === undefined);
  return app?.identifier ?? call.source;
}

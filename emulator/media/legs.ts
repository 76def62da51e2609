import { emit } from '../callbacks.ts';
import type { Call } from '../entities.ts';
import { ApiError } from '../errors.ts';
import type { World } from '../world.ts';
import type { MediaOperation } from './operation.ts';

/** What is about to run, as far as legs are concerned. */
export type Place = Pick<MediaOperation, 'leg' | 'phoneIds'>;

/** Puts an operation at the end of its leg's queue; it runs when what is before it is over. */
export function enqueue(world: World, call: Call, operation: MediaOperation): void {
  call.operations.push(operation);
  startNext(world, call);
}

/**
 * Whether two operations share a leg. A call has one sub leg (ACS protocol reference, section 7); that each participant has one
 * of their own is the other reading, and a switch (section 17).
 */
function shareLeg(world: World, one: Place, other: Place): boolean {
  if (one.leg !== other.leg) return false;
  if (one.leg === 'main' || !world.faults.subLegPerParticipant) return true;
  return one.phoneIds.some((id) => other.phoneIds.includes(id));
}

/** 412/8583 while anything runs on the sub leg of this phone (ACS protocol reference, section 7). */
export function refuseBusyLeg(world: World, call: Call, phoneIds: string[]): void {
  const place: Place = { leg: 'sub', phoneIds };
  if (!call.operations.some((operation) => shareLeg(world, operation, place))) return;
  throw new ApiError(412, '8583', 'Another media operation runs for a participant.');
}

/** For a new operation: cancels what its leg is busy with, or lets it wait on the main leg and refuses it on a busy sub leg. */
export function makeRoom(world: World, call: Call, place: Place, interrupt: boolean): void {
  if (interrupt) cancel(world, call, place);
  else if (place.leg === 'sub') refuseBusyLeg(world, call, place.phoneIds);
}

/** Takes an operation off its leg and starts the next one. */
export function finished(world: World, call: Call, operation: MediaOperation): void {
  remove(call, operation);
  startNext(world, call);
}

/** How a cancelled operation is told. There is no event for cancelled tones: as what they are told is unverified. */
const CANCELLED = {
  play: 'PlayCanceled',
  recognize: 'RecognizeCanceled',
  sendTones: 'SendDtmfTonesFailed',
};

const FAILED = {
  play: 'PlayFailed',
  recognize: 'RecognizeFailed',
  sendTones: 'SendDtmfTonesFailed',
};

/** Cancels what runs and what waits, on one leg or on all, and tells the app (400/8508). */
export function cancel(world: World, call: Call, place?: Place): void {
  const operations = call.operations.filter(
    (operation) => !place || shareLeg(world, operation, place),
  );
  for (const operation of operations) {
    stop(call, operation);
    tell(world, call, operation, CANCELLED, {
      subCode: 8508,
      message: 'Action failed, the operation was cancelled.',
    });
  }
}

/** A phone has left the call: what was for it alone fails (400/8558), all else goes on. */
export function abandon(world: World, call: Call, phoneId: string): void {
  const operations = call.operations.filter(({ phoneIds }) => phoneIds.includes(phoneId));
  for (const operation of operations) {
    operation.phoneIds = operation.phoneIds.filter((id) => id !== phoneId);
    if (operation.phoneIds.length > 0) continue;
    stop(call, operation);
    tell(world, call, operation, FAILED, {
      subCode: 8558,
      message: 'Action failed, the participant is not in the call.',
    });
  }
  startNext(world, call);
}

function stop(call: Call, operation: MediaOperation): void {
  remove(call, operation);
  operation.stop();
}

function tell(
  world: World,
  call: Call,
  { kind, operationContext, callbackUri }: MediaOperation,
  types: Record<MediaOperation['kind'], string>,
  why: { subCode: number; message: string },
): void {
  const result = { code: 400, ...why };
  emit(world, call, { type: types[kind], operationContext, callbackUri, result });
}

/** Somebody has joined, left, or is on hold or no longer: who hears what runs may be others now. */
export function tune(call: Call): void {
  for (const operation of call.operations) operation.tune?.();
}

/** Ends all media of a call without a word: the call is over. */
export function silence(call: Call): void {
  for (const operation of call.operations.splice(0)) operation.stop();
}

/** A key was pressed at a phone: whether anything that runs took it. */
export function takeKey(call: Call, phoneId: string, key: string): boolean {
  return call.operations.some(
    (operation) => operation.state === 'running' && operation.takeKey?.(phoneId, key) === true,
  );
}

function remove(call: Call, operation: MediaOperation): void {
  const at = call.operations.indexOf(operation);
  if (at >= 0) call.operations.splice(at, 1);
}

function startNext(world: World, call: Call): void {
  const first = call.operations.filter(
    (operation, at, all) => !all.slice(0, at).some((before) => shareLeg(world, before, operation)),
  );
  for (const operation of first) {
    if (operation.state !== 'queued') continue;
    operation.state = 'running';
    operation.start();
  }
}

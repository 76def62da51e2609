import { emit } from '../callbacks.ts';
import type { Call } from '../entities.ts';
import { ApiError } from '../errors.ts';
import type { World } from '../world.ts';
import type { MediaOperation } from './operation.ts';

/** Puts an operation at the end of its leg's queue; it runs when what is before it is over. */
export function enqueue(call: Call, operation: MediaOperation): void {
  call.operations.push(operation);
  startNext(call, operation.leg);
}

/** 412/8583 while anything runs or waits on the sub leg (ACS protocol reference, section 7). */
export function refuseBusyLeg(call: Call): void {
  if (call.operations.every(({ leg }) => leg !== 'sub')) return;
  throw new ApiError(412, '8583', 'Another media operation runs for a participant.');
}

/** For a new operation: cancels what its leg is busy with, or lets it wait on the main leg and refuses it on a busy sub leg. */
export function makeRoom(
  world: World,
  call: Call,
  leg: MediaOperation['leg'],
  interrupt: boolean,
): void {
  if (interrupt) cancel(world, call, leg);
  else if (leg === 'sub') refuseBusyLeg(call);
}

/** Takes an operation off its leg and starts the next one. */
export function finished(call: Call, operation: MediaOperation): void {
  remove(call, operation);
  startNext(call, operation.leg);
}

/** How a cancelled operation is told. There is no event for cancelled tones: as what they are told is unverified. */
const CANCELLED = {
  play: 'PlayCanceled',
  recognize: 'RecognizeCanceled',
  sendTones: 'SendDtmfTonesFailed',
};

/** Cancels what runs and what waits, on one leg or on all, and tells the app (400/8508). */
export function cancel(world: World, call: Call, leg?: MediaOperation['leg']): void {
  const operations = call.operations.filter((operation) => !leg || operation.leg === leg);
  for (const operation of operations) {
    remove(call, operation);
    operation.stop();
    emit(world, call, {
      type: CANCELLED[operation.kind],
      operationContext: operation.operationContext,
      callbackUri: operation.callbackUri,
      result: { code: 400, subCode: 8508, message: 'Action failed, the operation was cancelled.' },
    });
  }
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

function startNext(call: Call, leg: MediaOperation['leg']): void {
  const first = call.operations.find((operation) => operation.leg === leg);
  if (first?.state !== 'queued') return;
  first.state = 'running';
  first.start();
}

import { runningCall } from '../calls.ts';
import { ApiError } from '../errors.ts';
import { wireCall, wireParticipant } from '../formatters.ts';
import { rawId } from '../identifiers.ts';
import { terminate as endForEveryone, hangUpApp } from '../leaving.ts';
import type { Handler } from './handler.ts';

export const getCall: Handler = (world, { params }) => {
  return { status: 200, body: wireCall(runningCall(world, params.callConnectionId)) };
};

/** `hangUp(false)`: the app leaves. */
export const hangUp: Handler = (world, { params }) => {
  hangUpApp(world, runningCall(world, params.callConnectionId));
  return { status: 204 };
};

/** `hangUp(true)`: the call is over for everyone. */
export const terminate: Handler = (world, { params }) => {
  endForEveryone(world, runningCall(world, params.callConnectionId));
  return { status: 204 };
};

export const listParticipants: Handler = (world, { params }) => {
  const call = runningCall(world, params.callConnectionId);
  return { status: 200, body: { value: call.participants.map(wireParticipant) } };
};

export const getParticipant: Handler = (world, { params }) => {
  const call = runningCall(world, params.callConnectionId);
  const participant = call.participants.find(
    ({ identifier }) => rawId(identifier) === params.rawId,
  );
  if (!participant) throw new ApiError(404, '8522', 'Participant not found.');
  return { status: 200, body: wireParticipant(participant) };
};

import { checkSignature } from './access-key.ts';
import type { RecordedRequest } from './entities.ts';
import { ApiError, notBuiltYet } from './errors.ts';
import { strikes } from './faults.ts';
import { type FoundOperation, findOperation, type OperationName } from './operations.ts';
import { masked } from './outbound.ts';
import { asResponse, type Reply, refusal } from './reply.ts';
import { answer, redirect, reject } from './routes/answering.ts';
import { getCall, getParticipant, hangUp, listParticipants, terminate } from './routes/calls.ts';
import { createCall } from './routes/create-call.ts';
import type { ApiRequest, Handler } from './routes/handler.ts';
import { hold, unhold } from './routes/hold.ts';
import { cancelAllMediaOperations, play, recognize } from './routes/media.ts';
import {
  addParticipant,
  cancelAddParticipant,
  muteParticipant,
  removeParticipant,
} from './routes/participants.ts';
import {
  sendDtmfTones,
  startContinuousDtmfRecognition,
  stopContinuousDtmfRecognition,
} from './routes/tones.ts';
import { transferToParticipant } from './routes/transfer.ts';
import { beforeResponse } from './soon.ts';
import { forgetOld, remember } from './store.ts';
import { isoNow, type World } from './world.ts';

/** The api-version of a request that names none. */
const API_VERSION = '2026-03-12';

const HANDLERS: Partial<Record<OperationName, Handler>> = {
  createCall,
  answer,
  reject,
  redirect,
  getCall,
  hangUp,
  terminate,
  transferToParticipant,
  listParticipants,
  getParticipant,
  addParticipant,
  removeParticipant,
  cancelAddParticipant,
  muteParticipant,
  play,
  recognize,
  cancelAllMediaOperations,
  startContinuousDtmfRecognition,
  stopContinuousDtmfRecognition,
  sendDtmfTones,
  hold,
  unhold,
};

/** The faithful API: `target` is path and query as received, which is what is signed. */
export async function apiDoor(world: World, request: Request, target: string): Promise<Response> {
  const text = await request.text();
  const [path = '', query] = target.split('?', 2);
  const handle = async () => {
    try {
      checkSignature(
        {
          method: request.method,
          target,
          host: request.headers.get('host') ?? new URL(request.url).host,
          headers: request.headers,
          body: text,
        },
        world.accessKey,
      );
      return perform(world, request, path, new URLSearchParams(query), text);
    } catch (error) {
      return refusal(error);
    }
  };
  const reply = world.faults.callbacks?.beforeResponse
    ? await beforeResponse(handle)
    : await handle();
  const recorded: RecordedRequest = {
    at: isoNow(world),
    method: request.method,
    path,
    status: reply.status,
    ...(text ? { body: masked(lenient(text)) } : {}),
  };
  remember(world.store.requests, recorded);
  world.watch?.requested(recorded);
  return asResponse(reply, request.headers.get('x-ms-client-request-id'));
}

function perform(
  world: World,
  request: Request,
  path: string,
  query: URLSearchParams,
  text: string,
): Reply {
  const operation = findOperation(request.method, path);
  if (!operation) throw new ApiError(404, 'NotFound', `There is no ${request.method} ${path}.`);
  const fault = world.faults.api?.find(
    (one) => one.operation === operation.name && one.times !== 0,
  );
  if (fault && strikes(fault)) {
    const retryAfter = fault.retryAfterSeconds;
    return {
      ...refusal(new ApiError(fault.status, fault.code, 'Refused by a fault of the emulator.')),
      ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
    };
  }
  const id = operation.repeatable ? request.headers.get('repeatability-request-id') : null;
  const run = () => runHandler(world, operation, query, text);
  return id ? onceOnly(world, id, `${request.method} ${path}`, run) : run();
}

/** The same id is not run twice: its first answer is given again (ACS protocol reference, section 13). */
function onceOnly(world: World, id: string, request: string, run: () => Reply): Reply {
  const known = world.store.replies.get(id);
  if (known && known.request !== request) {
    const message = 'This Repeatability-Request-ID was used for another operation.';
    throw new ApiError(400, '8523', message, 'Repeatability-Request-ID');
  }
  if (known) return known.reply;
  const reply = run();
  world.store.replies.set(id, { request, reply });
  forgetOld(world.store.replies, () => true);
  return reply;
}

function runHandler(
  world: World,
  { name, params }: FoundOperation,
  query: URLSearchParams,
  text: string,
): Reply {
  try {
    const handler = HANDLERS[name];
    if (!handler) throw notBuiltYet(`The operation ${name}`);
    const request: ApiRequest = {
      params: Object.fromEntries(Object.entries(params).map(([key, raw]) => [key, decoded(raw)])),
      apiVersion: query.get('api-version') ?? API_VERSION,
      body: parsedBody(text),
    };
    return handler(world, request);
  } catch (error) {
    return refusal(error);
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ApiError(400, '8523', 'The path is not correctly percent-encoded.');
  }
}

function parsedBody(text: string): unknown {
  if (!text) return undefined;
  try {
    // A field that is null counts as left out, as in the service.
    return JSON.parse(text, (_key, value) => (value === null ? undefined : value));
  } catch {
    throw new ApiError(400, '8523', 'The request body is not valid JSON.');
  }
}

/** A body for the request log: what is not JSON is not kept, as it may hold anything. */
function lenient(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

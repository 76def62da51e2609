import { connectCall } from './calls.ts';
import { failCall } from './ending.ts';
import type { Call } from './entities.ts';
import { display, type Identifier } from './identifiers.ts';
import { guid, serverCallId } from './ids.ts';
import { addCall } from './new-call.ts';
import { addPhone } from './phones.ts';
import { randomOfCall } from './random.ts';
import { RINGS_MS, ring } from './rung-phones.ts';
import type { World } from './world.ts';

/** What an app says when it calls somebody. */
export interface DialTerms {
  /** A phone, or an ACS user. */
  to: Identifier;
  /** The number that the called person sees, E.164; absent: the app itself, which only users can be called by. */
  from?: string | undefined;
  displayName?: string | undefined;
  callbackUri: string;
  operationContext?: string | undefined;
  source: string;
  apiVersion: string;
}

/** An app calls somebody, whose phone rings at once; the call is connected when somebody picks up. */
export function dial(world: World, terms: DialTerms): Call {
  world.store.ringCount += 1;
  const random = randomOfCall(world.seed, world.store.ringCount);
  const source = { kind: 'communicationUser', id: terms.source } as const;
  const called = addPhone(world, {
    number: display(terms.to),
    other: terms.from ?? display(source),
    direction: 'called',
  });
  const call = addCall(world, {
    serverCallId: serverCallId(random),
    correlationId: guid(random),
    apiVersion: terms.apiVersion,
    callbackUri: terms.callbackUri,
    ...(terms.operationContext === undefined ? {} : { operationContext: terms.operationContext }),
    source,
    ...(terms.from === undefined ? {} : { sourceCallerIdNumber: terms.from }),
    ...(terms.displayName === undefined ? {} : { sourceDisplayName: terms.displayName }),
    targets: [terms.to],
    participants: [
      { identifier: terms.to, isMuted: false, isOnHold: false, phoneId: called.id },
      { identifier: source, isMuted: false, isOnHold: false },
    ],
    random,
  });
  called.callConnectionId = call.id;
  const pickedUp = () => connectCall(world, call, called);
  ring(world, called, { pickedUp, refused: ({ app }) => failCall(world, call, app) }, RINGS_MS);
  return call;
}

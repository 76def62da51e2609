import type { Call } from './entities.ts';
import { guid } from './ids.ts';
import { forgetOld } from './store.ts';
import type { World } from './world.ts';

/** What differs between calls that apps answer and calls that they make. */
type Beginning = Omit<
  Call,
  | 'id'
  | 'state'
  | 'rosterSequence'
  | 'invitations'
  | 'transfer'
  | 'holds'
  | 'operations'
  | 'listening'
  | 'nextTone'
  | 'lastInstant'
>;

/** A call that is connecting. */
export function addCall(world: World, beginning: Beginning): Call {
  const { random } = beginning;
  const call: Call = {
    ...beginning,
    id: guid(random),
    state: 'connecting',
    // The first roster is number 0 or 1 (ACS protocol reference, section 9.2).
    rosterSequence: random.integer(0, 1),
    invitations: [],
    holds: [],
    operations: [],
    listening: [],
    nextTone: new Map(),
    lastInstant: 0,
  };
  world.store.calls.set(call.id, call);
  forgetOld(world.store.calls, ({ state }) => state === 'disconnected');
  return call;
}

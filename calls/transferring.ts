import type { Wanted } from './asking.ts';
import { end } from './ending.ts';
import { callingContext } from './escalation/inviting.ts';
import type { TransferEvent } from './events.ts';
import type { Flow } from './flow.ts';
import { ourSide } from './parties.ts';
import { note, setCall } from './recording.ts';
import { send } from './sending.ts';
import { type CallState, stepNamed, type Turn } from './state.ts';
import { enter } from './walking.ts';

const FREE: Wanted = { type: 'freeSlot', leg: 'transfer', isOptional: true };

/** What the caller hears before they are handed over has been said: ACS is asked to hand them over. */
export function handOverByStep(flow: Flow, before: CallState, at: string): Turn {
  const { position } = before;
  const step = position && stepNamed(flow, position.step);
  if (!position || step?.kind !== 'transfer') throw new Error('no step hands the caller over');
  const state: CallState = {
    ...before,
    open: [],
    position: { ...position, question: 'transferring' },
  };
  const context = callingContext(state);
  return send(
    setCall(state, { state: 'transferring' }),
    [{ type: 'transfer', to: step.to, ourNumber: ourSide(state), context }],
    at,
  );
}

/** What became of it: our part in the call is over, or the caller goes on in the flow. */
export function afterTransfer(flow: Flow, before: CallState, event: TransferEvent): Turn {
  return event.type === 'CallTransferAccepted'
    ? end(before, 'transferred', event.at)
    : notTransferred(flow, slotFreed(before), event.at);
}

/** The state of a call that is not handed over: with the next turn others may have the slot that was taken for it. */
export function slotFreed(state: CallState): CallState {
  return { ...state, prelude: [...state.prelude, FREE] };
}

/** The caller could not be handed over: they hear an apology, and go on in the flow. */
export function notTransferred(flow: Flow, before: CallState, at: string): Turn {
  const step = before.position && stepNamed(flow, before.position.step);
  if (step?.kind !== 'transfer') return { state: before, commands: [] };
  const words = 'the caller could not be handed over';
  const told = note(before, { at, kind: 'decision', type: 'not-handed-over', words });
  const state: CallState = { ...told, gaveUp: 'failed' };
  return enter(flow, setCall(state, { state: 'talking' }), step.otherwise, at);
}

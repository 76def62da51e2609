import type { OperationContext } from '../commands.ts';
import type { Outcome } from '../rows.ts';
import { original } from '../settling.ts';
import type { CallState } from '../state.ts';

/** A call in which an agent calls somebody back (decision 0014): the agent is rung first, and the caller when they have accepted. */
export interface CallBack {
  /** The call that asked for it. */
  callId: string;
  /** Seconds that the caller's phone may ring. */
  ringSeconds: number;
  /** The context of the caller's invitation; absent until the agent has accepted. */
  invitation?: OperationContext;
  /** What that is cancelled by. */
  invitationId?: string;
  isReached?: true;
  /** What the outcome will be: the caller was not reached, and the agent hears so. */
  outcome?: Outcome;
  /** The context that they hear it under. */
  words?: OperationContext;
}

/** What is left to do about a callback when a call is over that was to make it. */
export interface LastCallBack extends Pick<CallBack, 'callId'> {
  /** E.164. */
  to: string;
  /** Who was to call. */
  agent: string;
  isReached: boolean;
}

/** The state with more known of its callback. */
export function withCallBack(state: CallState, more: Partial<CallBack>): CallState {
  const { callBack } = state;
  return callBack ? { ...state, callBack: { ...callBack, ...more } } : state;
}

/** Whether the caller's phone rings, as far as we know. */
export function isCallerRung({ callBack, escalation }: CallState): boolean {
  return escalation?.offer?.stage === 'calling-back' && callBack?.outcome === undefined;
}

/** Whether an operation is what the agent hears last, when the caller was not reached. */
export function areLastWords({ callBack }: CallState, operationContext: OperationContext): boolean {
  return callBack?.words !== undefined && original(operationContext) === callBack.words;
}

/** What the call leaves to do about the callback that it was to make; nothing for any other call. */
export function lastCallBack({ callBack, call, offered }: CallState): LastCallBack | undefined {
  if (!callBack) return undefined;
  const { callId, isReached = false } = callBack;
  return { callId, to: call.to, agent: offered[0] ?? '', isReached };
}

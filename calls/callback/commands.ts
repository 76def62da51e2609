import type { OperationContext, Participant } from '../commands.ts';
import type { CallingContext } from '../commands-agents.ts';
import type { Claimed } from '../queue/commands.ts';
import type { CallbackRequest } from './request.ts';

/** What a caller's wish to be called back leads to: in their own call, and in the one that calls them back. */
export type CallbackCommand =
  | TakeCallback
  | WithdrawCallback
  | CallAgent
  | DialCaller
  | CallbackReached;

/** Takes the wish down: from then on it waits in line in the caller's place. Answered by `CallbackTaken` or `CallbackRefused`. */
export interface TakeCallback {
  type: 'takeCallback';
  operationContext: OperationContext;
  request: CallbackRequest;
  isOptional: true;
}

/** The caller waits themselves after all: what may have been taken down of their wish goes. */
export interface WithdrawCallback {
  type: 'withdrawCallback';
  operationContext: OperationContext;
  /** As in the request. */
  to: string;
  isOptional: true;
}

/** Takes a slot of our numbers, and makes the agent's phone ring: a call of its own begins. */
export interface CallAgent {
  type: 'callAgent';
  operationContext: OperationContext;
  agent: Claimed;
  /** The name under which they were claimed. */
  offer: string;
  /** Our number that they see if it has a slot free, E.164. */
  ourNumber: string;
}

/** Counts a try, takes the callback out of line, and makes the caller's phone ring. Answered by `CallerDialled`. */
export interface DialCaller {
  type: 'dialCaller';
  operationContext: OperationContext;
  /** E.164. */
  to: Participant;
  /** The call that asked for it. */
  callback: string;
  /** Our number that they see if it has a slot free, E.164. */
  ourNumber: string;
  /** Seconds that the phone may ring. */
  ringSeconds: number;
  context: CallingContext;
  isOptional: true;
}

/** Keeps that the caller was reached: nobody calls them again. */
export interface CallbackReached {
  type: 'callbackReached';
  operationContext: OperationContext;
  /** E.164. */
  to: Participant;
  isOptional: true;
}

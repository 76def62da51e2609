import type { OperationContext } from '../commands.ts';
import type { CallbackRequest } from './request.ts';

/** What a caller's wish to be called back leads to. */
export type CallbackCommand = TakeCallback | WithdrawCallback;

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

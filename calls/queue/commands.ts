import type { OperationContext, Participant, Play } from '../commands.ts';
import type { QueueSpot } from './spot.ts';

/** What is done about a caller's place in line. */
export type QueueCommand = JoinQueue | LookUpPlace | PassOn | LeaveQueue;

/** An agent whom a call has. */
export interface Claimed {
  id: string;
  name: string;
  participant: Participant;
  extension?: string;
}

/** Puts the caller in line. Answered by `Queued` or `NotQueued`. */
export interface JoinQueue {
  type: 'joinQueue';
  operationContext: OperationContext;
  spot: QueueSpot;
  /** Nobody is offered their own call. */
  caller: Participant;
  /** So many may wait. */
  most: number;
  isOptional: true;
}

/** Asks for the caller's place in line, and tells it to them. Answered by `QueuePlaced`. */
export interface LookUpPlace {
  type: 'lookUpPlace';
  operationContext: OperationContext;
  spot: QueueSpot;
  /** What is played when the place is known, with gaps for it. Absent: by a call of an earlier release, which only asked. */
  announce?: Play;
  isOptional: true;
}

/** An agent did not take the caller: for a while others are asked. */
export interface PassOn {
  type: 'passOn';
  operationContext: OperationContext;
  spot: QueueSpot;
  agent: string;
  isOptional: true;
}

/** The caller is in line no longer. */
export interface LeaveQueue {
  type: 'leaveQueue';
  operationContext: OperationContext;
  spot: QueueSpot;
  isOptional: true;
}

import type { OperationContext, Participant } from './commands.ts';
import type { Claimed } from './queue/commands.ts';
import type { QueueSpot } from './queue/spot.ts';

/**
 * Offers the call to an agent: claims the one who has been available longest, takes a slot for the leg, and invites them. Answered
 * by `AgentInvited` or `NobodyAvailable`. Its context is the name of the offer.
 */
export interface InviteAgent {
  type: 'inviteAgent';
  operationContext: OperationContext;
  /** Who was claimed for the call already, as it waited in a queue; absent: whoever has been available longest. */
  claimed?: Claimed;
  /** Absent: any agent. */
  skill?: string;
  /** Ids of agents who have been offered this call. */
  except: string[];
  /** Nobody is offered their own call. */
  caller: Participant;
  /** Our number on this call, which the agent sees if it has a slot free. */
  ourNumber: string;
  /** Seconds that the agent's phone may ring. */
  ringSeconds: number;
  /** What goes along to the agent's phone. */
  context: CallingContext;
  isOptional: true;
}

/** What another phone is told of a call: as SIP headers, and `User-To-User` (ACS protocol reference, section 6). */
export interface CallingContext {
  callId: string;
  /** What the caller keyed in by its name; never secret digits. */
  values: Record<string, string>;
}

/** The agent has accepted the offer: they are talking. */
export interface AgentTalks {
  type: 'agentTalks';
  operationContext: OperationContext;
  agent: string;
  offer: OperationContext;
  isOptional: true;
}

/** The agent has nothing to do with this call any more. */
export interface ReleaseAgent {
  type: 'releaseAgent';
  operationContext: OperationContext;
  release: Release;
  /** They were never rung: the slot of another agent's leg stays. */
  isUnrung?: true;
  isOptional: true;
}

/** How an agent is left after an offer. */
export interface Release {
  agent: string;
  offer: OperationContext;
  to: 'available' | 'away' | 'wrap-up';
  /** Why they are away: `no-answer`. */
  reason?: string;
  /** The talk that is over, of a caller who came from a queue: what others wait is reckoned from it. */
  talk?: { from: QueueSpot; seconds: number };
}

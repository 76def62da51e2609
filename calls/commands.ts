import type { CallbackCommand } from './callback/commands.ts';
import type { AgentTalks, CallingContext, InviteAgent, ReleaseAgent } from './commands-agents.ts';
import type { StartLookup } from './lookup/command.ts';
import type { QueueCommand } from './queue/commands.ts';
import type { Key } from './tones.ts';

/** What the reducer wants done. A command is data; `adapters/acs.ts` knows how. */
export type Command =
  | Answer
  | CreateCall
  | Play
  | Recognize
  | StartTones
  | StopTones
  | SendTones
  | ArmDeadline
  | HangUpCommand
  | InviteAgent
  | AgentTalks
  | ReleaseAgent
  | Hold
  | Unhold
  | RemoveParticipant
  | CancelInvitation
  | LookUpParticipant
  | CancelMedia
  | Transfer
  | FreeSlot
  | StartLookup
  | QueueCommand
  | CallbackCommand;

export type CommandType = Command['type'];

/** `<turn>.<index>` (continuous recognition: `tones:<participant>:<session>`): names one command of one call, and comes back on every event that the command causes. */
export type OperationContext = string;

export interface Answer {
  type: 'answer';
  operationContext: OperationContext;
  /** A credential: it is in the Durable history and nowhere else. */
  incomingCallContext: string;
}

/** Text that a voice speaks, or a recording of it. */
export interface Prompt {
  text: string;
  /** What the timeline has in its place, where it says a number in full. */
  kept?: string;
  language: string;
  voice: string;
  /** Name of a file in `flows/audio`; absent: the voice speaks. */
  file?: string;
  /** How long the recording is. */
  seconds?: number;
}

/**
 * Somebody in a call, as commands name them: an E.164 number, `anonymous` for a withheld one, or the raw id of a user of ACS,
 * `8:acs:…` (ACS protocol reference, section 4).
 */
export type Participant = string;

/** Dials out. */
export interface CreateCall {
  type: 'createCall';
  operationContext: OperationContext;
  to: Participant;
  /** Our number that the called person sees, E.164; users of ACS do not. */
  from: string;
}

/** Plays to everyone in the call, or to one of them. */
export interface Play {
  type: 'play';
  operationContext: OperationContext;
  prompt: Prompt;
  /** Absent: everyone. */
  to?: Participant;
  /** Again and again, until it is cut off. */
  loop?: true;
  /** So often, one time after the other; absent: once. */
  times?: number;
  /** Music that is played behind it in the same request: nothing is waited for in between. */
  music?: { prompt: Prompt; times: number };
  /** Refused, the rest of the turn goes out all the same. */
  isOptional?: true;
  /** Cuts off what plays and listens (`interruptCallMediaOperation`). */
  interrupt: boolean;
}

/** Plays a prompt to somebody and collects their keys. */
export interface Recognize {
  type: 'recognize';
  operationContext: OperationContext;
  participant: Participant;
  prompt: Prompt;
  /** Keys after which the recognition ends by itself. */
  maxTones: number;
  stopTones: Key[];
  /** Seconds, 1-300: silence after the prompt. */
  initialSilenceSeconds: number;
  /** Seconds, 1-60: silence between two keys. */
  interToneSeconds: number;
  /** Whether a key stops the prompt. */
  bargeIn: boolean;
  /** Cuts off what plays and listens (`interruptCallMediaOperation`). */
  interrupt: boolean;
  /** The keys are secret: they are sealed on receipt, and only what these checks say is passed on. */
  sealed?: EntryChecks;
}

/** What the callback function checks of an entry before it seals it. */
export interface EntryChecks {
  min: number;
  max: number;
  /** A regular expression for the whole entry. */
  pattern?: string;
  luhn?: boolean;
  stopTones: Key[];
  /** Whether the last four digits may be passed on. */
  lastFour: boolean;
}

/** Starts following every key of a participant (continuous recognition). */
export interface StartTones {
  type: 'startContinuousDtmfRecognition';
  /** `tones:<participant>:<session>`. */
  operationContext: OperationContext;
  participant: Participant;
  /** Refused, the rest of the turn goes out all the same. */
  isOptional: true;
}

export interface StopTones {
  type: 'stopContinuousDtmfRecognition';
  /** That of the start. */
  operationContext: OperationContext;
  participant: Participant;
  /** Before secret keys it is not: then nothing of the turn goes out after it was refused. */
  isOptional: boolean;
}

/** Sends keys to the other side: at most 18 (ACS protocol reference, section 6). */
export interface SendTones {
  type: 'sendDtmfTones';
  operationContext: OperationContext;
  /** E.164 number. */
  participant: string;
  tones: Key[];
}

/** Raises `Deadline` in `ms` milliseconds. */
export interface ArmDeadline {
  type: 'armDeadline';
  operationContext: OperationContext;
  /** Counts the deadlines of the call, from 1. */
  deadline: number;
  ms: number;
  /** Refused, the rest of the turn goes out all the same. */
  isOptional?: true;
}

/** Ends the call for everyone. */
export interface HangUpCommand {
  type: 'hangUp';
  operationContext: OperationContext;
}

/** Puts somebody on hold, with music. There is no event for its success (ACS protocol reference, section 5). */
export interface Hold {
  type: 'hold';
  operationContext: OperationContext;
  participant: Participant;
  /** Name of a file in `flows/audio`. */
  music: string;
  isOptional: true;
}

export interface Unhold {
  type: 'unhold';
  operationContext: OperationContext;
  participant: Participant;
  isOptional: true;
}

export interface RemoveParticipant {
  type: 'removeParticipant';
  operationContext: OperationContext;
  participant: Participant;
  isOptional: true;
}

/** Stops a phone from ringing that an invitation makes ring. */
export interface CancelInvitation {
  type: 'cancelAddParticipant';
  operationContext: OperationContext;
  invitationId: string;
  isOptional: true;
}

/** Asks how somebody's part in the call stands. Answered by `ParticipantSeen`. */
export interface LookUpParticipant {
  type: 'lookUpParticipant';
  operationContext: OperationContext;
  participant: Participant;
  isOptional: true;
}

/** Stops all that plays and listens. */
export interface CancelMedia {
  type: 'cancelAllMediaOperations';
  operationContext: OperationContext;
  isOptional: true;
}

/** Hands the call over to another phone. */
export interface Transfer {
  type: 'transfer';
  operationContext: OperationContext;
  /** E.164; or digits as a person keys them, which are completed by `DIAL_COUNTRY_CODE`. */
  to: string;
  /** Whom to hand over, in a call of three. */
  transferee?: Participant;
  /** Our number on this call. */
  ourNumber: string;
  context: CallingContext;
}

/** Nobody is rung any more to take the call over: others may have the slot of our numbers. */
export interface FreeSlot {
  type: 'freeSlot';
  operationContext: OperationContext;
  leg: 'transfer';
  isOptional: true;
}

/** What came of a command at ACS: a refusal is a value, not an exception. */
export type Sent =
  | {
      ok: true;
      callConnectionId?: string;
      /** What an invitation is cancelled by. */
      invitationId?: string;
    }
  | { ok: false; code: number; subCode?: number; message: string };

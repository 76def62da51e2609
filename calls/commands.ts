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
  | HangUpCommand;

export type CommandType = Command['type'];

/** `<turn>.<index>` (continuous recognition: `tones:<participant>:<session>`): names one command of one call, and comes back on every event that the command causes. */
export type OperationContext = string;

export interface Answer {
  type: 'answer';
  operationContext: OperationContext;
  /** A credential: it is in the Durable history and nowhere else. */
  incomingCallContext: string;
}

/** Text that a voice speaks. */
export interface Prompt {
  text: string;
  language: string;
  voice: string;
}

/** Dials out. */
export interface CreateCall {
  type: 'createCall';
  operationContext: OperationContext;
  /** E.164. */
  to: string;
  /** Our number that the called person sees, E.164. */
  from: string;
}

/** Plays to everyone in the call. */
export interface Play {
  type: 'play';
  operationContext: OperationContext;
  prompt: Prompt;
  /** Cuts off what plays and listens (`interruptCallMediaOperation`). */
  interrupt: boolean;
}

/** Plays a prompt to the caller and collects keys. */
export interface Recognize {
  type: 'recognize';
  operationContext: OperationContext;
  /** E.164 number of the caller, or `anonymous`. */
  participant: string;
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
  /** E.164 number, or `anonymous`. */
  participant: string;
  /** Refused, the rest of the turn goes out all the same. */
  isOptional: true;
}

export interface StopTones {
  type: 'stopContinuousDtmfRecognition';
  /** That of the start. */
  operationContext: OperationContext;
  participant: string;
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
}

/** Ends the call for everyone. */
export interface HangUpCommand {
  type: 'hangUp';
  operationContext: OperationContext;
}

/** What came of a command at ACS: a refusal is a value, not an exception. */
export type Sent =
  | { ok: true; callConnectionId?: string }
  | { ok: false; code: number; subCode?: number; message: string };

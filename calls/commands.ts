import type { Key } from './tones.ts';

/** What the reducer wants done. A command is data; `adapters/acs.ts` knows how. */
export type Command = Answer | Play | Recognize | HangUpCommand;

export type CommandType = Command['type'];

/** `<turn>.<index>`: names one command of one call, and comes back on every event that the command causes. */
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

/** Plays to everyone in the call. */
export interface Play {
  type: 'play';
  operationContext: OperationContext;
  prompt: Prompt;
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

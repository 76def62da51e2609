import type { CommandType } from './commands.ts';

/**
 * What can happen to a call. Events of ACS keep their names without the prefix (`acs-protocol` reference, section 9.2); all of
 * them, and our own, arrive through the one external event `CallEvent`.
 */
export type CallEvent =
  | CallLevelEvent
  | MediaEvent
  | RecognizeCompleted
  | ParticipantsUpdated
  | OtherEvent
  | CallSilent
  | Answered
  | CommandFailed;

/** What every event carries. */
interface Envelope {
  /** The CloudEvent id, or one of our own making; an id that was seen is dropped. */
  id: string;
  /** When our function received it, ISO 8601 UTC: CloudEvent times are not monotonic. */
  at: string;
}

interface FromAcs extends Envelope {
  callConnectionId: string;
  /** `<turn>.<index>` of the command it answers; absent if none was given. */
  operationContext?: string;
  /** `resultInformation`, optional everywhere. */
  code?: number;
  subCode?: number;
  /** Unstable free text: for people, never to branch on. */
  message?: string;
}

export interface CallLevelEvent extends FromAcs {
  type: 'CallConnected' | 'CallDisconnected' | 'AnswerFailed';
}

export interface MediaEvent extends FromAcs {
  type:
    | 'PlayStarted'
    | 'PlayCompleted'
    | 'PlayFailed'
    | 'PlayCanceled'
    | 'RecognizeFailed'
    | 'RecognizeCanceled';
  /** Tones of a RecognizeFailed 8532, where the service sends them (section 16). */
  digits?: string;
}

export interface RecognizeCompleted extends FromAcs {
  type: 'RecognizeCompleted';
  /** The collected keys as text, `12345678#`; a tone we do not know is `?`. */
  digits: string;
}

export interface ParticipantsUpdated extends FromAcs {
  type: 'ParticipantsUpdated';
  sequenceNumber: number;
  /** rawIds: the phone number, and the app itself as an `8:acs:` user. */
  participants: string[];
}

/** An event of a type that this line does nothing with: kept in the timeline, without effect. */
export interface OtherEvent extends FromAcs {
  type: 'Other';
  /** The CloudEvent type without its prefix. */
  acsType: string;
}

/** The watchdog has heard nothing of this call for long and has asked ACS how it stands. */
export interface CallSilent extends Envelope {
  type: 'CallSilent';
  state: 'connected' | 'gone';
}

/** ACS took the answer: from here on the call has an id there. Comes from the activity that answered. */
export interface Answered extends Envelope {
  type: 'Answered';
  callConnectionId: string;
}

/** A command was refused; the ones after it in its turn were not sent. Comes from the activity that tried. */
export interface CommandFailed extends Envelope {
  type: 'CommandFailed';
  turn: number;
  index: number;
  command: CommandType;
  /** The HTTP status; 408 when no answer came in time, 0 when the activity itself died: then the command may have run. */
  code: number;
  subCode?: number;
  message: string;
}

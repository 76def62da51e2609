import type { CallbackRefusal } from './callback/request.ts';
import type { CommandType, OperationContext, Participant } from './commands.ts';
import type { LookupAnswer } from './lookup/answer.ts';
import type { QueuePlace, QueueSpot } from './queue/spot.ts';

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
  | ToneReceived
  | TonesEvent
  | SendTonesEvent
  | CreateCallFailed
  | Deadline
  | Answered
  | CommandFailed
  | ParticipantEvent
  | TransferEvent
  | AgentInvited
  | NobodyAvailable
  | ParticipantSeen
  | LookupAnswered
  | Queued
  | NotQueued
  | QueuePlaced
  | CallbackTaken
  | CallbackRefused
  | CallerDialled
  | AgentAssigned;

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
  sealed?: SealedEntry;
}

export interface RecognizeCompleted extends FromAcs {
  type: 'RecognizeCompleted';
  /** The collected keys as text, `12345678#`; a tone we do not know is `?`. Empty when they are sealed. */
  digits: string;
  sealed?: SealedEntry;
}

/** What is passed on of keys that were sealed before anything could keep them: facts, and the seal. */
export interface SealedEntry {
  /** Compact JWE; only the holder of the private key can open it. */
  jwe: string;
  /** Without a stop tone. */
  length: number;
  /** Whether the entry passes the checks of its gather. */
  matches: boolean;
  /** Only where the flow asks for it. */
  lastFour?: string;
}

/** A key of continuous recognition. `operationContext` is `tones:<participant>:<session>`, as we gave it at the start. */
export interface ToneReceived extends FromAcs {
  type: 'ContinuousDtmfRecognitionToneReceived';
  /** Order of the keys within a session; where it starts is not promised (section 8). */
  sequenceId: number;
  /** The key as text; a tone we do not know is `?`. */
  key: string;
  /** The row could not be inserted on receipt: it is written with the next turn. */
  unstored?: true;
}

export interface TonesEvent extends FromAcs {
  type: 'ContinuousDtmfRecognitionToneFailed' | 'ContinuousDtmfRecognitionStopped';
}

export interface SendTonesEvent extends FromAcs {
  type: 'SendDtmfTonesCompleted' | 'SendDtmfTonesFailed';
}

export interface CreateCallFailed extends FromAcs {
  type: 'CreateCallFailed';
  /** `sipDetails.code`, where the service sends it. */
  sipCode?: number;
}

/** A time that the call armed has come (`armDeadline`). */
export interface Deadline extends Envelope {
  type: 'Deadline';
  deadline: number;
}

export interface ParticipantsUpdated extends FromAcs {
  type: 'ParticipantsUpdated';
  sequenceNumber: number;
  /** rawIds: the phone number, and the app itself as an `8:acs:` user. */
  participants: string[];
  /** Those of them who are on hold; absent: none. */
  onHold?: string[];
}

/** Somebody in a call, as ACS tells it. */
export interface RosterEntry {
  rawId: string;
  isOnHold: boolean;
}

export interface ParticipantEvent extends FromAcs {
  type:
    | 'AddParticipantSucceeded'
    | 'AddParticipantFailed'
    | 'RemoveParticipantSucceeded'
    | 'RemoveParticipantFailed'
    | 'CancelAddParticipantSucceeded'
    | 'CancelAddParticipantFailed'
    | 'HoldFailed';
  /** rawId; of an event about an invitation there is none. */
  participant?: string;
  /** `sipDetails.code`, where the service sends it. */
  sipCode?: number;
}

export interface TransferEvent extends FromAcs {
  type: 'CallTransferAccepted' | 'CallTransferFailed';
  sipCode?: number;
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
  /** Who is in it, if it is up; absent in what was raised before we asked for it. */
  roster?: RosterEntry[];
  /** ACS was not asked: the tables did not have the id of the connection when the watchdog read them. */
  isUnasked?: true;
}

/** An agent was claimed and rings. Comes from the activity that invited them. */
export interface AgentInvited extends Envelope {
  type: 'AgentInvited';
  /** The context of the invitation. */
  offer: string;
  agent: string;
  name: string;
  participant: Participant;
  extension?: string;
  /** Absent when ACS refused the invitation: then `CommandFailed` follows. */
  invitationId?: string;
}

/** There is nobody to offer the call to. Comes from the activity that looked. */
export interface NobodyAvailable extends Envelope {
  type: 'NobodyAvailable';
  offer: string;
  why: 'no-agent' | 'no-slot' | 'outage';
}

/** How somebody's part in the call stands. Comes from the activity that asked. */
export interface ParticipantSeen extends Envelope {
  type: 'ParticipantSeen';
  participant: Participant;
  is: 'talking' | 'on-hold' | 'absent' | 'unknown';
}

/** A back end has answered, or has not. Comes from the orchestration that asked it, beside the call. */
export interface LookupAnswered extends Envelope {
  type: 'LookupAnswered';
  /** That of `startLookup`. */
  lookup: number;
  endpoint: string;
  answer: LookupAnswer;
}

/** The caller is in line. Comes from the activity that put them there. */
export interface Queued extends Envelope, QueuePlace {
  type: 'Queued';
}

/** The caller was not let into the queue. Comes from the same activity. */
export interface NotQueued extends Envelope {
  type: 'NotQueued';
  why: 'full' | 'nobody-on-duty' | 'outage';
}

/** Where the caller stands in line now. Comes from the activity that looked. */
export interface QueuePlaced extends Envelope {
  type: 'QueuePlaced';
  /** Absent: nobody knows, as the tables are away. */
  place?: QueuePlace;
  /** The context under which it is told to the caller; absent: it is not. */
  announced?: OperationContext;
}

/** The caller will be called back. Comes from the activity that took it down. */
export interface CallbackTaken extends Envelope {
  type: 'CallbackTaken';
  /** Whether another callback to this number was waiting already: that one stands, and no second one is made. */
  wasWaiting: boolean;
}

/** The caller will not be called back. Comes from the same activity. */
export interface CallbackRefused extends Envelope {
  type: 'CallbackRefused';
  why: CallbackRefusal;
}

/** The phone of a caller who is called back rings, or why it does not. Comes from the activity that dialled. */
export interface CallerDialled extends Envelope {
  type: 'CallerDialled';
  /** `gone`: the callback is over, or another call makes it. */
  is: 'dialled' | 'gone' | 'not-allowed' | 'no-slot' | 'outage';
  /** Absent when ACS refused the invitation: then `CommandFailed` follows. */
  invitationId?: string;
}

/** Matching claimed an agent for a caller in a queue. Comes from whatever changed a caller or an agent, and again from the watchdog. */
export interface AgentAssigned extends Envelope {
  type: 'AgentAssigned';
  /** What the agent was claimed under: the context of the invitation. */
  offer: string;
  agent: string;
  name: string;
  participant: Participant;
  extension?: string;
  /** The row that they were claimed for; absent where there is none any more. */
  spot?: QueueSpot;
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
  /** That of the command; absent in what earlier releases raised, and when the activity itself died. */
  operationContext?: string;
  command: CommandType;
  /** The HTTP status; 408 when no answer came in time, 0 when the activity itself died: then the command may have run. */
  code: number;
  subCode?: number;
  message: string;
}

import type { GatherResult } from './gather-result.ts';
import type { QueueExit } from './queue/spot.ts';

/** How a call ended. Absent while it runs. */
export type Outcome =
  | 'completed'
  | 'abandoned'
  | 'no-input'
  | 'no-match'
  | 'failed'
  | 'lost'
  | 'stale'
  | 'not-answered'
  | 'rejected'
  | 'busy'
  | 'no-answer'
  | 'declined'
  | 'not-allowed'
  | 'answered-by-agent'
  | 'transferred';

/** One row of `Calls`; `CallsByCaller` holds the part of it that lists a person's calls. Keys follow from `callId`. */
export interface CallRow {
  callId: string;
  direction: 'inbound' | 'outbound';
  /** E.164, or `anonymous` if withheld. */
  from: string;
  to: string;
  state:
    | 'ringing'
    | 'answering'
    | 'talking'
    | 'waiting'
    | 'with-agent'
    | 'transferring'
    | 'hanging-up'
    | 'ended';
  /** Name of the flow's step the call is at. */
  step?: string;
  startedAt: string;
  answeredAt?: string;
  endedAt?: string;
  outcome?: Outcome;
  /** The last result code and subcode that ACS gave. */
  code?: number;
  subCode?: number;
  flowVersion: string;
  callConnectionId?: string;
  /** When the last event arrived, and how many seconds without another are normal from there: the tables keep the sum, `quietUntil`. */
  lastEventAt: string;
  quietSeconds: number;
  /** Questions asked, and how often they were answered by silence or by a wrong key. */
  questions: number;
  noInputs: number;
  noMatches: number;
  /** How the way to a person stands, or ended; absent when nobody asked for one. */
  escalation?: 'waiting' | 'accepted' | 'not-taken' | 'left';
  /** How often the call was offered to an agent. */
  offers?: number;
  /** Id of the agent who took the call, the last one of several; since when they talked, and how many seconds. */
  agent?: string;
  agentSince?: string;
  agentSeconds?: number;
  /** The call that asked for this one, which calls its caller back. */
  callback?: string;
  /** When the caller joined a queue, the last one of several; how they left it, and after how many seconds. */
  queuedAt?: string;
  queueExit?: QueueExit;
  waitSeconds?: number;
}

/** One row of `CollectedDigits`: what one question collected. */
export interface DigitsRow {
  turn: number;
  step: string;
  /** `entry` for the digits asked for, `menu` for a menu's key, `confirm` for the key after a read-back. */
  question: 'menu' | 'entry' | 'confirm';
  /** Empty when they are secret: then `sealed` holds them. */
  digits: string;
  /** Compact JWE of a secret entry. */
  sealed?: string;
  length: number;
  result: GatherResult;
  code?: number;
  subCode?: number;
  /** 1 for the first time the question was asked. */
  attempt: number;
  at: string;
}

/** One row of `CallTimeline`: what happened, what we did or what was decided, in words and as data. */
export interface TimelineRow {
  turn: number;
  index: number;
  at: string;
  kind: 'event' | 'command' | 'decision';
  /** The event's, command's or decision's name: `RecognizeCompleted`, `recognize`, `goTo`. */
  type: string;
  step?: string;
  /** For people: one line. */
  words: string;
  /** For machines: small, without credentials. */
  data?: Record<string, string | number | boolean>;
}

/** The rows of a turn, as they are handed to the tables. All are upserts under deterministic keys. */
export interface Rows {
  /** The whole row, when a column of `Calls` changed. */
  call?: CallRow;
  /** Whether a column of `CallsByCaller` changed as well. */
  byCaller: boolean;
  digits: DigitsRow[];
  timeline: TimelineRow[];
  /** Tones that could not be inserted on receipt, and gaps in their numbers. */
  tones: ToneRow[];
}

/**
 * One row of `DtmfTones`, inserted and never changed: a key of continuous recognition, or (`gap`) a number that was missing for
 * too long. A late tone and the gap it left both stay.
 */
export interface ToneRow {
  participant: string;
  session: number;
  sequenceId: number;
  kind: 'tone' | 'gap';
  /** The key as text; absent for a gap. */
  key?: string;
  /** When it was received, or reported missing; ISO 8601 UTC. */
  at: string;
  /** The CloudEvent id; absent for a gap. */
  eventId?: string;
}

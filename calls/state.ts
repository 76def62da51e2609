import type { Wanted } from './asking.ts';
import type { CallBack } from './callback/call-back.ts';
import type { LeftLine } from './callback/left-line.ts';
import type { Command, OperationContext, Participant } from './commands.ts';
import type { Escalation } from './escalation/escalation.ts';
import type { Flow, Step } from './flow.ts';
import type { HoldState } from './holding.ts';
import type { KeyStream } from './key-stream.ts';
import type { QueueSpot } from './queue/spot.ts';
import type { Roster } from './roster.ts';
import type { CallRow, Outcome, Rows } from './rows.ts';

/** Where a call stands. Replaying the same events gives the same state, so it is kept nowhere but in the history of events. */
export interface CallState {
  phase: 'answering' | 'calling' | 'connecting' | 'talking' | 'hanging-up' | 'ended';
  /** The call's row as it should read now. */
  call: CallRow;
  /** Rows that are not in the tables yet. */
  rows: Rows;
  /** Counts the turns in which commands were sent; 1 is the answer. */
  turn: number;
  /** The next free index of a timeline row in this turn. */
  nextIndex: number;
  /** Media operations that ACS still owes a result. */
  open: OperationContext[];
  /** Where in the flow the call is; absent until it is connected. */
  position?: Position;
  /** How often each step was entered. */
  entries: Record<string, number>;
  /** What a call that we placed was asked for; absent when somebody called us. */
  outbound?: Outbound;
  /** What it is for that this call calls somebody back; absent in every other call. */
  callBack?: CallBack;
  /** What gathers kept, by the name they kept it under. */
  collected: Record<string, string>;
  /** What lookups kept; absent before the first. */
  looked?: Record<string, string>;
  /** Counts the lookups of the call; absent before the first. */
  lookups?: number;
  /** Why a question was given up, until another one is answered. */
  gaveUp?: GaveUp;
  /** What the outcome will be once the hang-up on the way is confirmed. */
  ending?: Outcome;
  /** The caller's keys as continuous recognition tells them; absent before it was started. */
  stream?: KeyStream;
  /** A secret entry was asked for and not finished: its caller may still be keying. */
  isKeyingSecret?: boolean;
  /** Keys that are being sent to the other side. */
  sending?: Sending;
  /** The way to a person, while the caller is on it or with one. */
  escalation?: Escalation;
  /** The line that the caller has left, while they ask to be called back. */
  leftLine?: LeftLine;
  /** Places in line that are, or may be, those of callbacks that this call asked for; absent before the first. */
  givenSpots?: QueueSpot[];
  /** Ids of the agents who were offered this call: nobody is twice. */
  offered: string[];
  /** Whether the caller is on hold, as far as we know; absent when they never were or no longer are. */
  hold?: HoldState;
  /** The newest roster that ACS told. */
  roster?: Roster;
  /** What the next turn begins with. */
  prelude: Wanted[];
  /** Deadlines that were armed and have not come: their number, and what for. */
  deadlines: Record<number, DeadlineFor>;
  /** Counts the deadlines of the call. */
  deadlineCount: number;
  /** The key that answered the question before, or the last of a wrong entry: the operator sequence may begin with it. */
  lastKey?: string;
  /** Refused commands since the last event from ACS. */
  refusals: number;
  /** CloudEvent ids that were taken in. */
  seen: string[];
}

export type GaveUp = 'no-input' | 'no-match' | 'failed';

export interface Outbound {
  /** The step that the flow begins with. */
  startStep: string;
  /** Keys and pauses that are sent before the flow begins. */
  extension?: string;
  /** What prompts say as `{context.name}`. */
  context: Record<string, string>;
}

export interface Position {
  step: string;
  /** The turn in which it was said or asked last; others may have come since, to follow keys. */
  turn?: number;
  /** The number in continuous recognition from which on keys may be an answer to it. */
  keysFrom?: number;
  /** What is playing or being asked there. */
  question: Question;
  attempts: Attempts;
  /** The entry that is being read back. */
  digits?: string;
  /** What may be read back of a secret one. */
  lastFour?: string;
  /** Whether "more time?" was asked since the step was entered. */
  moreTimeAsked?: boolean;
  /** The lookup whose answer is waited for. */
  lookup?: Lookup;
}

/** A lookup while the caller waits for it. */
export interface Lookup {
  /** Counts the lookups of the call, from 1. */
  id: number;
  stage: LookupStage;
  /** Since when the caller hears nothing, ISO 8601 UTC: from before, where lookup follows lookup without a word. Only of `asked`. */
  silentSince?: string;
  /** What plays is the music, or nothing. */
  isMusic?: boolean;
  /** The music could not be played. */
  hasNoMusic?: boolean;
}

/** What a caller who waits was told: nothing, that it takes a moment, or an apology with a choice. */
export type LookupStage = 'asked' | 'waiting' | 'sorry';

export type Question =
  | 'say'
  | 'menu'
  | 'entry'
  | 'confirm'
  | 'more-time'
  /** After a secret entry that was not good: 0 for a person, any other key to enter again. */
  | 'sensitive-again'
  | 'sending'
  /** A back end is asked: what the caller hears meanwhile is in `lookup`. */
  | 'looking-up'
  /** A callback is taken down, without a word. */
  | 'calling-back'
  /** A person takes over: what happens then is in `escalation`. */
  | 'escalating'
  /** What is said before the caller is handed over, and the time until that number answers. */
  | 'before-transfer'
  | 'transferring'
  | 'closing';

/** Keys on their way to the other side or to an agent's extension, part by part. */
export type Sending = SendingTo & {
  parts: SendingPart[];
  /** The part that is being sent, or waited for. */
  part: number;
  /** Keys of the parts that are completed. */
  sent: number;
};

type SendingTo =
  | {
      next: string;
      /** Where a failure leads; absent: it ends the call. */
      otherwise?: string;
    }
  | { agent: Participant };

export type SendingPart = { tones: string } | { pauseMs: number };

export type DeadlineFor =
  | { what: 'gap'; upTo: number; of?: KeyOwner }
  | { what: 'pause' }
  | { what: 'ring' }
  /** Hold and unhold have no event for their success: then we ask. */
  | { what: 'hold' }
  /** A stage of waiting for a lookup begins, or the end of waiting. */
  | { what: 'lookup'; lookup: number; stage: 'waiting' | 'sorry' | 'stop' }
  /** The longest wait in a queue. */
  | { what: 'queue' }
  /** The next announcement in a queue, where no music is that could end. */
  | { what: 'queue-tick' }
  /** An announcement should have been heard to its end, the music behind it not. */
  | { what: 'announcement'; words: OperationContext };

/** Whose keys are followed; absent in what was armed before agents were: the caller's. */
export type KeyOwner = 'caller' | 'agent';

/** How often this question failed, each way counted by itself. */
export interface Attempts {
  noInput: number;
  noMatch: number;
  /** Prompts or recognitions that ACS could not do. */
  failed: number;
}

/** A turn in the making: the state so far, and what is to be sent. */
export interface Draft {
  state: CallState;
  wanted: Wanted[];
}

export const NO_ATTEMPTS: Attempts = { noInput: 0, noMatch: 0, failed: 0 };

/** What the reducer answers: the new state, and the commands of this turn. */
export interface Turn {
  state: CallState;
  commands: Command[];
  /** Rows go out at once, though there is no command. */
  mustWrite?: true;
}

export const NO_ROWS: Rows = { byCaller: false, digits: [], timeline: [], tones: [] };

/** The step of that name. A flow is checked before it is used, so a missing one is a bug. */
export function stepNamed(flow: Flow, name: string): Step {
  const step = flow.steps[name];
  if (!step) throw new Error(`the flow has no step "${name}"`);
  return step;
}

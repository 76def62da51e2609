import type { LastCallBack } from './callback/call-back.ts';
import type { CallbackRequest } from './callback/request.ts';
import type {
  Answer,
  CancelInvitation,
  CreateCall,
  HangUpCommand,
  Hold,
  LookUpParticipant,
  Participant,
  Play,
  Recognize,
  RemoveParticipant,
  SendTones,
  Sent,
  StartTones,
  StopTones,
  Transfer,
  Unhold,
} from './commands.ts';
import type { CallingContext, Release } from './commands-agents.ts';
import type { RosterEntry } from './events.ts';
import type { LogEvent } from './log-events.ts';
import type { StartLookup } from './lookup/command.ts';
import type { QueuePlace, QueueSpot } from './queue/spot.ts';
import type { CallRow, DigitsRow, Outcome, Rows, TimelineRow, ToneRow } from './rows.ts';
import type { ToneSequence } from './tone-sequence.ts';

/** Which command of which call this is: everything that makes its request the same on a repeat. */
export interface Origin {
  callId: string;
  /** Absent only before the call is answered. */
  callConnectionId?: string;
  turn: number;
  index: number;
  /** ISO 8601 UTC, when the turn began: the `Repeatability-First-Sent` of its commands. */
  at: string;
}

/** The phone service. Refusals, time-outs and outages come back as values (`Sent`); it never throws for them. */
export interface Telephony {
  answer(command: Answer, origin: Origin): Promise<Sent>;
  play(command: Play, origin: Origin): Promise<Sent>;
  recognize(command: Recognize, origin: Origin): Promise<Sent>;
  hangUp(command: HangUpCommand, origin: Origin): Promise<Sent>;
  /** Has a phone that rings us hear busy: `incomingCallContext` is the credential of its ring. */
  reject(ring: { incomingCallContext: string }, origin: Origin): Promise<Sent>;
  /** Stops what plays and listens: before a media command is repeated. */
  cancelAllMedia(origin: Origin): Promise<Sent>;
  createCall(command: CreateCall, origin: Origin): Promise<Sent>;
  startContinuousDtmfRecognition(command: StartTones, origin: Origin): Promise<Sent>;
  stopContinuousDtmfRecognition(command: StopTones, origin: Origin): Promise<Sent>;
  sendDtmfTones(command: SendTones, origin: Origin): Promise<Sent>;
  addParticipant(invitation: Invitation, origin: Origin): Promise<Sent>;
  removeParticipant(command: RemoveParticipant, origin: Origin): Promise<Sent>;
  cancelAddParticipant(command: CancelInvitation, origin: Origin): Promise<Sent>;
  hold(command: Hold, origin: Origin): Promise<Sent>;
  unhold(command: Unhold, origin: Origin): Promise<Sent>;
  transfer(command: Transfer, origin: Origin): Promise<Sent>;
  /** How somebody's part in a call stands; `absent` when they are not in it, `unknown` when ACS cannot be asked. */
  lookUpParticipant(command: LookUpParticipant, origin: Origin): Promise<PartInCall>;
  /** How a call stands: `gone` when ACS does not know it or says it is over, `unknown` when ACS cannot be asked. */
  lookUp(callConnectionId: string): Promise<CallLookup>;
}

/** An invitation to an agent, with the number that they see. */
export interface Invitation {
  operationContext: string;
  participant: Participant;
  /** Our number, E.164; only phones need it. */
  from?: string;
  ringSeconds: number;
  context: CallingContext;
}

export type PartInCall = 'talking' | 'on-hold' | 'absent' | 'unknown';

export type CallLookup = { is: 'connected'; roster: RosterEntry[] } | { is: 'gone' | 'unknown' };

/** An agent who was claimed for an offer. */
export interface ClaimedAgent {
  id: string;
  name: string;
  participant: Participant;
  /** Keys and pauses that are sent once their number has answered: `0-9 * # A-D`, `w` = 0.5 s, `W` and `,` = 1 s. */
  extension?: string;
}

/** Whom a claim may give, and for which offer of which call. */
export interface AgentClaim {
  callId: string;
  offer: string;
  skill?: string;
  /** Ids of agents who were offered this call. */
  except: readonly string[];
  /** Numbers and users that are in the call: nobody is offered their own call. */
  caller: Participant;
}

/** A caller who is put in line. */
export interface Joining {
  spot: QueueSpot;
  /** Nobody is offered their own call. */
  caller: Participant;
  /** So many may wait. */
  most: number;
}

/** The lines of callers, as a call deals with them (decision 0010). What does not say otherwise throws when the tables are away. */
export interface Queues {
  /** Puts a caller in line; who is there already stays. */
  join(callId: string, joining: Joining): Promise<QueuePlace | 'full' | 'nobody-on-duty'>;
  /** Where a caller stands; nothing when they are not in line. */
  place(callId: string, spot: QueueSpot): Promise<QueuePlace | undefined>;
  /** Keeps that an agent did not take a caller: for a minute they are not offered that one again. */
  passOn(callId: string, spot: QueueSpot, agent: string): Promise<void>;
  /** Takes a caller out of line. Never throws: who could not be, is when they would be offered to somebody. */
  leave(callId: string, spot: QueueSpot): Promise<void>;
  /** Offers callers to agents who are available. Never throws: what could not be done, the watchdog does. */
  match(): Promise<void>;
  /** What is to be done when an agent was let go: others wait for them, at once or after their wrap-up. Never throws. */
  released(callId: string, release: Release): Promise<void>;
}

/** Callers who are to be called back, as a call deals with them (decision 0014). */
export interface Callbacks {
  /**
   * Has a number called back from the caller's place in line; asked again it is the same callback. `waiting`: another one to
   * this number waits already. Throws when the tables are away.
   */
  take(callId: string, request: CallbackRequest): Promise<'taken' | 'waiting'>;
  /** Undoes what this call asked for, while nobody has been offered it. Never throws. */
  withdraw(callId: string, to: string): Promise<void>;
  /**
   * Makes a callback this call's, counts a try and takes it out of line, before the number is dialled: whether it is this call's. Throws
   * when the tables are away.
   */
  dial(callId: string, callback: Pick<LastCallBack, 'callId' | 'to'>): Promise<boolean>;
  /** Keeps that this call reached the caller. Never throws. */
  reached(callId: string, to: string): Promise<void>;
  /** The call is over that was to make the callback: it waits for the next try, is over, or is offered to another agent. Never throws. */
  over(callId: string, callBack: LastCallBack): Promise<void>;
}

/** The agents, as a call deals with them. Every change is made under the condition that nobody else made one. */
export interface Agents {
  /**
   * Makes an agent `offered`: of those who are available and have the skill, the one who has been so longest. The same offer
   * again gives the same agent. Throws when the tables are away.
   */
  claim(claim: AgentClaim): Promise<ClaimedAgent | undefined>;
  /** Makes the agent of this offer `talking`. Throws when the tables are away. */
  talks(callId: string, agent: string, offer: string): Promise<void>;
  /** Lets the agent go who is still this offer's. Never throws: whom it cannot free, the watchdog does once the call is over. */
  release(callId: string, release: Release): Promise<void>;
}

export interface CallQuery {
  /** `2026-11-20`, UTC. Needed unless `from` is given. */
  day?: string;
  /** E.164 or `anonymous`: that caller's calls only. */
  from?: string;
  outcome?: Outcome;
  /** 1-200. */
  limit: number;
  /** What the page before gave back. */
  next?: string;
}

export interface CallPage {
  calls: CallRow[];
  next?: string;
}

/** All that is kept of one call. */
export interface CallRecord {
  call: CallRow;
  timeline: TimelineRow[];
  digits: DigitsRow[];
  /** In key order: of each participant and session in the order pressed. */
  tones: ToneRow[];
}

/** The call tables (design, section 5). Every query reads one partition. */
export interface CallStore {
  /** Upserts the rows, one request per table and partition, in parallel; gives back what could not be written within 1 s. */
  write(callId: string, rows: Rows): Promise<Rows | undefined>;
  /** Whether `Calls` has a row under this id: a point read. */
  has(callId: string): Promise<boolean>;
  find(callId: string): Promise<CallRecord | undefined>;
  /** The keys that continuous recognition followed on a call, and what is missing of them. */
  sequence(callId: string): Promise<ToneSequence[]>;
  /** Inserts one row of `DtmfTones`; one that is there already stays as it is. `false` when the tables are away. */
  insertTone(callId: string, row: ToneRow): Promise<boolean>;
  list(query: CallQuery): Promise<CallPage>;
  /** The calls of a UTC day (`2026-11-20`) that have not ended and whose `quietUntil` is before `before` (ISO 8601 UTC). */
  silent(day: string, before: string): Promise<CallRow[]>;
  /** Throws when the tables cannot be reached. */
  ping(): Promise<void>;
}

/** One line of log, always with the call's id. Numbers and digits are masked by whoever writes it (`adapters/log.ts`). */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: LogEvent,
  fields?: Record<string, string | number | boolean | readonly string[] | undefined>,
) => void;

/** Times that a call armed (design, section 3: who carries time). */
export interface Deadlines {
  /** Raises `Deadline { deadline }` into the call in `ms`. Armed already: nothing happens. */
  arm(callId: string, deadline: number, ms: number): Promise<void>;
  /** Ends those that have not come yet. */
  disarm(callId: string, deadlines: readonly number[]): Promise<void>;
}

/** Back ends that a call asks (design, section 3: who carries time). */
export interface Lookups {
  /** Raises `LookupAnswered` into the call, within 15 s or never. Started already: nothing happens. Throws for an outage. */
  start(callId: string, command: StartLookup): Promise<void>;
}

/** The legs that our numbers may hold at the same time (`OUTBOUND_LEGS_PER_NUMBER`). */
export interface Slots {
  /**
   * Our number that this leg of the call goes out from: `preferred` if it has a slot free, else another of ours. A leg that holds
   * a slot keeps it. Nothing when all are taken. Throws when the tables are away.
   */
  take(callId: string, leg: Leg, preferred: string): Promise<string | undefined>;
  /** Gives a leg's slot back, or all of a call. Never throws: what cannot be freed now, the watchdog frees. */
  free(callId: string, leg?: Leg): Promise<void>;
}

/** What of a call holds a slot: the call itself that we placed, its agent's phone, or the phone it is handed over to. */
export type Leg = 'call' | 'agent' | 'transfer';

/** What this line may dial. */
export interface DialRules {
  /** Beginnings of E.164 numbers: `DIAL_ALLOW`. */
  allow: readonly string[];
  /** `+44`: what national numbers are completed by (`DIAL_COUNTRY_CODE`). */
  countryCode: string;
}

/** What carrying out a turn needs from outside. */
export interface Tools {
  telephony: Telephony;
  store: CallStore;
  deadlines: Deadlines;
  lookups: Lookups;
  slots: Slots;
  agents: Agents;
  queues: Queues;
  callbacks: Callbacks;
  dialRules: DialRules;
  log: Log;
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

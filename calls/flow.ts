import type { Calendar } from './opening-hours.ts';
import type { Key } from './tones.ts';

/**
 * A line as the reducer reads it: every default filled in, every target known to exist. `adapters/flow-file.ts` makes it
 * from a YAML file; it travels by value in the orchestration's input, so that a call keeps the menu it started with.
 */
export interface Flow {
  /** What the line is called. */
  line: string;
  /** The first twelve hex digits of the SHA-256 of the flow: the column `flowVersion` of a call. */
  version: string;
  /** BCP 47, as the voice wants it: `en-GB`. */
  language: string;
  /** Name of an Azure AI voice: `en-GB-SoniaNeural`. */
  voice: string;
  /** Name of the first step. */
  start: string;
  /** Where the operator key and the operator sequence lead; absent: neither does anything. */
  operator?: string;
  /** The two keys that lead to `operator` everywhere outside sensitive gathers; default `*0`. */
  operatorSequence: string;
  /** Texts that are not spoken by the voice but played from a file of `flows/audio`: by the text. */
  recordings: Record<string, Recording>;
  /** By name; absent in a flow without any. */
  hours?: Record<string, Calendar>;
  /** Where callers wait for a person, by name; absent: nowhere. */
  queues?: Record<string, Queue>;
  steps: Record<string, Step>;
}

export interface Recording {
  /** Name of the file: `welcome.wav`. */
  file: string;
  seconds: number;
}

/** Callers who wait for somebody to be free, the lowest priority number and then the longest wait first. */
export interface Queue {
  /** What they are told: `{position}` is their place, `{minutes}` about how long it takes. */
  announce: string;
  /** Seconds between two announcements, 15-300. */
  everySeconds: number;
  /** Seconds that a caller waits at most, 60-3600. */
  longestSeconds: number;
  /** So many may wait, 1-1000. */
  most: number;
  /** What they hear between announcements. */
  music: Recording;
  /** How they leave the line to be called back; absent: they do not. */
  callback?: { key: Key };
}

export type Step =
  | Say
  | Menu
  | Gather
  | LookupStep
  | SendTonesStep
  | Escalate
  | TransferStep
  | HoursStep
  | CallBackStep
  | HangUp;

/** Says something and goes on. A `{name}` in a text is replaced by the digits a gather kept `as: name`, or what a lookup kept under it. */
export interface Say {
  kind: 'say';
  say: string;
  next: string;
}

/** One key leads on. */
export interface Menu {
  kind: 'menu';
  /** What the caller hears the first, second and third time; the last one serves every further attempt. */
  prompts: string[];
  keys: Partial<Record<Key, string>>;
  /** Its texts say the caller's own number as `{number}`. */
  saysNumber?: true;
  /** Seconds of silence after the prompt before it counts as no-input; 1-20. */
  firstKeySeconds: number;
  /** Whether a key stops the prompt, for each of `prompts`. */
  bargeIn: boolean[];
  /** A question before giving up on silence; any key asks again from the start. */
  moreTime?: string;
  /** Where three silences, three wrong keys, or a prompt that cannot be played lead. */
  otherwise: string;
}

/** Several keys are collected and kept. */
export interface Gather {
  kind: 'gather';
  prompts: string[];
  /** Fewest and most digits of a good entry, terminator not counted. */
  min: number;
  max: number;
  /** Keys that end the entry and are not part of it. */
  terminators: Key[];
  /** A key that drops what was keyed before it in the same entry. */
  clear?: Key;
  /** What an entry has to be beside its length. */
  match?: Match;
  /** What becomes of an entry that just stops: judged like any other, asked for anew, or taken as it is however short. */
  partial: 'judge' | 'reject' | 'accept';
  /** Seconds of silence after the prompt before it counts as no-input; 1-300. */
  firstKeySeconds: number;
  /** Seconds between two keys before the entry counts as ended; 1-60. */
  betweenKeysSeconds: number;
  bargeIn: boolean[];
  /** The question that reads `{digits}` (secret: `{lastFour}`) back; 1 confirms, 2 keys in again. Absent: no question. */
  readBack?: string;
  moreTime?: string;
  /** Never stored, logged or spoken in clear. */
  sensitive: boolean;
  /** The question after a secret entry that was not good: 0 leads to the operator, any other key enters again. Absent: no operator. */
  sensitiveAgain?: string;
  /** The name under which the digits are kept. */
  as: string;
  next: string;
  otherwise: string;
}

export type Match =
  | { kind: 'pattern'; pattern: string }
  | { kind: 'luhn' }
  /** Order of day, month and year: `DDMMYYYY`, `MMDDYY`, …; a real day of the calendar. */
  | { kind: 'date'; format: string }
  | { kind: 'oneOf'; values: string[] };

/** Asks a back end, while the caller waits. */
export interface LookupStep {
  kind: 'lookup';
  /** Name of an endpoint of the setting `LOOKUPS`. */
  lookup: string;
  /** Names of what goes along: entries, and what earlier lookups kept. Never a secret entry. */
  send: string[];
  /** Values of the answer that texts can say, by name: each a JSON pointer. */
  keep: Record<string, string>;
  /** By JSON pointer: which value of the answer leads to which step. Where none does, `next`. */
  when: Record<string, Record<string, string>>;
  /** What the caller hears after a second. */
  waiting: string;
  /** What they hear after that: a file in `flows/audio`. */
  music: string;
  /** What they hear after eight seconds, and which key leads to which step; without such a key they wait on. */
  sorry: { say: string; keys: Partial<Record<Key, string>> };
  next: string;
  /** Where an answer that cannot be used leads, and none within fifteen seconds. */
  otherwise: string;
}

/** Sends keys to the other side. */
export interface SendTonesStep {
  kind: 'sendTones';
  /** `0-9 * # A-D`, `w` = 0.5 s, `W` and `,` = 1 s. */
  tones: string;
  next: string;
  otherwise: string;
}

/** A person takes over: agents are offered the call one after the other, while the caller is on hold. */
export interface Escalate {
  kind: 'escalate';
  /** What the caller hears first. */
  say: string;
  /** Only agents with this skill are offered the call; absent: anyone. */
  skill?: string;
  /** Name of the hours outside of which nobody is offered the call; absent: there are none. */
  hours?: string;
  /** Where the caller waits when nobody is free, and with what priority, 0-999, the lowest first; absent: nowhere. */
  queue?: { name: string; priority: number };
  /** Name of a file in `flows/audio`: what the caller hears on hold. */
  music: string;
  /** Seconds that an agent's phone may ring, 5-180. */
  ringSeconds: number;
  /** Seconds that an agent may take to accept, 1-60. */
  acceptSeconds: number;
  texts: AgentTexts;
  /** Where the caller goes on when the agent has left. */
  afterAgent: string;
  /** Where it leads when no agent takes the call. */
  otherwise: string;
}

/** What agents hear. */
export interface AgentTexts {
  /**
   * Before they accept: `{caller}` is the end of the caller's number, `{keyed}` what was keyed in, masked; a sentence with `{keyed}`
   * is left out when nothing was. 1 accepts, 2 declines.
   */
  whisper: string;
  /** The same before they call somebody back, and what they hear when they have accepted, and when nobody answers there. */
  callback: string;
  calling: string;
  notReached: string;
  /** After another key. */
  again: string;
  /** Asks for the number to hand the caller over to, ended by `#`. */
  transferTo: string;
  /** Why they were not handed over. */
  busy: string;
  noAnswer: string;
  notAllowed: string;
  noNumber: string;
  failed: string;
}

/** Hands the caller over to another number, and leaves. */
export interface TransferStep {
  kind: 'transfer';
  /** What the caller hears first; absent: nothing. */
  say?: string;
  /** E.164. */
  to: string;
  /** Where a caller goes on who could not be handed over. */
  otherwise: string;
}

/** Leads on by the time of its calendar, which is one of the flow's hours. */
export interface HoursStep {
  kind: 'hours';
  calendar: string;
  open: string;
  closed: string;
  holiday: string;
}

/** Takes down that the caller is to be called back. No author writes it: it comes with a queue that has callbacks. */
export interface CallBackStep {
  kind: 'callBack';
  /** The name under which a number was kept that is not the caller's own. */
  number: string;
  /** Where a number leads that is not called. */
  refused: string;
  next: string;
  /** Where it leads when the callback cannot be taken down now. */
  otherwise: string;
}

/** The end of the flow, after a last sentence if there is one. */
export interface HangUp {
  kind: 'hangUp';
  say?: string;
}

import type { Hold } from './holding.ts';
import type { Identifier } from './identifiers.ts';
import type { Invitation } from './invitations.ts';
import type { Ivr, IvrScript } from './ivr.ts';
import type { Listening } from './media/listening.ts';
import type { MediaOperation } from './media/operation.ts';
import type { Random } from './random.ts';
import type { Ring } from './rung-phones.ts';
import type { Transfer } from './transferring.ts';

/** One source while it sounds at a phone, and after. `done` stays false if it was cut off. */
export interface Heard {
  /** ISO 8601 UTC. */
  at: string;
  kind: 'text' | 'ssml' | 'file' | 'tone';
  content: string;
  done: boolean;
}

/** One key that was pressed, and whether anything listened. */
export interface Pressed {
  /** ISO 8601 UTC. */
  at: string;
  key: string;
  taken: boolean;
}

/** What an app or a caller sends along with a ring (ACS protocol reference, section 6). */
export interface CustomContext {
  sipHeaders: Record<string, string>;
  voipHeaders: Record<string, string>;
}

/** A phone as the control door shows it. */
export interface Phone {
  id: string;
  /** E.164, `anonymous`, or the raw id of an ACS user. */
  number: string;
  other: string;
  direction: 'caller' | 'called';
  state: 'ringing' | 'talking' | 'on-hold' | 'ended';
  callConnectionId?: string;
  /** What came along with the ring, from whoever calls. */
  customContext?: CustomContext;
  /** A machine has picked up, which presses no keys. */
  voicemail?: true;
  /** How it ended, in the codes of the service. */
  code?: number;
  subCode?: number;
  hearing: Heard | null;
  heard: Heard[];
  pressed: Pressed[];
  /** Where another phone system has picked up. */
  ivr?: Ivr;
}

/** A phone as the store keeps it. */
export interface PhoneRecord extends Phone {
  /** Who rings this phone, while it is called and rings. */
  ring?: Ring;
  /** The phones at the other end, when no app is between them. */
  peerIds: string[];
  /** When the last key of this phone is due, ms since 1970: keys of two requests never mix. */
  lastKeyAt: number;
  /** Keeps away what is due at this phone, such as the end of its ringing. */
  stopTimer?: () => void;
  /** Told of every tone that is sent to this phone. */
  hearTone?: (key: string) => void;
}

/** A call that rings at an app and is not answered yet. Its context is good for one use. */
export interface Ringing {
  context: string;
  phoneId: string;
  from: Identifier;
  to: Identifier;
  /** The number that was dialled first: it stays the same over redirects. */
  firstDialled: string;
  serverCallId: string;
  correlationId: string;
  customContext?: object;
  random: Random;
}

export interface Participant {
  identifier: Identifier;
  isMuted: boolean;
  isOnHold: boolean;
  /** Absent for the app itself. */
  phoneId?: string;
}

/** A call that an app has answered or made. */
export interface Call {
  id: string;
  serverCallId: string;
  correlationId: string;
  apiVersion: string;
  state: 'connecting' | 'connected' | 'disconnected';
  callbackUri: string;
  operationContext?: string;
  source: Identifier;
  targets: Identifier[];
  /** Who answered, and the number first dialled: of a call that an app has answered. */
  answeredBy?: string;
  answeredFor?: string;
  /** What the called person sees, E.164 and words: of a call that an app has made. */
  sourceCallerIdNumber?: string;
  sourceDisplayName?: string;
  participants: Participant[];
  rosterSequence: number;
  /** Who is being called into this call. */
  invitations: Invitation[];
  /** Who is being handed over. */
  transfer?: Transfer;
  /** Who is on hold, or about to be. */
  holds: Hold[];
  operations: MediaOperation[];
  /** Whose keys are told one by one. */
  listening: Listening[];
  /** The `sequenceId` of the next key of a phone. */
  nextTone: Map<string, number>;
  random: Random;
  /** The last instant taken on the clock for this call, ms since 1970: no two of its events share one. */
  lastInstant: number;
}

export interface Delivery {
  at: string;
  kind: 'event-grid' | 'callback';
  url: string;
  /** HTTP status, 0 when the other side could not be reached. */
  status: number;
  attempt: number;
  events: object[];
}

export interface RecordedRequest {
  at: string;
  method: string;
  path: string;
  status: number;
  body?: unknown;
}

export interface Subscriber {
  url: string;
  header: Record<string, string>;
  validated: boolean;
  validationCode: string;
}

/** How a number behaves when it is rung. */
export type NumberBehaviour =
  | { on: 'answer' | 'busy' | 'ring' | 'voicemail'; afterMs: number }
  | { on: 'decline'; afterMs: number; thenVoicemail?: boolean | undefined }
  | { on: 'ivr'; afterMs: number; script: IvrScript };

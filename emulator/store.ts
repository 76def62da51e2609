import type {
  Call,
  Delivery,
  NumberBehaviour,
  PhoneRecord,
  RecordedRequest,
  Ringing,
  Subscriber,
} from './entities.ts';
import { type Gate, gate } from './gate.ts';
import type { KnownFile } from './media/file-length.ts';
import type { Reply } from './reply.ts';

/** How many deliveries, requests, phones, calls and replies are remembered. */
const KEPT = 1000;

/** Everything the emulator knows, in one place. */
export interface Store {
  phones: Map<string, PhoneRecord>;
  calls: Map<string, Call>;
  /** By `incomingCallContext`; only while the context can still be used. */
  ringing: Map<string, Ringing>;
  /** By E.164 number. */
  numbers: Map<string, NumberBehaviour>;
  /** Numbers that lead to an app, known from the calls that rang there. */
  lineNumbers: Set<string>;
  subscriber: Subscriber | undefined;
  deliveries: Delivery[];
  requests: RecordedRequest[];
  /** Files of sound by their URLs. */
  files: Map<string, KnownFile>;
  /** Replies by `Repeatability-Request-ID`. */
  replies: Map<string, StoredReply>;
  /** What every event goes out through. */
  exit: Gate;
  /** Counts the phones ever made: ids come from it. */
  phoneCount: number;
  /** Counts the calls that ever rang at an app: their seeds come from it. */
  ringCount: number;
}

/**
 * Events that are posted at the same time, each over a connection of its own. A busy receiver takes new connections slowly (Node:
 * one each time it comes around): with hundreds of them an event would wait there for longer than a caller does.
 */
const EVENTS_AT_ONCE = 64;

/** What was answered to which request, for when it is repeated. */
export interface StoredReply {
  /** Method and path. */
  request: string;
  reply: Reply;
}

export function createStore(): Store {
  return {
    phones: new Map(),
    calls: new Map(),
    ringing: new Map(),
    numbers: new Map(),
    lineNumbers: new Set(),
    subscriber: undefined,
    deliveries: [],
    requests: [],
    files: new Map(),
    replies: new Map(),
    exit: gate(EVENTS_AT_ONCE),
    phoneCount: 0,
    ringCount: 0,
  };
}

/** Adds to a log that keeps only its newest entries. */
export function remember<T>(log: T[], entry: T): void {
  log.push(entry);
  if (log.length > KEPT) log.splice(0, log.length - KEPT);
}

/** Forgets the oldest entries that are over, so that a long-running emulator does not grow. */
export function forgetOld<T>(entries: Map<string, T>, isOver: (entry: T) => boolean): void {
  if (entries.size <= KEPT) return;
  for (const [id, entry] of entries) {
    if (entries.size <= KEPT) return;
    if (isOver(entry)) entries.delete(id);
  }
}

/** A media operation as its leg sees it: it waits, runs, and is over when it leaves the call's list. */
export interface MediaOperation {
  kind: 'play' | 'recognize' | 'sendTones';
  /** What queues together (ACS protocol reference, section 7). */
  leg: 'main' | 'sub';
  /** Whom it is for; nobody in particular, when it plays to all. */
  phoneIds: string[];
  state: 'queued' | 'running';
  operationContext?: string | undefined;
  callbackUri?: string | undefined;
  /** Begins to sound or to listen. */
  start(): void;
  /** Ends at once, without a word to the app. */
  stop(): void;
  /** Who is in the call, or on hold, has changed. */
  tune?(): void;
  /** A key was pressed at a phone: whether this operation took it. */
  takeKey?(phoneId: string, key: string): boolean;
}

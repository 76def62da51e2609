import type { TakeCallback, WithdrawCallback } from '../../../calls/callback/commands.ts';
import type { Command } from '../../../calls/commands.ts';
import type { CallEvent } from '../../../calls/events.ts';
import type { Flow } from '../../../calls/flow.ts';
import type { QueueCommand } from '../../../calls/queue/commands.ts';
import type { CallRow, TimelineRow } from '../../../calls/rows.ts';
import type { Unplaced } from '../../../calls/settling.ts';
import type { CallState } from '../../../calls/state.ts';
import type { Random } from '../../../emulator/random.ts';
import type { Timeline } from '../timeline.ts';
import type { AgentPool } from './agent-pool.ts';
import type { GroupCall } from './group-call.ts';

/** What the people of a run do. */
export interface People {
  /** An agent's phone rings: `joins` and `fails` say what comes of it. */
  ring(
    call: StaffedCall,
    participant: string,
    outcome: { joins(): void; fails(subCode: number): void },
  ): void;
  /** What comes of handing a caller over to a number. */
  transfer(to: string): 'accepted' | 'busy' | 'never';
}

/** The lines of callers that a run may have. */
export interface Lines {
  /** Carries out what a call asks of them. */
  take(call: StaffedCall, command: LineCommand): Unplaced | undefined;
  /** Told of every command before it is carried out. */
  sees(call: StaffedCall, command: Command): void;
  /** Told of the end of a call. */
  ends(call: StaffedCall): void;
}

/** What a call asks of the lines: a place, or a callback in it. */
export type LineCommand = QueueCommand | TakeCallback | WithdrawCallback;

/** What calls of a run share. */
export interface World {
  time: Timeline;
  random: Random;
  pool: Pick<AgentPool, 'claim' | 'talks' | 'release'>;
  people: People;
  flow: Flow;
  lines?: Lines;
  /** What happens is not written down: a run is faster then. */
  isUntold?: boolean;
}

/** One call of a run. */
export interface StaffedCall {
  callId: string;
  state(): CallState;
  acs: GroupCall;
  timeline: TimelineRow[];
  /** The call's row as the tables have it. */
  row(): CallRow;
  receive(event: Happening): void;
  /** Sends an event on its way, which may lose or double it. */
  emit(event: Happening): void;
  script: string[];
  /** How many deadlines are armed. */
  armed(): number;
  /** The caller hung up by themselves. */
  hungUp: boolean;
  /** Somebody else took the caller whom an agent handed over. */
  handedOver: boolean;
  /** The caller was on hold though we thought that they were not, for longer than news takes. */
  heldTooLong: boolean;
}

/** An event before it is sent on its way. */
export type Happening = { type: CallEvent['type'] } & Partial<Record<string, unknown>>;

/** How often an event is lost, comes twice, and how late, in ms. */
export interface Disorder {
  lose: number;
  twice: number;
  latestMs: number;
}

/** Milliseconds since 1970. */
export const RANG_AT = Date.parse('2026-11-20T10:15:02.000Z');

/** Who rings where nothing else is said, E.164. */
export const CALLER = '+15550100';

import type { Flow } from './flow.ts';
import type { CallRow } from './rows.ts';
import { type CallState, NO_ROWS } from './state.ts';

/** What is known of a call before anything happened in it. */
export interface NewCall {
  callId: string;
  /** E.164, or `anonymous` if withheld. */
  from: string;
  to: string;
  /** When it rang, or was asked for; ISO 8601 UTC. */
  at: string;
  flow: Flow;
}

/** The row of a call that rings. `quietSeconds`: how long it is normal that nothing is heard of it. */
export function newRow(
  { callId, from, to, at, flow }: NewCall,
  direction: CallRow['direction'],
  quietSeconds: number,
): CallRow {
  return {
    callId,
    direction,
    from,
    to,
    state: 'ringing',
    startedAt: at,
    lastEventAt: at,
    quietSeconds,
    flowVersion: flow.version,
    questions: 0,
    noInputs: 0,
    noMatches: 0,
  };
}

/** The state of a call before its first turn. */
export function newState(phase: CallState['phase'], call: CallRow): CallState {
  return {
    phase,
    call,
    rows: NO_ROWS,
    turn: 0,
    nextIndex: 0,
    open: [],
    entries: {},
    collected: {},
    offered: [],
    prelude: [],
    deadlines: {},
    deadlineCount: 0,
    refusals: 0,
    seen: [],
  };
}

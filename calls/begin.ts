import type { Flow } from './flow.ts';
import { note, setCall } from './recording.ts';
import { send } from './sending.ts';
import { type CallState, NO_ROWS, type Turn } from './state.ts';

/** What an orchestration of one call starts with. */
export interface CallStart {
  callId: string;
  /** A credential to answer with, about 8 kB, worthless after 30 s. */
  incomingCallContext: string;
  /** E.164, or `anonymous` if withheld. */
  from: string;
  to: string;
  /** When it rang, ISO 8601 UTC. */
  at: string;
  flow: Flow;
}

/** The first turn of a call that rings: answer it. */
export function begin(start: CallStart): Turn {
  const { callId, from, to, at, flow } = start;
  const blank: CallState = {
    phase: 'answering',
    call: {
      callId,
      direction: 'inbound',
      from,
      to,
      state: 'ringing',
      startedAt: at,
      lastEventAt: at,
      quietSeconds: 0,
      flowVersion: flow.version,
      questions: 0,
      noInputs: 0,
      noMatches: 0,
    },
    rows: NO_ROWS,
    turn: 0,
    nextIndex: 0,
    open: [],
    entries: {},
    collected: {},
    refusals: 0,
    seen: [],
  };
  const rung = note(setCall(blank, { state: 'answering' }), {
    at,
    kind: 'event',
    type: 'IncomingCall',
    words: 'rings',
  });
  return send(rung, [{ type: 'answer', incomingCallContext: start.incomingCallContext }], at);
}

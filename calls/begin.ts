import { beginCallback, type CallbackStart } from './callback/start.ts';
import { type NewCall, newRow, newState } from './new-call.ts';
import { beginOutbound, type OutboundStart } from './outbound.ts';
import { note, setCall } from './recording.ts';
import { send } from './sending.ts';
import type { Turn } from './state.ts';

/** What an orchestration of one call starts with. */
export type CallStart = InboundStart | OutboundStart | CallbackStart;

/** A call that rings for us. `from` may be `anonymous`. */
export interface InboundStart extends NewCall {
  /** Absent in what was started before we could call ourselves. */
  kind?: 'inbound';
  /** A credential to answer with, about 8 kB, worthless after 30 s. */
  incomingCallContext: string;
}

/** The first turn of a call: answer it, or dial; to call somebody back, ring the agent. */
export function begin(start: CallStart): Turn {
  if (start.kind === 'callback') return beginCallback(start);
  return start.kind === 'outbound' ? beginOutbound(start) : beginInbound(start);
}

function beginInbound(start: InboundStart): Turn {
  const { at, incomingCallContext } = start;
  const blank = newState('answering', newRow(start, 'inbound', 0));
  const rung = note(setCall(blank, { state: 'answering' }), {
    at,
    kind: 'event',
    type: 'IncomingCall',
    words: 'rings',
  });
  return send(rung, [{ type: 'answer', incomingCallContext }], at);
}

import type { CreateCallFailed } from './events.ts';
import { type NewCall, newRow, newState } from './new-call.ts';
import { note } from './recording.ts';
import type { Outcome, Rows } from './rows.ts';
import { arm, send } from './sending.ts';
import { NO_ROWS, type Turn } from './state.ts';

/** What an orchestration of a call that we place starts with. `from` is our number, `to` the one that is rung. */
export interface OutboundStart extends NewCall {
  kind: 'outbound';
  /** The step the flow begins with; absent: its own start. */
  startStep?: string;
  /** Sent as keys once somebody answered: `0-9 * # A-D`, `w` = 0.5 s, `W` and `,` = 1 s. */
  extension?: string;
  /** What prompts say as `{context.name}`. */
  context: Record<string, string>;
  /** Seconds that the other phone may ring. */
  ringSeconds: number;
}

/** Seconds in which a call that was asked for has to be under way; then the watchdog looks at it. */
const START_SECONDS = 60;

/** The first turn of a call that we place: dial, and give the other side `ringSeconds` to answer. */
export function beginOutbound(start: OutboundStart): Turn {
  const { at, flow, startStep = flow.start, extension, context, ringSeconds } = start;
  const blank = newState('calling', newRow(start, 'outbound', START_SECONDS));
  const asked = note(
    { ...blank, outbound: { startStep, context, ...(extension ? { extension } : {}) } },
    { at, kind: 'event', type: 'CallRequested', words: 'a call is asked for' },
  );
  const { state, wanted } = arm(asked, { what: 'ring' }, ringSeconds * 1_000);
  const { to, from } = start;
  return send(state, [{ type: 'createCall', to, from }, wanted], at);
}

/** The rows of a call that is asked for and not yet begun: with them its status can be read at once. */
export function requestedRows(start: NewCall): Rows {
  return { ...NO_ROWS, call: newRow(start, 'outbound', START_SECONDS), byCaller: true };
}

/** What a code of a call that was not taken means, as the phone network (SIP) tells it. */
const BY_SIP: Record<number, Outcome> = {
  486: 'busy',
  603: 'declined',
  408: 'no-answer',
  480: 'no-answer',
  487: 'no-answer',
};

/** The same in subcodes of ACS (ACS protocol reference, section 10). */
const BY_SUBCODE: Record<number, Outcome> = {
  8539: 'busy',
  8540: 'busy',
  8538: 'declined',
  510403: 'declined',
  560403: 'declined',
  10078: 'no-answer',
  560480: 'no-answer',
};

/** How a call ended that nobody took: by the code of the phone network where ACS tells it, else by ACS's own subcode. */
export function outcomeOfCreateFailure({
  sipCode,
  subCode,
}: Pick<CreateCallFailed, 'sipCode' | 'subCode'>): Outcome {
  const told = sipCode === undefined ? BY_SUBCODE[subCode ?? 0] : BY_SIP[sipCode];
  return told ?? 'failed';
}

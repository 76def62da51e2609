import type { Flow, Step } from './flow.ts';

/** What callers meet instead of the flow alone, as long as somebody wants it so (table `Line`). */
export type LineState = LineMessage | LineTransfer | LineReject;

/** They hear a message, and go on in the flow or are hung up on. */
export interface LineMessage {
  state: 'message';
  text: string;
  /** Absent: the flow follows. */
  hangUp?: boolean;
}

/** They are handed over to a number, after some words if there are any. */
export interface LineTransfer {
  state: 'transfer';
  /** E.164. */
  to: string;
  text?: string;
}

/** They hear that the line is busy, and are never answered. */
export interface LineReject {
  state: 'reject';
}

/** No step of a flow file can have such names: a colon is none of their signs. */
const MESSAGE = 'line:message';
const TRANSFER = 'line:transfer';

/**
 * The flow that a new call begins on while the line is in this state. Only steps are added, so that everything that is true of
 * steps is true of these; a call that began keeps what it began with. A caller who cannot be handed over is served by the flow.
 */
export function flowUnder(flow: Flow, state: Exclude<LineState, LineReject> | undefined): Flow {
  switch (state?.state) {
    case undefined:
      return flow;
    case 'message':
      return state.hangUp
        ? lastWords(flow, state.text)
        : beginningWith(flow, MESSAGE, { kind: 'say', say: state.text, next: flow.start });
    case 'transfer': {
      const { to, text } = state;
      const says = text === undefined ? {} : { say: text };
      const step = { kind: 'transfer', ...says, to, otherwise: flow.start } as const;
      return beginningWith(flow, TRANSFER, step);
    }
  }
}

function beginningWith(flow: Flow, name: string, step: Step): Flow {
  return { ...flow, start: name, steps: { [name]: step, ...flow.steps } };
}

/** Nothing leads on from there, not even the operator's keys. */
function lastWords({ operator: _, ...flow }: Flow, say: string): Flow {
  return { ...flow, start: MESSAGE, steps: { [MESSAGE]: { kind: 'hangUp', say } } };
}

import type { LineState } from '../calls/line-state.ts';
import type { Deps } from './deps.ts';

/**
 * What a call that rings for `to` (E.164) meets instead of the flow alone. A caller counts more than a row: when the row cannot be had
 * or read, the flow serves them, and the log says so. The flow serves whoever would be handed over to the number that they rang, too:
 * all of our numbers may be switched to one of them.
 */
export async function lineStateAt(
  { line, log }: Deps,
  callId: string,
  to: string,
): Promise<LineState | undefined> {
  try {
    const state = await line.stateOf(to);
    if (state !== 'malformed') return isHere(state, to) ? undefined : state;
    log('error', 'line-malformed', { callId, to });
  } catch {
    log('error', 'tables-unreachable', { callId, reason: 'how the line stands cannot be read' });
  }
  return undefined;
}

/** A call to the number that rings would ring here again, and be handed over again. */
function isHere(state: LineState | undefined, to: string): boolean {
  return state?.state === 'transfer' && state.to === to;
}

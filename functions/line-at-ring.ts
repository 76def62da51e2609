import type { LineState } from '../calls/line-state.ts';
import type { Deps } from './deps.ts';

/**
 * What a call that rings for `to` (E.164) meets instead of the flow alone. A caller counts more than a row: when the row cannot be had
 * or read, the flow serves them, and the log says so.
 */
export async function lineStateAt(
  { line, log }: Deps,
  callId: string,
  to: string,
): Promise<LineState | undefined> {
  try {
    const state = await line.stateOf(to);
    if (state !== 'malformed') return state;
    log('error', 'line-malformed', { callId, to });
  } catch {
    log('error', 'tables-unreachable', { callId, reason: 'how the line stands cannot be read' });
  }
  return undefined;
}

import { end, hangUp } from './ending.ts';
import type { CommandFailed } from './events.ts';
import type { Flow } from './flow.ts';
import { afterResult } from './media.ts';
import { setCall } from './recording.ts';
import type { CallState, Turn } from './state.ts';

/** So many refusals without an event from ACS in between end the call, so that nothing spins without a wait. */
const REFUSALS = 3;

/** What a command that ACS did not take leads to. */
export function afterRefusal(flow: Flow, before: CallState, event: CommandFailed): Turn {
  const { code, subCode, at } = event;
  if (event.command === 'answer') return afterUnanswered(before, event);
  const open = before.open.filter((context) => !isOfTurn(context, event.turn));
  if (isGone(event)) return { state: { ...before, open }, commands: [] };
  const refusals = before.refusals + 1;
  const state = setCall({ ...before, open, refusals }, { code, subCode });
  if (event.command === 'hangUp') return { state, commands: [] };
  if (refusals >= REFUSALS) return hangUp(state, 'failed', at);
  return afterResult(flow, state, { result: 'failed', digits: '', code, subCode }, at);
}

/** The request crossed the end of the call (404/8522): `CallDisconnected` is on its way and tells the outcome. */
function isGone(event: CommandFailed): boolean {
  return event.code === 404 && event.subCode === 8522;
}

/** Without a clear no the answer may have been taken: then `CallConnected` comes, or the watchdog finds out. */
function afterUnanswered(before: CallState, event: CommandFailed): Turn {
  const { code, subCode, at } = event;
  const state = setCall(before, { code, subCode });
  if (code === 0 || code === 408) return { state, commands: [] };
  return end(state, code === 404 ? 'not-answered' : 'failed', at);
}

function isOfTurn(context: string, turn: number): boolean {
  return context.startsWith(`${turn}.`);
}

import { notSent } from './after-sending.ts';
import { end, hangUp } from './ending.ts';
import type { CommandFailed } from './events.ts';
import type { Flow } from './flow.ts';
import { afterResult } from './media.ts';
import { setCall } from './recording.ts';
import type { CallState, Turn } from './state.ts';
import { wayOutOf } from './walking.ts';

/** So many refusals without an event from ACS in between end the call, so that nothing spins without a wait. */
const REFUSALS = 3;

/** What a command that ACS did not take leads to. */
export function afterRefusal(flow: Flow, before: CallState, event: CommandFailed): Turn {
  const { command, code, subCode, at } = event;
  switch (command) {
    case 'answer':
    case 'createCall':
      return afterUnanswered(before, event);
    case 'startContinuousDtmfRecognition':
      return { state: notStarted(before, event), commands: [] };
    case 'hangUp':
      return { state: isGone(event) ? before : setCall(before, { code, subCode }), commands: [] };
    default: {
      const open = before.open.filter((context) => !isOfTurn(context, event.turn));
      if (isGone(event)) return { state: { ...before, open }, commands: [] };
      const refusals = before.refusals + 1;
      const state = setCall({ ...before, open, refusals }, { code, subCode });
      if (state.phase !== 'talking') return { state, commands: [] };
      return refusals >= REFUSALS
        ? hangUp(state, 'failed', at)
        : afterRefusedStep(flow, state, event);
    }
  }
}

function afterRefusedStep(flow: Flow, state: CallState, event: CommandFailed): Turn {
  const { command, code, subCode, at } = event;
  switch (command) {
    case 'stopContinuousDtmfRecognition': {
      // the keys are still followed, so nothing secret may be asked for
      const stream = state.stream && { ...state.stream, isOn: true };
      const failed: CallState = { ...state, stream, gaveUp: 'failed' };
      return wayOutOf(flow, failed, state.position?.step ?? flow.start, at);
    }
    case 'sendDtmfTones':
      return notSent(flow, state, at);
    case 'armDeadline':
      return state.sending ? notSent(flow, state, at) : { state, commands: [] };
    default:
      return afterResult(flow, state, { result: 'failed', digits: '', code, subCode }, at);
  }
}

/** A start that is refused because it runs already (8500) is as good as one that is taken. */
function notStarted(state: CallState, { subCode }: CommandFailed): CallState {
  const { stream } = state;
  if (!stream || subCode === 8500) return state;
  return { ...state, stream: { ...stream, isOn: false, restarts: stream.restarts + 1 } };
}

/** The request crossed the end of the call (404/8522): `CallDisconnected` is on its way and tells the outcome. */
function isGone(event: CommandFailed): boolean {
  return event.code === 404 && event.subCode === 8522;
}

/** Without a clear no the request may have been taken: then `CallConnected` comes, or the watchdog finds out. */
function afterUnanswered(before: CallState, event: CommandFailed): Turn {
  const { command, code, subCode, at } = event;
  const state = setCall(before, { code, subCode });
  if (code === 0 || code === 408) return { state, commands: [] };
  const isLate = command === 'answer' && code === 404;
  return end(state, isLate ? 'not-answered' : 'failed', at);
}

function isOfTurn(context: string, turn: number): boolean {
  return context.startsWith(`${turn}.`);
}

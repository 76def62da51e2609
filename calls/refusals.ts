import { notSent } from './after-sending.ts';
import type { CommandType } from './commands.ts';
import { sendDraft } from './drafting.ts';
import { end, hangUp } from './ending.ts';
import { isWithOthers } from './escalation/escalation.ts';
import { afterEscalationRefusal } from './escalation/refusals.ts';
import type { CommandFailed } from './events.ts';
import type { Flow } from './flow.ts';
import { holdRefused } from './holding.ts';
import { waitingFor } from './lookup/stages.ts';
import { afterLookupRefusal } from './lookup/waiting.ts';
import { afterResult } from './media.ts';
import { setCall } from './recording.ts';
import { send } from './sending.ts';
import type { CallState, Turn } from './state.ts';
import { ownerOf, participantOf, streamOf, withStream } from './streams.ts';
import { parseToneContext } from './tone-context.ts';
import { notTransferred } from './transferring.ts';
import { wayOutOf } from './walking.ts';

/** So many refusals without an event from ACS in between end the call, so that nothing spins without a wait. */
const REFUSALS = 3;

/** Commands whose refusal leads to nothing: what they are for is found out otherwise, or done by the watchdog. */
const WITHOUT_SEQUEL: readonly CommandType[] = [
  'unhold',
  'removeParticipant',
  'cancelAddParticipant',
  'cancelAllMediaOperations',
  'lookUpParticipant',
  'agentTalks',
  'releaseAgent',
  'freeSlot',
  'joinQueue',
  'lookUpPlace',
  'passOn',
  'leaveQueue',
  'withdrawCallback',
  'callbackReached',
];

/** What a command that ACS did not take leads to. */
export function afterRefusal(flow: Flow, before: CallState, event: CommandFailed): Turn {
  const { command, code, subCode, at } = event;
  if (isTurnLost(before, event)) return afterLostTurn(flow, before, event);
  if (WITHOUT_SEQUEL.includes(command)) return { state: before, commands: [] };
  switch (command) {
    case 'answer':
    case 'createCall':
    case 'callAgent':
      return afterUnanswered(before, event);
    case 'startContinuousDtmfRecognition':
      return notStarted(before, event);
    case 'hangUp':
      return { state: isGone(event) ? before : setCall(before, { code, subCode }), commands: [] };
    case 'hold':
      return isGone(event)
        ? { state: before, commands: [] }
        : sendDraft(holdRefused(before, at), at);
    default:
      return afterRefusedMedia(flow, before, event);
  }
}

/** The activity of a whole turn died, twice: its first command, which is told, stands for all that was asked in it. */
function isTurnLost(
  { phase, escalation, open, position }: CallState,
  { code, turn }: CommandFailed,
): boolean {
  if (code !== 0 || phase !== 'talking') return false;
  const isAwaited = position?.lookup || position?.question === 'calling-back';
  if (isAwaited && position?.turn === turn) return true;
  return escalation !== undefined || open.some((context) => isOfTurn(context, turn));
}

function afterLostTurn(flow: Flow, before: CallState, event: CommandFailed): Turn {
  const isStart = event.command === 'startContinuousDtmfRecognition';
  return afterRefusedMedia(flow, isStart ? notStarted(before, event).state : before, event);
}

function afterRefusedMedia(flow: Flow, before: CallState, event: CommandFailed): Turn {
  const { code, subCode, at, operationContext, turn } = event;
  const refused = (context: string) =>
    isOfTurn(context, turn) || (operationContext !== undefined && context === operationContext);
  const open = before.open.filter((context) => !refused(context));
  // somebody else may be meant when ACS says that there is no such participant
  if (isGone(event) && !isWithOthers(before)) return { state: { ...before, open }, commands: [] };
  const refusals = before.refusals + 1;
  const state = setCall({ ...before, open, refusals }, { code, subCode });
  if (state.phase !== 'talking') return { state, commands: [] };
  if (refusals >= REFUSALS) return hangUp(state, 'failed', at);
  return state.escalation
    ? afterEscalationRefusal(flow, state, event)
    : afterRefusedStep(flow, state, event);
}

function afterRefusedStep(flow: Flow, state: CallState, event: CommandFailed): Turn {
  const { command, code, subCode, at } = event;
  if (waitingFor(state)) return afterLookupRefusal(flow, state, event);
  switch (command) {
    case 'stopContinuousDtmfRecognition': {
      // the keys are still followed, so nothing secret may be asked for
      const stream = state.stream && { ...state.stream, isOn: true };
      const failed: CallState = { ...state, stream, gaveUp: 'failed' };
      return wayOutOf(flow, failed, state.position?.step ?? flow.start, at);
    }
    case 'sendDtmfTones':
      return notSent(flow, state, at);
    case 'transfer':
      return notTransferred(flow, state, at);
    case 'armDeadline':
      return state.sending ? notSent(flow, state, at) : { state, commands: [] };
    default:
      if (state.sending) return notSent(flow, state, at);
      return afterResult(flow, state, { result: 'failed', digits: '', code, subCode }, at);
  }
}

/**
 * A start that is refused because it runs already (8500) is as good as one that is taken. Where somebody else may be in the call, one
 * of them may be gone.
 */
function notStarted(state: CallState, event: CommandFailed): Turn {
  const { operationContext, subCode, at } = event;
  const label = parseToneContext(operationContext)?.participant ?? 'caller';
  const of = ownerOf(state, label);
  const stream = of && streamOf(state, of);
  if (!stream || subCode === 8500) return { state, commands: [] };
  const off = withStream(state, of, { ...stream, isOn: false, restarts: stream.restarts + 1 });
  const participant = participantOf(off, of);
  if (!isGone(event) || !isWithOthers(off) || !participant) return { state: off, commands: [] };
  return send(off, [{ type: 'lookUpParticipant', participant, isOptional: true }], at);
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

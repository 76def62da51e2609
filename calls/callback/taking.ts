import { unanswered } from '../decision.ts';
import { drafted, sendDraft } from '../drafting.ts';
import type { CallbackRefused, CallbackTaken } from '../events.ts';
import type { CallBackStep, Flow } from '../flow.ts';
import { otherSide } from '../parties.ts';
import { noteExit } from '../queue/waiting.ts';
import { note, setCall } from '../recording.ts';
import { type CallState, type Draft, type Position, stepNamed, type Turn } from '../state.ts';
import { cutOff, enter, follow, followed } from '../walking.ts';
import { type LeftLine, withSpotBack, withSpotGiven } from './left-line.ts';

/** A caller whose wish is being taken down. */
interface Taking {
  position: Position;
  step: CallBackStep;
  left: LeftLine;
}

/** What is being taken down now; nothing when that is over. */
function takingOf(flow: Flow, { position, phase, leftLine }: CallState): Taking | undefined {
  if (phase !== 'talking' || position?.question !== 'calling-back' || !leftLine) return undefined;
  const step = stepNamed(flow, position.step);
  return step.kind === 'callBack' ? { position, step, left: leftLine } : undefined;
}

/** Asks for the callback: to the number that was keyed in, or the caller's own. From here on their place may be the callback's. */
export function startCallback(
  before: CallState,
  step: CallBackStep,
  position: Position,
  at: string,
): Turn {
  const { leftLine: left } = before;
  if (!left) throw new Error(`${position.step} was entered by a caller who was in no line`);
  const { [step.number]: keyed, ...values } = before.collected;
  const to = left.to ?? keyed ?? otherSide(before);
  const taking: CallState = {
    ...withSpotGiven(before, left.spot),
    collected: values,
    leftLine: { ...left, to },
    position: { ...position, turn: before.turn + 1 },
  };
  const draft = drafted(
    taking,
    (state) => followed(cutOff(state), false),
    (state) => ({
      state: { ...state, open: [] },
      wanted: [
        {
          type: 'takeCallback',
          request: { to, spot: left.spot, step: left.step, values },
          isOptional: true,
        },
      ],
    }),
  );
  return sendDraft(draft, at);
}

/** The caller will be called back: their wait on the phone is over. */
export function afterCallbackTaken(flow: Flow, before: CallState, event: CallbackTaken): Turn {
  const taking = takingOf(flow, before);
  if (!taking) return { state: before, commands: [] };
  const { wasWaiting, at } = event;
  const words = wasWaiting
    ? 'is to be called back already: another callback to this number waits'
    : 'is to be called back';
  const told = note(before, { at, kind: 'decision', type: 'callback-taken', words });
  const exited = setCall(noteExit(told, 'callback', at), { escalation: 'left' });
  const kept = wasWaiting ? withSpotBack(exited, taking.left.spot) : exited;
  const state: CallState = { ...kept, leftLine: undefined, gaveUp: undefined };
  return enter(flow, state, taking.step.next, at);
}

/** A number that is not called back is asked for anew; in an outage the caller waits on. */
export function afterCallbackRefused(flow: Flow, before: CallState, event: CallbackRefused): Turn {
  const taking = takingOf(flow, before);
  if (!taking) return { state: before, commands: [] };
  const { why, at } = event;
  if (why === 'outage') return notTaken(flow, before, taking, at);
  const words = `is not called back: ${why}`;
  const told = note(before, { at, kind: 'decision', type: 'callback-refused', words });
  const { left, step } = taking;
  const state = { ...withSpotBack(told, left.spot), leftLine: { ...left, to: undefined } };
  return enter(flow, state, step.refused, at);
}

/** Whether the callback was taken down is not known: it is asked for once more, as that gives the same one, and then given up. */
export function callbackUnanswered(flow: Flow, before: CallState, at: string): Turn {
  const taking = takingOf(flow, before);
  if (!taking) return { state: before, commands: [] };
  const { decision } = unanswered(taking.position.attempts, 'failed');
  return decision.to === 'again'
    ? follow(flow, before, taking.position, decision, at)
    : notTaken(flow, before, taking, at);
}

/** It may have been taken down all the same: that goes before the caller hears that it was not, and once more before they are in line. */
function notTaken(flow: Flow, before: CallState, { step, left }: Taking, at: string): Turn {
  const words = 'the callback cannot be taken down';
  const told = note(before, { at, kind: 'decision', type: 'callback-failed', words });
  const state = withSpotBack(told, left.spot);
  const prelude = [...state.prelude, ...withdrawal(left.to)];
  return enter(flow, { ...state, prelude }, step.otherwise, at);
}

/** What takes back a callback to this number, if there is one. */
export function withdrawal(to: string | undefined): Draft['wanted'] {
  return to === undefined ? [] : [{ type: 'withdrawCallback', to, isOptional: true }];
}

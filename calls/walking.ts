import { asking } from './asking.ts';
import { byHours } from './by-hours.ts';
import { startCallback } from './callback/taking.ts';
import type { Decision } from './decision.ts';
import { hangUp } from './ending.ts';
import { startEscalation } from './escalation/begin.ts';
import type { Flow, Step } from './flow.ts';
import { startFollowing, stopFollowing } from './following.ts';
import { nextNumber, withUntold } from './key-stream.ts';
import { startLookup } from './lookup/begin.ts';
import { toOperator } from './operator.ts';
import { note, setCall } from './recording.ts';
import { send } from './sending.ts';
import { duePart, sendingOf } from './sending-keys.ts';
import {
  type CallState,
  type Draft,
  NO_ATTEMPTS,
  type Position,
  type Question,
  stepNamed,
  type Turn,
} from './state.ts';
import { handOverByStep } from './transferring.ts';
import { decisionWords } from './words.ts';

/** A step is entered this often; the next entry leads to its fallback, so that nobody goes round in a circle for ever. */
const ENTRIES = 3;

/** Does what was decided about the question at `position`. */
export function follow(
  flow: Flow,
  before: CallState,
  position: Position,
  decision: Decision,
  at: string,
): Turn {
  if (decision.to === 'operator') return toOperator(flow, before, at);
  const words = decisionWords(decision);
  const state = note(before, { at, kind: 'decision', type: decision.to, words });
  switch (decision.to) {
    case 'step':
      return enter(flow, { ...state, gaveUp: undefined }, decision.step, at);
    case 'kept':
      return enter(flow, kept(flow, state, position, decision.digits), decision.step, at);
    case 'fallback':
      return wayOutOf(flow, { ...state, gaveUp: decision.because }, position.step, at);
    case 'again':
      return ask(flow, state, { ...position, attempts: decision.attempts }, at);
    case 'confirm': {
      const { digits, sealed } = decision;
      const lastFour = sealed?.lastFour;
      const attempts = NO_ATTEMPTS;
      return ask(flow, state, { ...position, question: 'confirm', attempts, digits, lastFour }, at);
    }
    case 'more-time':
      return ask(flow, state, { ...position, question: 'more-time', moreTimeAsked: true }, at);
    case 'sensitive-again':
    case 'entry-again': {
      const { attempts } = decision;
      const question = decision.to === 'entry-again' ? 'entry' : 'sensitive-again';
      return ask(flow, state, { ...position, question, attempts }, at);
    }
    case 'entry':
      return enter(flow, state, position.step, at);
  }
}

/** Steps that lead on by themselves, or wait for nobody: what goes round through them is worn out elsewhere. */
const UNWORN: readonly Step['kind'][] = ['say', 'callBack'];

/**
 * Enters a step, or goes the way out of one that was entered often enough. Who comes back to a line that they left has been let in
 * before, and that is no circle.
 */
export function enter(flow: Flow, before: CallState, name: string, at: string): Turn {
  const step = stepNamed(flow, name);
  const isBack = before.leftLine?.step === name;
  const branch = isBack ? undefined : byHours(flow, step, at);
  if (branch) {
    const state = note(before, { at, kind: 'decision', type: 'hours', words: branch.words });
    return enter(flow, state, branch.to, at);
  }
  const times = (before.entries[name] ?? 0) + (isBack ? 0 : 1);
  const next = wayOut(step);
  if (times > ENTRIES && next && !UNWORN.includes(step.kind)) {
    const words = `${name} was entered ${ENTRIES} times: goes its way out`;
    const state = note(before, { at, kind: 'decision', type: 'worn-out', words });
    return enter(flow, state, next, at);
  }
  const state = { ...before, entries: { ...before.entries, [name]: times } };
  const position = { step: name, question: firstQuestion(step), attempts: NO_ATTEMPTS };
  return ask(flow, setCall(state, { step: name }), position, at);
}

/** Leaves a step by its way out. */
export function wayOutOf(flow: Flow, state: CallState, name: string, at: string): Turn {
  const next = wayOut(stepNamed(flow, name));
  return next ? enter(flow, state, next, at) : hangUp(state, state.gaveUp ?? 'completed', at);
}

/** Says or asks what `position` holds. What still plays or listens is cut off, and its result is stale. */
function ask(flow: Flow, before: CallState, position: Position, at: string): Turn {
  const step = stepNamed(flow, position.step);
  if (step.kind === 'sendTones') return startSending({ ...before, position }, sendingOf(step), at);
  if (step.kind === 'escalate') return startEscalation(flow, before, position, at);
  if (step.kind === 'transfer' && step.say === undefined)
    return handOverByStep(flow, { ...before, position }, at);
  if (step.kind === 'lookup') return startLookup(before, step, position, at);
  if (step.kind === 'callBack') return startCallback(before, step, position, at);
  const wanted = asking(flow, { ...before, position }, position);
  if (wanted?.type === 'hangUp') {
    return hangUp({ ...before, position }, before.gaveUp ?? 'completed', at);
  }
  if (!wanted) throw new Error(`nothing is said at ${position.step}`);
  const following = followed(cutOff(before), step.kind === 'gather' && step.sensitive);
  const questions = before.call.questions + (wanted.type === 'recognize' ? 1 : 0);
  const keysFrom = nextNumber(following.state.stream);
  const asked = { ...position, turn: before.turn + 1, keysFrom };
  const state = setCall({ ...following.state, position: asked, open: [] }, { questions });
  const interrupt = before.open.length > 0;
  const first = 'interrupt' in wanted ? { ...wanted, interrupt } : wanted;
  return send(state, [...following.wanted, first], at);
}

/**
 * Keys are not followed while a secret entry is asked for. Where it was left unfinished, they are not followed during the next
 * sentence or question either: its caller may still be keying the number.
 */
export function followed(state: CallState, isSecret: boolean): Draft {
  if (isSecret) return stopFollowing({ ...state, isKeyingSecret: true }, false);
  if (state.isKeyingSecret) return { state: { ...state, isKeyingSecret: false }, wanted: [] };
  return startFollowing(state);
}

/** What still plays or listens is about to be cut off: the keys it took so far will not be told. */
export function cutOff(state: CallState): CallState {
  const { open, stream } = state;
  return open.length > 0 && stream ? { ...state, stream: withUntold(stream) } : state;
}

/** Begins to send keys; a text without any is no key to wait for, and was refused before. */
export function startSending(
  before: CallState,
  sending: NonNullable<CallState['sending']>,
  at: string,
): Turn {
  const { state, wanted } = followed(cutOff(before), false);
  const due = duePart({ ...state, open: [], sending });
  if (!due) throw new Error('there are no keys to send');
  return send(due.state, [...wanted, due.wanted], at);
}

function firstQuestion(step: Step): Question {
  switch (step.kind) {
    case 'say':
      return 'say';
    case 'menu':
      return 'menu';
    case 'gather':
      return 'entry';
    case 'lookup':
      return 'looking-up';
    case 'sendTones':
      return 'sending';
    case 'callBack':
      return 'calling-back';
    case 'escalate':
      return 'escalating';
    case 'transfer':
      return 'before-transfer';
    case 'hangUp':
      return 'closing';
    case 'hours':
      throw new Error('no call stays at a step that leads on by the time');
  }
}

/** Secret digits are kept as a seal in their row, and nowhere else. */
function kept(flow: Flow, state: CallState, position: Position, digits: string): CallState {
  const step = stepNamed(flow, position.step);
  if (step.kind !== 'gather') throw new Error(`${position.step} is no gather`);
  const collected = step.sensitive ? state.collected : { ...state.collected, [step.as]: digits };
  return { ...state, collected, gaveUp: undefined, isKeyingSecret: false };
}

/**
 * Where a step leads when the caller does nothing: every path of a checked flow reaches a hang-up this way, which is the one
 * step without a way out.
 */
export function wayOut(step: Step): string | undefined {
  switch (step.kind) {
    case 'say':
      return step.next;
    case 'menu':
    case 'gather':
    case 'lookup':
    case 'sendTones':
    case 'escalate':
    case 'transfer':
    case 'callBack':
      return step.otherwise;
    case 'hours':
      return step.closed;
    case 'hangUp':
      return undefined;
  }
}

import { asking } from './asking.ts';
import type { Decision } from './decision.ts';
import { hangUp } from './ending.ts';
import type { Flow, Step } from './flow.ts';
import { note, setCall } from './recording.ts';
import { send } from './sending.ts';
import {
  type CallState,
  NO_ATTEMPTS,
  type Position,
  type Question,
  stepNamed,
  type Turn,
} from './state.ts';
import { decisionWords } from './words.ts';

/** A step is entered this often; the next entry leads to its fallback, so that nobody goes round in a circle for ever. */
export const ENTRIES = 3;

/** Does what was decided about the question at `position`. */
export function follow(
  flow: Flow,
  before: CallState,
  position: Position,
  decision: Decision,
  at: string,
): Turn {
  const state = note(before, {
    at,
    kind: 'decision',
    type: decision.to,
    words: decisionWords(decision),
  });
  switch (decision.to) {
    case 'step':
      return enter(flow, { ...state, gaveUp: undefined }, decision.step, at);
    case 'kept': {
      const name = keptAs(flow, position);
      const collected = { ...state.collected, [name]: decision.digits };
      return enter(flow, { ...state, collected, gaveUp: undefined }, decision.step, at);
    }
    case 'fallback': {
      const next = wayOut(stepNamed(flow, position.step));
      return next
        ? enter(flow, { ...state, gaveUp: decision.because }, next, at)
        : hangUp(state, decision.because, at);
    }
    case 'again':
      return ask(flow, state, { ...position, attempts: decision.attempts }, at);
    case 'confirm': {
      const { step } = position;
      const { digits } = decision;
      return ask(flow, state, { step, question: 'confirm', attempts: NO_ATTEMPTS, digits }, at);
    }
    case 'entry':
      return enter(flow, state, position.step, at);
  }
}

/** Enters a step, or goes the way out of one that was entered often enough. */
export function enter(flow: Flow, before: CallState, name: string, at: string): Turn {
  const step = stepNamed(flow, name);
  const times = (before.entries[name] ?? 0) + 1;
  const next = wayOut(step);
  if (times > ENTRIES && next && step.kind !== 'say') {
    const words = `${name} was entered ${ENTRIES} times: goes its way out`;
    const state = note(before, { at, kind: 'decision', type: 'worn-out', words });
    return enter(flow, state, next, at);
  }
  const state = { ...before, entries: { ...before.entries, [name]: times } };
  const position = { step: name, question: firstQuestion(step), attempts: NO_ATTEMPTS };
  return ask(flow, setCall(state, { step: name }), position, at);
}

function ask(flow: Flow, before: CallState, position: Position, at: string): Turn {
  const state = { ...before, position };
  const wanted = asking(flow, state, position);
  if (wanted.type === 'hangUp') return hangUp(state, state.gaveUp ?? 'completed', at);
  const isQuestion = wanted.type === 'recognize';
  return send(
    isQuestion ? setCall(state, { questions: state.call.questions + 1 }) : state,
    [wanted],
    at,
  );
}

function firstQuestion(step: Step): Question {
  switch (step.kind) {
    case 'say':
      return 'say';
    case 'menu':
      return 'menu';
    case 'gather':
      return 'entry';
    case 'hangUp':
      return 'closing';
  }
}

function keptAs(flow: Flow, position: Position): string {
  const step = stepNamed(flow, position.step);
  if (step.kind !== 'gather') throw new Error(`${position.step} is no gather`);
  return step.as;
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
      return step.otherwise;
    case 'hangUp':
      return undefined;
  }
}

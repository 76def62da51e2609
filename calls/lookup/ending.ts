import type { LookupAnswered } from '../events.ts';
import type { Flow } from '../flow.ts';
import { note } from '../recording.ts';
import type { CallState, Turn } from '../state.ts';
import { enter, wayOutOf } from '../walking.ts';
import { choiceAt, stepOf } from './choice.ts';
import { waitingFor } from './stages.ts';

/** The back end has answered, and the call goes on with what it said. */
export function afterLookup(flow: Flow, before: CallState, event: LookupAnswered): Turn {
  const { answer, at } = event;
  const waiting = waitingFor(before);
  if (!waiting) return { state: before, commands: [] };
  if (!answer.ok) return leave(flow, before, waiting.step, at);
  const to = answer.step ?? stepOf(flow, waiting.step).next;
  const told = note(before, { at, kind: 'decision', type: 'looked-up', words: `goes on to ${to}` });
  const looked = { ...before.looked, ...answer.values };
  return enter(flow, { ...told, looked, gaveUp: undefined }, to, at);
}

/** The lookup is given up: the call leaves the step by its way out. An answer that comes later is late. */
export function giveUpLookup(flow: Flow, before: CallState, why: string, at: string): Turn {
  const waiting = waitingFor(before);
  if (!waiting) return { state: before, commands: [] };
  const words = `the lookup is given up: ${why}`;
  const told = note(before, { at, kind: 'decision', type: 'lookup-given-up', words });
  return leave(flow, told, waiting.step, at);
}

function leave(flow: Flow, before: CallState, step: string, at: string): Turn {
  return wayOutOf(flow, { ...before, gaveUp: 'failed' }, step, at);
}

/** The caller has chosen not to wait: the step of the key of this number. */
export function leaveByChoice(flow: Flow, before: CallState, number: number, at: string): Turn {
  const { key, to } = choiceAt(flow, before, number) ?? {};
  if (to === undefined) return { state: before, commands: [] };
  const words = `presses ${key} instead of waiting: goes on to ${to}`;
  const told = note(before, { at, kind: 'decision', type: 'lookup-left', words });
  return enter(flow, { ...told, gaveUp: undefined, lastKey: undefined }, to, at);
}

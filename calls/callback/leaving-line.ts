import { E164 } from '../dialling.ts';
import { escalationOf } from '../escalation/escalation.ts';
import { leaveEscalation } from '../escalation/giving-up.ts';
import type { Flow } from '../flow.ts';
import { otherSide } from '../parties.ts';
import { leaveQueue } from '../queue/exits.ts';
import { waitingOf } from '../queue/waiting.ts';
import { note } from '../recording.ts';
import type { CallState, Turn } from '../state.ts';
import { enter } from '../walking.ts';
import { callbackSteps } from './steps.ts';

/**
 * The caller has pressed the key: they are out of line, and are asked where to call them back. Who withholds their number is asked for
 * one. What plays is cut off by the first question.
 */
export function leaveForCallback(flow: Flow, before: CallState, at: string): Turn {
  const queue = waitingOf(before);
  if (!queue) return { state: before, commands: [] };
  const { spot, offers } = queue;
  const { step } = escalationOf(before);
  const words = `steps out of the queue ${spot.queue} to be called back`;
  const told = note(before, { at, kind: 'decision', type: 'callback-asked', words });
  const { state, wanted } = leaveQueue(told);
  const steps = callbackSteps(step);
  const left: CallState = {
    ...leaveEscalation(state, wanted),
    leftLine: { spot, step, offers, gaveUp: before.gaveUp },
    entries: withoutEntries(before, Object.values(steps)),
    gaveUp: undefined,
    lastKey: undefined,
  };
  const hasNumber = E164.test(otherSide(before));
  return enter(flow, left, hasNumber ? steps.offer : steps.number, at);
}

/** Who waits on and asks again is asked as often as the first time. */
function withoutEntries({ entries }: CallState, steps: readonly string[]): CallState['entries'] {
  return Object.fromEntries(Object.entries(entries).filter(([step]) => !steps.includes(step)));
}

import type { Flow, LookupStep } from '../flow.ts';
import { type CallState, stepNamed } from '../state.ts';
import { isKey, type Key } from '../tones.ts';
import { waitingFor } from './stages.ts';

/** The numbers of the keys that would be a choice not to wait any longer, if they are of no recognition: pressed since the apology began. */
export function choiceKeys(flow: Flow, state: CallState): number[][] {
  const numbers = Object.keys(state.stream?.keys ?? {}).map(Number);
  return numbers.filter((number) => choiceAt(flow, state, number)).map((number) => [number]);
}

/** What the key of this number chooses. */
export function choiceAt(
  flow: Flow,
  state: CallState,
  number: number,
): { key: Key; to: string } | undefined {
  const waiting = waitingFor(state);
  if (waiting?.lookup.stage !== 'sorry' || number < (waiting.keysFrom ?? 0)) return undefined;
  const key = state.stream?.keys[number] ?? '';
  const to = isKey(key) ? stepOf(flow, waiting.step).sorry.keys[key] : undefined;
  return isKey(key) && to !== undefined ? { key, to } : undefined;
}

/** The step of a lookup. Asked of any other it is a bug. */
export function stepOf(flow: Flow, name: string): LookupStep {
  const step = stepNamed(flow, name);
  if (step.kind !== 'lookup') throw new Error(`${name} looks nothing up`);
  return step;
}

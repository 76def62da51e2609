import type { Clock } from './clock.ts';

/** Where the scripts of callers stand: `idle` before the ring and after the end, `busy` between two waits, `waiting`. */
export type ScriptState = 'idle' | 'busy' | 'waiting';

/** The scripted callers of one clock, and the test that they belong to. */
export interface ScriptDesk {
  /** Adds a caller, `idle`; returns what changes its state, effective at once. */
  join(): (state: ScriptState) => void;
}

const desks = new WeakMap<Clock, ScriptDesk>();

/**
 * The desk of `clock`. A busy caller is work in progress; when no caller is busy or waits, the test itself is at work.
 * So time passes while a caller waits and no other is busy, and a caller that is done, or not begun, holds up no other.
 */
export function scriptDesk(clock: Clock): ScriptDesk {
  const known = desks.get(clock);
  if (known) return known;
  const waiting = new Set<symbol>();
  const busy = new Map<symbol, () => void>();
  let endTest: (() => void) | undefined = clock.begin();

  function enter(caller: symbol, state: ScriptState): void {
    const endBusy = busy.get(caller);
    busy.delete(caller);
    waiting.delete(caller);
    if (state === 'busy') busy.set(caller, clock.begin());
    if (state === 'waiting') waiting.add(caller);
    if (busy.size === 0 && waiting.size === 0) {
      endTest ??= clock.begin();
    } else {
      endTest?.();
      endTest = undefined;
    }
    endBusy?.();
  }

  const desk: ScriptDesk = {
    join() {
      const caller = Symbol('caller');
      return (state) => enter(caller, state);
    },
  };
  desks.set(clock, desk);
  return desk;
}

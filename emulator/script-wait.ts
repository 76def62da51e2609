import type { Clock } from './clock.ts';
import type { ScriptState } from './script-desk.ts';

/** How a wait ended: as hoped, no longer possible, out of time, or at a clock that stands still. */
export type WaitEnd = 'met' | 'lost' | 'late' | 'still';

/**
 * Waits on `clock` until `look` gives an answer, at the latest for `seconds`. Looks at once and whenever something
 * changes. The caller is busy again in the tick of that change, before the clock can move on.
 */
export function waitUntil(options: {
  clock: Clock & { onStandstill?: (listener: () => void) => () => void };
  seconds: number;
  onChange: (listener: () => void) => () => void;
  enter: (state: ScriptState) => void;
  look: () => 'met' | 'lost' | undefined;
}): Promise<WaitEnd> {
  const { clock, seconds, onChange, enter, look } = options;
  const found = look();
  if (found) return Promise.resolve(found);
  return new Promise((resolve, reject) => {
    const undo: (() => void)[] = [];
    const finish = (end: WaitEnd) => {
      enter('busy');
      for (const each of undo) each();
      resolve(end);
    };
    const check = () => {
      try {
        const end = look();
        if (end) finish(end);
      } catch (error) {
        enter('busy');
        for (const each of undo) each();
        reject(error);
      }
    };
    undo.push(
      onChange(check),
      clock.after(seconds * 1000, () => finish('late')),
    );
    if (clock.onStandstill) undo.push(clock.onStandstill(() => finish('still')));
    enter('waiting');
  });
}

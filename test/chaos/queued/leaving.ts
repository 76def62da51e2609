import type { Random } from '../../../emulator/random.ts';
import type { StaffedCall } from '../staffed/world.ts';
import type { Timeline } from '../timeline.ts';
import { CALLBACK_KEY } from './line-flow.ts';

/** How often a caller presses the key that leads to a callback, at any moment. */
const PRESSES = 0.25;
/** What they do when they are asked where to call them: most take their own number. */
const ANSWERS: readonly (readonly string[])[] = [
  ...Array.from({ length: 6 }, () => ['1']),
  ['2', '5550199#', '1'],
  ['2', '12#', '5550199#', '2', '5550177#', '1'],
  ['3'],
  ['3'],
  [],
];

/** A caller may want to be called back, and may change their mind. */
export function leavesForCallback(call: StaffedCall, random: Random, time: Timeline): void {
  if (random.next() > PRESSES) return;
  const { from } = call.state().call;
  const answers = ANSWERS[random.integer(0, ANSWERS.length - 1)] ?? [];
  const press = (keys: string) => {
    for (const [nth, key] of [...keys].entries())
      time.after(nth * 150, () => call.acs.press(from, key));
  };
  function answer(nth: number, looks = 20): void {
    const keys = answers[nth];
    if (keys === undefined || looks === 0 || !call.acs.has(from)) return;
    time.after(1_000, () => {
      if (call.acs.asked(from) === undefined) return answer(nth, looks - 1);
      press(keys);
      time.after(keys.length * 150, () => answer(nth + 1));
    });
  }
  time.after(random.integer(3_000, 120_000), () => {
    press(CALLBACK_KEY);
    answer(0);
  });
}

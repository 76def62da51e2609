import * as z from 'zod';
import type { PhoneRecord } from './entities.ts';
import { hangUp } from './leaving.ts';
import { isKey } from './tones.ts';
import type { World } from './world.ts';

const keys = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => [...text].every(isKey), { error: 'it has to be keys: 0-9, A-D, * and #.' });

/**
 * What another phone system waits for, step after step: `expect` are the tones of a step, all of them and no other;
 * `within` is how many seconds the step may take before the system hangs up (default: for ever); `say` is its answer.
 */
export const ivrScriptSchema = z
  .array(
    z.strictObject({
      expect: keys,
      within: z.number().positive().max(3600).optional(),
      say: z.string().min(1).optional(),
    }),
  )
  .min(1);

export type IvrScript = z.infer<typeof ivrScriptSchema>;

/** How far the script of a phone has come. */
export interface Ivr {
  /** The step it is at, from 0; after the last one, how many there are. */
  step: number;
  /** Tones of this step so far. A wrong one stays among them: then the step is never met. */
  collected: string;
  /** What was expected and came. */
  matched: string[];
  /** What was said to that: an app has no ears, so only the control door shows it. */
  said: string[];
}

/** Another phone system has picked up: from now on it follows the tones that `phone` hears. */
export function followScript(world: World, phone: PhoneRecord, script: IvrScript): void {
  const ivr: Ivr = { step: 0, collected: '', matched: [], said: [] };

  function expectNext(): void {
    phone.stopTimer?.();
    const within = script[ivr.step]?.within;
    if (within === undefined) return;
    const giveUp = () => hangUp(world, phone);
    phone.stopTimer = world.clock.after(within * 1000, giveUp);
  }

  phone.ivr = ivr;
  phone.hearTone = (key) => {
    const step = script[ivr.step];
    if (!step) return;
    ivr.collected += key;
    if (ivr.collected !== step.expect) return;
    ivr.collected = '';
    ivr.matched.push(step.expect);
    if (step.say) ivr.said.push(step.say);
    ivr.step += 1;
    expectNext();
  };
  expectNext();
  world.phoneChanged(phone);
}

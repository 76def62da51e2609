import { callbackSteps } from './callback/steps.ts';
import type { Gather, Step } from './flow.ts';
import { plainText } from './flow-normal-people.ts';
import type { AuthoredCallback } from './flow-schema-callback.ts';

/** What a caller hears who will be called back, unless the flow has words of its own; the last word where the call ends with it. */
const TAKEN = 'Thank you. We will call you back. You keep your place in the queue.';
const GOODBYE = 'Goodbye.';

/** A number as people key it: one of E.164 has fifteen digits at most. */
const DIGITS = { min: 3, max: 15 };

/** Seconds of silence, as in menus and gathers of the flow. */
const MENU_SECONDS = 6;
const GATHER: Pick<Gather, 'firstKeySeconds' | 'betweenKeysSeconds'> = {
  firstKeySeconds: 8,
  betweenKeysSeconds: 4,
};

/**
 * The steps in which a caller asks to be called back who left the line of the step `name`: whatever does not lead to a callback leads
 * back there.
 */
export function stepsOfCallback(name: string, callback: AuthoredCallback): [string, Step][] {
  const to = callbackSteps(name);
  const { offer, number, readBack, refused, failed, next } = callback;
  const taken = callback.taken ?? (next === undefined ? `${TAKEN} ${GOODBYE}` : TAKEN);
  return [
    [
      to.offer,
      {
        kind: 'menu',
        prompts: [plainText(offer)],
        keys: { 1: to.take, 2: to.number, 3: name },
        saysNumber: true,
        firstKeySeconds: MENU_SECONDS,
        bargeIn: [true],
        otherwise: name,
      },
    ],
    [
      to.number,
      {
        kind: 'gather',
        prompts: [plainText(number)],
        ...DIGITS,
        terminators: ['#'],
        partial: 'judge',
        ...GATHER,
        bargeIn: [true],
        readBack: plainText(readBack),
        sensitive: false,
        as: to.number,
        next: to.take,
        otherwise: name,
      },
    ],
    [
      to.take,
      {
        kind: 'callBack',
        number: to.number,
        refused: to.refused,
        next: to.taken,
        otherwise: to.failed,
      },
    ],
    [to.refused, { kind: 'say', say: plainText(refused), next: to.number }],
    [to.failed, { kind: 'say', say: plainText(failed), next: name }],
    [
      to.taken,
      next === undefined
        ? { kind: 'hangUp', say: plainText(taken) }
        : { kind: 'say', say: plainText(taken), next },
    ],
  ];
}

import * as z from 'zod';
import { ALL, type LineChange, type LineOff } from '../adapters/line-rows.ts';
import { MOST_CHARACTERS } from '../calls/flow-texts.ts';
import type { LineState } from '../calls/line-state.ts';
import { mistakeIn } from './request-body.ts';

/** A change of the line, and who says to want it. */
export type WantedLine = Pick<LineChange, 'number' | 'to'> & { by?: string };

export type ParsedLine =
  | { ok: true; wanted: WantedLine }
  | { ok: false; message: string; target?: string };

const textError = `text is what callers hear, 1 to ${MOST_CHARACTERS} characters in one line.`;
const byError = 'by says in 1 to 100 characters who changes the line.';

/** As it comes; what belongs to which state is asked in `parseLine`. */
export const lineBody = z.strictObject({
  number: z.e164({ error: 'number is one of our numbers in E.164, like +15550199.' }).optional(),
  state: z.enum(['message', 'transfer', 'reject', 'off'], {
    error: 'state is message, transfer, reject or off.',
  }),
  text: z
    .string({ error: textError })
    .regex(new RegExp(`^(?=.*\\S)\\P{Cc}{1,${MOST_CHARACTERS}}$`, 'u'), { error: textError })
    .optional(),
  hangUp: z.literal(true, { error: 'hangUp is true; leave it out to go on.' }).optional(),
  to: z.e164({ error: 'to is a number in E.164, like +15550155.' }).optional(),
  by: z
    .string({ error: byError })
    .regex(/^(?=.*\S)\P{Cc}{1,100}$/u, { error: byError })
    .optional(),
});

type Body = z.infer<typeof lineBody>;

/** What a state is told with, beside its number and who wants it; what is needed for it comes first. */
const BELONGS = {
  message: ['text', 'hangUp'],
  transfer: ['to', 'text'],
  reject: [],
  off: [],
} as const satisfies Record<Body['state'], readonly (keyof Body)[]>;

/** The body of `PUT /api/line`. What is wrong is told without repeating a value: it may be a number. */
export function parseLine(json: unknown, ourNumbers: readonly string[]): ParsedLine {
  const parsed = lineBody.safeParse(json);
  if (!parsed.success) return mistakeIn(parsed.error);
  const { number, by, ...body } = parsed.data;
  if (number !== undefined && !ourNumbers.includes(number))
    return { ok: false, message: 'number is none of our numbers.', target: 'number' };
  const mine: readonly string[] = BELONGS[body.state];
  const target = (['text', 'hangUp', 'to'] as const).find(
    (name) => body[name] !== undefined && !mine.includes(name),
  );
  if (target) return { ok: false, message: `${target} is not for ${body.state}.`, target };
  const to = stateIn(body);
  if (!to) return { ok: false, message: `${mine[0]} is missing.`, target: mine[0] };
  if (to.state === 'transfer' && to.to === number)
    return { ok: false, message: 'to is the number itself. Name another.', target: 'to' };
  return { ok: true, wanted: { number: number ?? ALL, to, ...(by === undefined ? {} : { by }) } };
}

function stateIn({ state, text, hangUp, to }: Body): LineState | LineOff | undefined {
  switch (state) {
    case 'message':
      return text === undefined ? undefined : { state, text, ...(hangUp ? { hangUp } : {}) };
    case 'transfer':
      return to === undefined ? undefined : { state, to, ...(text === undefined ? {} : { text }) };
    case 'reject':
    case 'off':
      return { state };
  }
}

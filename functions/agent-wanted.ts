import * as z from 'zod';
import { mistakeIn } from './request-body.ts';

/** How an agent is to be. */
export interface WantedState {
  state: 'available' | 'away';
  /** Why they are away. */
  reason?: string;
}

export type ParsedState =
  | { ok: true; wanted: WantedState }
  | { ok: false; message: string; target?: string };

const reasonError = 'reason says in 1 to 100 characters why somebody is away.';

/** As it comes; a reason for who is available is refused in `parseWanted`. */
export const stateBody = z.strictObject({
  state: z.enum(['available', 'away'], { error: 'state is available or away.' }),
  reason: z
    .string({ error: reasonError })
    .regex(/^(?=.*\S)\P{Cc}{1,100}$/u, { error: reasonError })
    .optional(),
});

/** The body of `PUT /api/agents/{id}`. */
export function parseWanted(json: unknown): ParsedState {
  const parsed = stateBody.safeParse(json);
  if (!parsed.success) return mistakeIn(parsed.error);
  const { state, reason } = parsed.data;
  if (state === 'away' || reason === undefined) return { ok: true, wanted: parsed.data };
  return { ok: false, message: 'reason is for somebody who is away.', target: 'reason' };
}

import * as z from 'zod';
import type { Flow } from '../calls/flow.ts';
import type { OutboundStart } from '../calls/outbound.ts';
import { mistakeIn } from './request-body.ts';

/** What a call is asked for with. */
export type WantedCall = Pick<OutboundStart, 'to' | 'startStep' | 'extension' | 'context'>;

export type ParsedCall =
  | { ok: true; wanted: WantedCall }
  | { ok: false; message: string; target?: string };

/** Most signs of an extension. */
const LONGEST_EXTENSION = 64;
/** Bytes that the context may have as JSON: it travels with the call. */
const LARGEST_CONTEXT = 2 * 1024;
/** As the flow names its steps and entries. */
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;

const extension = z
  .string({ error: 'extension is a text of keys and pauses, like "w123#".' })
  .min(1, { error: 'extension is empty: leave it out if there is none.' })
  .max(LONGEST_EXTENSION, { error: `extension has at most ${LONGEST_EXTENSION} signs.` })
  .superRefine((signs, issues) => {
    const at = signs.search(/[^0-9*#A-DwW,]/);
    if (at < 0) return;
    const message = `extension: sign ${at + 1} is neither a key (0-9, *, #, A-D) nor a pause (w, W or a comma).`;
    issues.addIssue({ code: 'custom', message });
  });

const context = z
  .record(z.string(), z.string({ error: 'context: every value is a text.' }), {
    error: 'context is an object of texts, like {"name": "Ann"}.',
  })
  .superRefine((texts, issues) => {
    const position = Object.keys(texts).findIndex(
      (name) => !NAME.test(name) || name in Object.prototype,
    );
    if (position >= 0) {
      const message = `context: name ${position + 1} cannot be used. A name is a letter, then letters, digits and hyphens, at most 40.`;
      issues.addIssue({ code: 'custom', message });
    }
    const bytes = new TextEncoder().encode(JSON.stringify(texts)).length;
    if (bytes > LARGEST_CONTEXT) {
      const message = `context has ${bytes} bytes as JSON; it may have ${LARGEST_CONTEXT}.`;
      issues.addIssue({ code: 'custom', message });
    }
  });

/** As it comes; what it has to fit beyond that is asked in `parseCall`. */
export const callBody = z.strictObject({
  to: z.e164({ error: 'to is a number in E.164, like +15550100.' }),
  flow: z.string({ error: 'flow is the name of a step of the flow.' }).optional(),
  extension: extension.optional(),
  context: context.default({}),
});

/** The body of `POST /api/calls`. What is wrong is told without repeating a value: it may be a number. */
export function parseCall(json: unknown, flow: Flow): ParsedCall {
  const parsed = callBody.safeParse(json);
  if (!parsed.success) return mistakeIn(parsed.error);
  const { flow: startStep, ...wanted } = parsed.data;
  if (startStep === undefined) return { ok: true, wanted };
  if (Object.hasOwn(flow.steps, startStep)) return { ok: true, wanted: { ...wanted, startStep } };
  const message = 'flow is the name of a step of the flow: this line has none of that name.';
  return { ok: false, message, target: 'flow' };
}

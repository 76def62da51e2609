import * as z from 'zod';
import type { CallEvent } from '../calls/events.ts';
import { eventData } from './acs-event-data.ts';

export type ParsedCallbacks = { ok: true; events: CallEvent[] } | { ok: false; reason: string };

const PREFIX = 'Microsoft.Communication.';

/** CloudEvents 1.0 as ACS sends it (section 9.1). */
export const envelope = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  data: z.unknown(),
});

/**
 * The events of one callback request, each read by its own envelope; a lone event without an array is taken too. `at` is when
 * we received them, ISO 8601 UTC. A malformed one refuses them all, with its place in `reason`: `event 1: data.callConnectionId …`.
 * An event of a type we do not know is no mistake.
 */
export function parseCallbacks(body: unknown, at: string): ParsedCallbacks {
  const elements = Array.isArray(body) ? body : [body];
  if (elements.length === 0) return { ok: false, reason: 'the body holds no event' };
  const events: CallEvent[] = [];
  for (const [index, element] of elements.entries()) {
    const parsed = parseCallback(element, at);
    if (!parsed.success) return { ok: false, reason: `event ${index}: ${reasonOf(parsed.error)}` };
    events.push(parsed.data);
  }
  return { ok: true, events };
}

type Parsed = { success: true; data: CallEvent } | { success: false; error: z.ZodError };

function parseCallback(element: unknown, at: string): Parsed {
  const outer = envelope.safeParse(element);
  if (!outer.success) return outer;
  const { id, type, data } = outer.data;
  const acsType = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type;
  return z
    .object({ data: eventData(acsType, { id, at }) })
    .transform((event) => event.data)
    .safeParse({ data });
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'it'}: ${issue.message}` : 'it cannot be read';
}

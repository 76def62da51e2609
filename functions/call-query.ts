import * as z from 'zod';
import { outcome } from '../adapters/call-entities.ts';
import { isCallRowKey } from '../adapters/call-keys.ts';
import type { CallQuery } from '../calls/ports.ts';

export type ParsedQuery =
  | { ok: true; query: CallQuery }
  | { ok: false; message: string; target?: string };

const limit = z.number().int().min(1).max(200);
const fields = {
  day: z.iso.date().optional(),
  outcome: outcome.optional(),
  next: z.string().refine(isCallRowKey).optional(),
};

const ofList = z.strictObject({
  ...fields,
  limit: z.string().regex(/^\d+$/).transform(Number).pipe(limit).default(50),
});

/** What `POST /api/calls/search` takes. */
export const searchBody = z.strictObject({
  ...fields,
  limit: limit.default(50),
  from: z.union([z.e164(), z.literal('anonymous')]).optional(),
});

const expected: Record<string, string> = {
  day: 'day is a UTC date like 2026-11-20.',
  outcome: `outcome is one of ${outcome.options.join(', ')}.`,
  limit: 'limit is a whole number from 1 to 200.',
  next: 'next is what the page before gave back, unchanged.',
  from: 'from is a number in E.164, like +15550100, or anonymous.',
};

/** The query of `GET /api/calls`. `code` and `clientId` are the host's own: they carry the function key. */
export function listQuery(params: URLSearchParams, today: string): ParsedQuery {
  const given = [...params].filter(([name]) => name !== 'code' && name !== 'clientId');
  if (params.has('from')) {
    const message = 'A number does not belong into an address: send it to POST /api/calls/search.';
    return { ok: false, message, target: 'from' };
  }
  return parsed(ofList.safeParse(Object.fromEntries(given)), today);
}

/** The body of `POST /api/calls/search`. */
export function searchQuery(body: unknown, today: string): ParsedQuery {
  return parsed(searchBody.safeParse(body), today);
}

/** Without a caller a list reads one day, today's unless another is named. */
function parsed(result: z.ZodSafeParseResult<CallQuery>, today: string): ParsedQuery {
  if (result.success) {
    const query = result.data;
    return { ok: true, query: query.from ? query : { ...query, day: query.day ?? today } };
  }
  const [issue] = result.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const [target = ''] = issue.keys;
    return { ok: false, message: `There is no parameter of this name.`, target };
  }
  const target = issue?.path[0];
  if (typeof target !== 'string') return { ok: false, message: 'The body is not a JSON object.' };
  return { ok: false, message: expected[target] ?? 'not valid', target };
}

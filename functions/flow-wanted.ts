import * as z from 'zod';
import { FILE, FLOW_VERSION } from '../adapters/flow-entities.ts';
import { mistakeIn } from './request-body.ts';

/** What is common to every change of the current flow. */
interface Change {
  /** The version that has to be current, or nothing is done. */
  expected?: string;
  /** Who asks, where no token says so. */
  by?: string;
}

export type WantedFlow = Change & { source: string; note?: string };
export type WantedVersion = Change & { version: string };

type Parsed<Wanted> =
  | { ok: true; wanted: Wanted }
  | { ok: false; message: string; target?: string };

const line = (name: string, most: number) => {
  const error = `${name} is one line of 1 to ${most} characters.`;
  return z
    .string({ error })
    .regex(new RegExp(`^(?=.*\\S)\\P{Cc}{1,${most}}$`, 'u'), { error })
    .optional();
};

const version = (name: string) => {
  const error = `${name} is a version of twelve hex digits, or "${FILE}" for the flow that was deployed.`;
  return z.string({ error }).refine((text) => text === FILE || FLOW_VERSION.test(text), { error });
};

const change = { expected: version('expected').optional(), by: line('by', 100) };
const sourceError = 'source is the text of a flow file, in YAML.';

/** As they come. */
export const flowBody = z.strictObject({
  source: z
    .string({ error: sourceError })
    .min(1, { error: sourceError })
    // half a character would be another one when it is read again
    .refine((text) => text.isWellFormed(), { error: 'source holds half a character.' }),
  note: line('note', 200),
  ...change,
});
export const versionBody = z.strictObject({ version: version('version'), ...change });

/** The body of `POST /api/flows`. */
export function parseFlowBody(json: unknown): Parsed<WantedFlow> {
  return parsedBy(flowBody, json);
}

/** The body of `PUT /api/flows/current`. */
export function parseVersionBody(json: unknown): Parsed<WantedVersion> {
  return parsedBy(versionBody, json);
}

function parsedBy<Wanted>(schema: z.ZodType<Wanted>, json: unknown): Parsed<Wanted> {
  const parsed = schema.safeParse(json);
  return parsed.success ? { ok: true, wanted: parsed.data } : mistakeIn(parsed.error);
}

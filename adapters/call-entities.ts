import * as z from 'zod';
import type { CallRow, DigitsRow, Outcome, TimelineRow } from '../calls/rows.ts';
import { callRowKey, dayPartition, digitsRowKey, timelineRowKey } from './call-keys.ts';

/** A row as the table service takes it. Columns without a value are left out: an upsert that replaces then clears them. */
export interface Entity {
  partitionKey: string;
  rowKey: string;
  [column: string]: string | number | boolean | undefined;
}

/** Every outcome a call can have (design, section 5), as far as this line can end. */
export const outcome = z.enum([
  'completed',
  'abandoned',
  'no-input',
  'no-match',
  'failed',
  'lost',
  'stale',
  'not-answered',
  'rejected',
  'busy',
  'no-answer',
  'declined',
  'not-allowed',
  'answered-by-agent',
  'transferred',
]) satisfies z.ZodType<Outcome>;

const callColumns = z.object({
  callId: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  from: z.string(),
  to: z.string(),
  state: z.enum([
    'ringing',
    'answering',
    'talking',
    'waiting',
    'with-agent',
    'transferring',
    'hanging-up',
    'ended',
  ]),
  step: z.string().optional(),
  startedAt: z.string(),
  answeredAt: z.string().optional(),
  endedAt: z.string().optional(),
  outcome: outcome.optional(),
  code: z.number().optional(),
  subCode: z.number().optional(),
  flowVersion: z.string(),
  callConnectionId: z.string().optional(),
  lastEventAt: z.string(),
  quietSeconds: z.number(),
  questions: z.number(),
  noInputs: z.number(),
  noMatches: z.number(),
  escalation: z.enum(['waiting', 'accepted', 'not-taken', 'left']).optional(),
  offers: z.number().optional(),
  agent: z.string().optional(),
  agentSince: z.string().optional(),
  agentSeconds: z.number().optional(),
  callback: z.string().optional(),
  queuedAt: z.string().optional(),
  queueExit: z
    .enum(['accepted', 'abandoned', 'timeout', 'full', 'nobody-on-duty', 'callback'])
    .optional(),
  waitSeconds: z.number().optional(),
}) satisfies z.ZodType<CallRow>;

const digitsColumns = z.object({
  turn: z.number(),
  step: z.string(),
  question: z.enum(['menu', 'entry', 'confirm']),
  digits: z.string(),
  sealed: z.string().optional(),
  length: z.number(),
  result: z.enum([
    'complete',
    'terminated',
    'partial',
    'no-input',
    'no-match',
    'cancelled',
    'failed',
    'hung-up',
    'operator',
  ]),
  code: z.number().optional(),
  subCode: z.number().optional(),
  attempt: z.number(),
  at: z.string(),
}) satisfies z.ZodType<DigitsRow>;

const timelineColumns = z.object({
  turn: z.number(),
  index: z.number(),
  at: z.string(),
  kind: z.enum(['event', 'command', 'decision']),
  type: z.string(),
  step: z.string().optional(),
  words: z.string(),
  data: z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])))
    .optional(),
}) satisfies z.ZodType<TimelineRow>;

/** A column of texts by name, as JSON. */
export const textsByName = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(z.record(z.string(), z.string()));

/** The row of `Calls`, with the time from which on the watchdog asks for the call as a column of its own. */
export function callEntity(row: CallRow): Entity {
  const quietUntil = quietUntilOf(row);
  return {
    partitionKey: dayPartition(row.callId),
    rowKey: callRowKey(row.callId),
    ...row,
    quietUntil,
  };
}

/** ISO 8601 UTC: until then it is normal that nothing is heard of the call. */
export function quietUntilOf(row: CallRow): string {
  return new Date(Date.parse(row.lastEventAt) + row.quietSeconds * 1_000).toISOString();
}

/** The row of `CallsByCaller`: the same call, found by the person at the other end, who called or was called. */
export function callerEntity(row: CallRow): Entity {
  const person = row.direction === 'outbound' ? row.to : row.from;
  return { partitionKey: person, rowKey: callRowKey(row.callId), ...row };
}

/** A row of `CollectedDigits`. */
export function digitsEntity(callId: string, row: DigitsRow): Entity {
  return { partitionKey: callId, rowKey: digitsRowKey(row.turn), ...row };
}

/** A row of `CallTimeline`; its data is JSON text in one column. */
export function timelineEntity(callId: string, row: TimelineRow): Entity {
  const { data, ...columns } = row;
  return {
    partitionKey: callId,
    rowKey: timelineRowKey(row.turn, row.index),
    ...columns,
    data: data && JSON.stringify(data),
  };
}

/** Reads a row of `Calls` or `CallsByCaller`. Throws for one that is not ours, naming it. */
export function callOf(entity: unknown): CallRow {
  return read(callColumns, entity, 'a call');
}

/** Reads a row of `CollectedDigits`. Throws for one that is not ours. */
export function digitsOf(entity: unknown): DigitsRow {
  return read(digitsColumns, entity, 'collected digits');
}

/** Reads a row of `CallTimeline`. Throws for one that is not ours. */
export function timelineOf(entity: unknown): TimelineRow {
  return read(timelineColumns, entity, 'the timeline');
}

/** Parses a row with the schema of its table. Throws for one that is not ours, naming it and its columns. */
export function read<Row>(schema: z.ZodType<Row>, entity: unknown, what: string): Row {
  const parsed = schema.safeParse(entity);
  if (parsed.success) return parsed.data;
  const columns = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  const { rowKey } = z.object({ rowKey: z.string().catch('?') }).parse(entity);
  throw new Error(`The row ${rowKey} of ${what} cannot be read: columns ${columns}.`);
}

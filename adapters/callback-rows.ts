import * as z from 'zod';
import type { CallbackRequest } from '../calls/callback/request.ts';
import { type Entity, read, textsByName } from './call-entities.ts';
import { callRowKey } from './call-keys.ts';

/** The partition of callbacks that wait, each under its number: there is one of a number at most. */
export const WAITING = 'waiting';

/** A callback that waits, as the table has it. */
export interface WaitingCallback {
  /** E.164. */
  number: string;
  /** The call that asked for it. */
  callId: string;
  request: CallbackRequest;
  /** How often the number was dialled. */
  tries: number;
  /**
   * `in-line` for an agent; `dialling`: an agent has accepted, and the number is being dialled; `later`: nobody took the call, and the
   * next try is due at `nextAt`.
   */
  state: 'in-line' | 'dialling' | 'later';
  /** The call that dials, or dialled last. */
  by?: string;
  /** ISO 8601 UTC. */
  nextAt?: string;
  etag: string;
}

/** How a callback came out: the caller was reached, or is not called any more. */
export type CallbackOutcome = 'reached' | 'not-reached' | 'failed';

/** A callback that is over. */
export interface PastCallback {
  number: string;
  callId: string;
  queue: string;
  skill?: string;
  /** When the caller joined the line, and when the callback was over; ISO 8601 UTC. */
  arrival: string;
  endedAt: string;
  tries: number;
  outcome: CallbackOutcome;
  /** The last call that dialled. */
  by?: string;
}

const waitingRow = z
  .object({
    rowKey: z.string(),
    callId: z.string(),
    queue: z.string(),
    skill: z.string().optional(),
    priority: z.number(),
    arrival: z.string(),
    step: z.string(),
    values: textsByName,
    tries: z.number(),
    state: z.enum(['in-line', 'dialling', 'later']),
    by: z.string().optional(),
    nextAt: z.string().optional(),
    etag: z.string(),
  })
  .transform(
    ({ rowKey: number, queue, skill, priority, arrival, step, values, ...columns }) =>
      ({
        ...columns,
        number,
        request: {
          to: number,
          spot: { queue, ...(skill ? { skill } : {}), priority, arrival },
          step,
          values,
        },
      }) satisfies WaitingCallback,
  );

/** The row of a callback that waits. */
export function waitingEntity(waiting: Omit<WaitingCallback, 'etag'>): Entity {
  const { number, callId, request, tries, state, by, nextAt } = waiting;
  const { spot, step } = request;
  return {
    partitionKey: WAITING,
    rowKey: number,
    callId,
    ...spot,
    step,
    values: JSON.stringify(request.values),
    tries,
    state,
    by,
    nextAt,
  };
}

/** Reads a row of a callback that waits. Throws for one that is not ours. */
export function waitingCallbackOf(entity: unknown): WaitingCallback {
  return read(waitingRow, entity, 'the callbacks');
}

/** The row of a callback that is over: those of a number are in one partition, the newest first. */
export function pastEntity({ number, ...columns }: PastCallback): Entity {
  return { partitionKey: number, rowKey: callRowKey(columns.callId), ...columns };
}

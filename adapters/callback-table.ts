import { odata, type TableClient } from '@azure/data-tables';
import type { CallbackRequest } from '../calls/callback/request.ts';
import { eachOf } from './at-once.ts';
import {
  type CallbackOutcome,
  pastEntity,
  WAITING,
  type WaitingCallback,
  waitingCallbackOf,
  waitingEntity,
} from './callback-rows.ts';
import { inserted } from './outbound-inserts.ts';
import { keys, removePartition, removeRow } from './row-removal.ts';
import { orMissing, unlessChanged } from './table-answers.ts';
import { PAGE, rowsOf } from './table-rows.ts';

/** Milliseconds that one request may take: a caller or an agent waits behind it. */
const REQUEST_TIME = 2_000;

/** The table `Callbacks` (decision 0014). All throw when the tables are away. */
export interface CallbackTable {
  /** Puts down a callback, unless one waits for this number: the one that does. */
  add(callId: string, request: CallbackRequest): Promise<WaitingCallback>;
  /** The callback that waits for a number. */
  find(number: string): Promise<WaitingCallback | undefined>;
  /** All that wait. */
  waiting(): Promise<WaitingCallback[]>;
  /** Writes a callback that waits, as it was read but for what is given: whether it was still so. */
  change(
    callback: WaitingCallback,
    to: Partial<Pick<WaitingCallback, 'state' | 'tries' | 'by' | 'nextAt'>>,
  ): Promise<boolean>;
  /** Keeps how a callback came out; it waits no longer. */
  finish(callback: WaitingCallback, outcome: CallbackOutcome, at: string): Promise<void>;
  /** Removes a callback that waits, if it is still as it was read: whether it was. */
  remove(callback: WaitingCallback): Promise<boolean>;
  /** Removes all that is kept of callbacks to a number that are over: how many there were. */
  forget(number: string): Promise<number>;
  /** Removes callbacks that were over before a time (ISO 8601 UTC), a thousand at most: how many, and whether there may be others. */
  removeOld(before: string): Promise<{ removed: number; more: boolean }>;
}

/** The callbacks behind a table client; nothing is sent yet. */
export function callbackTable(table: TableClient): CallbackTable {
  const find: CallbackTable['find'] = async (number) => {
    const entity = await orMissing(table.getEntity(WAITING, number, soon()), undefined);
    return entity && waitingCallbackOf(entity);
  };
  const remove: CallbackTable['remove'] = ({ number, etag }) =>
    removeRow(table, { partitionKey: WAITING, rowKey: number }, etag);
  return {
    async add(callId, request) {
      const callback = { number: request.to, callId, request, tries: 0, state: 'in-line' as const };
      for (;;) {
        await inserted(table, waitingEntity(callback), REQUEST_TIME);
        const waits = await find(request.to);
        if (waits) return waits; // else it was over in between
      }
    },
    find,
    waiting: () =>
      orMissing(rowsOf(table, odata`PartitionKey eq ${WAITING}`, waitingCallbackOf), []),
    change({ etag, ...callback }, to) {
      const entity = waitingEntity({ ...callback, ...to });
      return unlessChanged(table.updateEntity(entity, 'Replace', { etag, ...soon() }));
    },
    async finish(callback, outcome, endedAt) {
      const { number, callId, request, tries, by } = callback;
      const { queue, skill, arrival } = request.spot;
      const past = { number, callId, queue, skill, arrival, endedAt, tries, outcome, by };
      await table.upsertEntity(pastEntity(past), 'Replace', soon());
      await remove(callback);
    },
    remove,
    forget: (number) => removePartition(table, number),
    async removeOld(before) {
      const old = await rowsOf(table, odata`endedAt lt ${before}`, (row) => keys.parse(row), PAGE);
      const gone = await eachOf(old, (row) => removeRow(table, row));
      return { removed: gone.filter(Boolean).length, more: old.length === PAGE };
    },
  };
}

function soon(): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(REQUEST_TIME) };
}

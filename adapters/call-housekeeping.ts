import { odata } from '@azure/data-tables';
import * as z from 'zod';
import type { CallRow } from '../calls/rows.ts';
import { callOf } from './call-entities.ts';
import { callRowKey } from './call-keys.ts';
import { type RemovedRows, removeCall } from './call-removal.ts';
import { keepStatistics } from './call-statistics.ts';
import type { TableClients } from './table-clients.ts';
import { PAGE, rowsOf } from './table-rows.ts';

/** What is asked of the call tables by who looks after them. Days are UTC, `20261120`. All throw when the tables are away. */
export interface Housekeeping {
  /** When the calls of a day began that have not ended, ISO 8601 UTC, in any order. */
  inProgress(day: string): Promise<string[]>;
  /** The first day with calls after `after`, and before `before`. */
  nextDay(after: string, before: string): Promise<string | undefined>;
  /** Calls of a day in key order, at most `most`: the first ones, or those that follow `after`. */
  callsOfDay(day: string, most: number, after?: CallRow): Promise<CallRow[]>;
  /** Keeps the sums of a day in `CallStatistics`, unless they are there. `at`: ISO 8601 UTC. */
  keepStatistics(day: string, at: string): Promise<void>;
  /** Calls from a number, or to it where we placed them, at most `most`, the newest first. */
  callsOf(number: string, most: number): Promise<CallRow[]>;
  /** Removes all rows of a call, the one in `last` at the end. */
  remove(call: CallRow, last: 'Calls' | 'CallsByCaller'): Promise<RemovedRows>;
}

const startedAt = z.object({ startedAt: z.string() }).transform((row) => row.startedAt);
const partition = z.object({ partitionKey: z.string() }).transform((row) => row.partitionKey);

/** The housekeeping of the call tables behind `clients`. */
export function callHousekeeping(clients: TableClients): Housekeeping {
  const { Calls, CallsByCaller, CallStatistics } = clients;
  const callsOfDay: Housekeeping['callsOfDay'] = (day, most, after) => {
    const next = after ? odata` and RowKey gt ${callRowKey(after.callId)}` : '';
    return rowsOf(Calls, odata`PartitionKey eq ${day}` + next, callOf, most);
  };
  return {
    inProgress(day) {
      const filter = odata`PartitionKey eq ${day} and state ne 'ended'`;
      return rowsOf(Calls, filter, (row) => startedAt.parse(row));
    },
    async nextDay(after, before) {
      const filter = odata`PartitionKey gt ${after} and PartitionKey lt ${before}`;
      const [day] = await rowsOf(Calls, filter, (row) => partition.parse(row), 1);
      return day;
    },
    callsOfDay,
    keepStatistics: (day, at) =>
      keepStatistics(CallStatistics, day, at, (last) => callsOfDay(day, PAGE, last)),
    callsOf: (number, most) =>
      rowsOf(CallsByCaller, odata`PartitionKey eq ${number}`, callOf, most),
    remove: (call, last) => removeCall(clients, call, last),
  };
}

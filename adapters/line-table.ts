import type { TableClient } from '@azure/data-tables';
import type { LineState } from '../calls/line-state.ts';
import {
  ALL,
  changeOf,
  entryOf,
  type LineChange,
  type LineEntry,
  OF_CHANGES,
  OF_NUMBERS,
  PARTITION,
  rowsOfChange,
  standingOf,
} from './line-rows.ts';
import { answered } from './table-answers.ts';
import { rowsOf } from './table-rows.ts';

/** The table `Line` (docs/tables.md). Everything throws when the tables are away. */
export interface LineTable {
  /**
   * What new calls to one of our numbers meet: the number's own row before that of all; nothing when the flow serves them.
   * `malformed`: there is a row, and it cannot be read. As it is, or was at most 15 s ago.
   */
  stateOf(number: string): Promise<LineState | 'malformed' | undefined>;
  /** Changes how a number stands, or all of them (`*`), and keeps that it was changed. */
  change(change: LineChange): Promise<void>;
  /** How the numbers stand that have a row, and so many of the last changes, the newest first. */
  look(mostChanges: number): Promise<{ numbers: LineEntry[]; changes: LineEntry[] }>;
}

/** Milliseconds for which a process takes what it read for true. */
const KEPT = 15_000;
/** Milliseconds that a read may take: a phone is ringing. */
const READ_TIME = 1_000;
/** Milliseconds that a change may take: somebody waits for it. */
const CHANGE_TIME = 5_000;

type Read = ReturnType<LineTable['stateOf']>;

/** The table behind a client; nothing is sent yet. `now`: milliseconds since 1970. */
export function lineTable(table: TableClient, now: () => number): LineTable {
  const read = new Map<string, { at: number; state: Read }>();
  return {
    stateOf(number) {
      const before = read.get(number);
      if (before && now() - before.at < KEPT) return before.state;
      const state = stateOf(table, number);
      read.set(number, { at: now(), state });
      // an outage is over sooner than that
      state.catch(() => read.delete(number));
      return state;
    },
    async change(change) {
      for (let at = now(); !(await written(table, change, at)); at += 1);
      read.clear();
    },
    async look(mostChanges) {
      const [numbers, changes] = await Promise.all([
        rowsOf(table, OF_NUMBERS, entryOf),
        rowsOf(table, OF_CHANGES, changeOf, mostChanges),
      ]);
      return { numbers, changes };
    },
  };
}

async function stateOf(table: TableClient, number: string): Read {
  const [own, all] = await Promise.all([rowOf(table, number), rowOf(table, ALL)]);
  const standing = own === 'malformed' || (own && own.state !== 'off') ? own : all;
  return standing === 'malformed' || standing?.state !== 'off' ? standing : undefined;
}

async function rowOf(table: TableClient, rowKey: string) {
  const abortSignal = AbortSignal.timeout(READ_TIME);
  try {
    const entity = await table.getEntity(PARTITION, rowKey, { abortSignal });
    return standingOf(entity) ?? 'malformed';
  } catch (error) {
    if (answered(error, 404)) return undefined;
    throw error;
  }
}

/** Whether the change was written: not when another one has this millisecond, as no two share their place in the order. */
async function written(table: TableClient, change: LineChange, at: number): Promise<boolean> {
  const rows = rowsOfChange(change, at);
  const abortSignal = AbortSignal.timeout(CHANGE_TIME);
  try {
    await table.submitTransaction(
      [
        ['create', rows.change],
        ['upsert', rows.standing, 'Replace'],
      ],
      { abortSignal },
    );
    return true;
  } catch (error) {
    if (answered(error, 409)) return false;
    throw error;
  }
}

import { odata, type TableClient } from '@azure/data-tables';
import type { Joining } from '../calls/ports.ts';
import type { QueueSpot } from '../calls/queue/spot.ts';
import type { Entity } from './call-entities.ts';
import { inserted } from './outbound-inserts.ts';
import {
  linePartition,
  type QueueRow,
  queueEntity,
  queueRowOf,
  STATISTICS,
  spotKey,
} from './queue-rows.ts';
import { meanTalkSeconds, talked } from './queue-statistics.ts';
import { removeRow } from './row-removal.ts';
import { sharedReads } from './shared-reads.ts';
import { orMissing, unlessChanged } from './table-answers.ts';
import { rowKeysOf, rowsOf } from './table-rows.ts';

/** Milliseconds that one request may take: a caller waits behind it. */
const REQUEST_TIME = 2_000;

/** The table `Queue` (decision 0010): a row for each caller in line. All throw when the table is away. */
export interface QueueTable {
  /** Puts a caller in line; who is there already stays. How many are before them, or that there were `most` already. */
  join(callId: string, joining: Joining): Promise<number | 'full'>;
  /** Puts somebody in line who is to be called back; the caller themselves, who may still be there, has become the callback. */
  enter(callId: string, joining: Pick<Joining, 'spot' | 'caller'>): Promise<void>;
  /** Keeps which call calls somebody back, unless their row has changed since it was read: whether it had not. */
  offer(row: QueueRow, by: string): Promise<boolean>;
  /** How many are before a caller, now or a moment ago; nothing when they are not in line. */
  before(callId: string, spot: QueueSpot): Promise<number | undefined>;
  /** Keeps that an agent did not take the caller. `at`: ISO 8601 UTC. */
  passOn(callId: string, spot: QueueSpot, agent: string, at: string): Promise<void>;
  /** Takes a caller out of line: whether they were in it. */
  leave(callId: string, spot: QueueSpot): Promise<boolean>;
  /** Everybody in all lines. */
  waiting(): Promise<QueueRow[]>;
  /** Counts a talk with a caller of this line. */
  talked(spot: QueueSpot, seconds: number): Promise<void>;
  /** How long talks with callers of this line take, about, in seconds, now or a moment ago. */
  meanTalkSeconds(spot: QueueSpot): Promise<number>;
}

/** The queues behind a table client; nothing is sent yet. `now`: milliseconds since 1970. */
export function queueTable(table: TableClient, now: () => number): QueueTable {
  const keysOf = (line: string) =>
    orMissing<string[], string[]>(rowKeysOf(table, odata`PartitionKey eq ${line}`), []);
  const lines = sharedReads(keysOf, now);
  const talks = sharedReads((line) => meanTalkSeconds(table, line), now);
  async function changing<Done>(spot: QueueSpot, change: () => Promise<Done>): Promise<Done> {
    try {
      return await change();
    } finally {
      lines.forget(linePartition(spot));
    }
  }
  return {
    async join(callId, joining) {
      const { spot, most } = joining;
      const line = await keysOf(linePartition(spot));
      const isIn = line.includes(spotKey(spot, callId));
      if (!isIn && line.length >= most) return 'full';
      if (!isIn) {
        const row = queueEntity(callId, joining);
        await changing(spot, () => inserted(table, row, REQUEST_TIME));
      }
      return line.filter((key) => key < spotKey(spot, callId)).length;
    },
    enter: (callId, { spot, caller }) =>
      changing(spot, async () => {
        const row = { ...queueEntity(callId, { spot, caller }), isCallback: true };
        if (await inserted(table, row, REQUEST_TIME)) return;
        await table.upsertEntity(row, 'Merge', soon());
      }),
    async offer({ callId, spot, etag }, by) {
      const row = { partitionKey: linePartition(spot), rowKey: spotKey(spot, callId), by };
      return merged(table, row, etag);
    },
    async before(callId, spot) {
      const line = await lines.of(linePartition(spot));
      const place = line.indexOf(spotKey(spot, callId));
      return place < 0 ? undefined : place;
    },
    async passOn(callId, spot, agent, at) {
      const [partition, key] = [linePartition(spot), spotKey(spot, callId)];
      const entity = await orMissing(table.getEntity(partition, key, soon()), undefined);
      if (!entity) return;
      const { passed, etag } = queueRowOf(entity);
      const row = { partitionKey: partition, rowKey: key };
      // only the caller's own call writes it: one that is gone meanwhile, or was carried out twice at once, is fine
      await merged(table, { ...row, passed: JSON.stringify({ ...passed, [agent]: at }) }, etag);
    },
    leave: (callId, spot) =>
      changing(spot, () =>
        removeRow(table, { partitionKey: linePartition(spot), rowKey: spotKey(spot, callId) }),
      ),
    waiting: () => orMissing(rowsOf(table, odata`PartitionKey ne ${STATISTICS}`, queueRowOf), []),
    async talked(spot, seconds) {
      await talked(table, linePartition(spot), seconds);
      talks.forget(linePartition(spot));
    },
    meanTalkSeconds: (spot) => talks.of(linePartition(spot)),
  };
}

/** Writes some columns of a row as it was read: whether it was still so. */
function merged(table: TableClient, row: Entity, etag: string): Promise<boolean> {
  return unlessChanged(table.updateEntity(row, 'Merge', { etag, ...soon() }));
}

function soon(): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(REQUEST_TIME) };
}
